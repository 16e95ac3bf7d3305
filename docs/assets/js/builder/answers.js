// The file in which a reader keeps their answers: written, read again, and refused with a reason. See
// decisions/builder.md.

import { isSound } from "./values.js";

/**
 * @import { Answer, Answers, Content, Edition, Question } from "./values.js"
 */

/** @typedef {"pdf" | "docx" | "odt"} Format */

/**
 * What a reader has answered, and which papers they want of it; the documents by their ids.
 *
 * @typedef {{ edition: Edition, formats: Format[], documents: string[], answers: Answers }} Choices
 */

const FORMAT = "plp-bin-answers";
const VERSION = 1;
/** Characters of one answer. */
const LONGEST = 16_000;
/** Characters of a whole file. */
const LARGEST = 1_000_000;
/** @type {Edition[]} */
export const EDITIONS = ["fr", "nl", "fr-nl"];
/** @type {Format[]} */
const FORMATS = ["pdf", "docx", "odt"];

/** Why a file is refused: the name of a label of the page, and of what it speaks. */
export class Refusal extends Error {
  /**
   * @param {"foreign" | "newer" | "too-large" | "truncated" | "unknown" | "value"} reason
   * @param {string} [subject] what the reason is about: the id of a question, or a key of the file
   */
  constructor(reason, subject = "") {
    super(reason);
    this.reason = reason;
    this.subject = subject;
  }
}

/**
 * The text of a file of answers.
 *
 * @param {Choices} choices
 */
export function writeAnswers({ edition, formats, documents, answers }) {
  const file = { format: FORMAT, version: VERSION, edition, formats, documents, answers };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * What a file holds; throws a `Refusal` when it is not whole, not ours, or not for this page.
 *
 * @param {string} text
 * @param {Pick<Content, "questions" | "documents">} content
 * @returns {Choices}
 */
export function readAnswers(text, { questions, documents }) {
  if (text.length > LARGEST) throw new Refusal("too-large");
  const file = parsed(text);
  if (!isRecord(file) || file.format !== FORMAT) throw new Refusal("foreign");
  const version = /** @type {number} */ (file.version); // if it is one
  if (!Number.isInteger(version) || version < 1) throw new Refusal("foreign");
  if (version > VERSION) throw new Refusal("newer");
  return {
    edition: oneOf(file.edition ?? "fr", EDITIONS, "edition"),
    formats: someOf(file.formats ?? FORMATS, FORMATS, "formats"),
    documents: someOf(file.documents ?? [], Object.keys(documents), "documents"),
    answers: answersIn(file.answers ?? {}, questions),
  };
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(text.includes(FORMAT) ? "truncated" : "foreign");
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A value, which is one of those that are known.
 *
 * @template {string} Known
 * @param {unknown} value
 * @param {readonly Known[]} known
 * @param {string} key of the file
 */
function oneOf(value, known, key) {
  if (!known.includes(/** @type {Known} */ (value))) throw new Refusal("value", key);
  return /** @type {Known} */ (value);
}

/**
 * @template {string} Known
 * @param {unknown} values
 * @param {readonly Known[]} known
 * @param {string} key
 */
function someOf(values, known, key) {
  if (!Array.isArray(values)) throw new Refusal("value", key);
  return values.map((value) => oneOf(value, known, key));
}

/**
 * @param {unknown} found
 * @param {Question[]} questions
 */
function answersIn(found, questions) {
  if (!isRecord(found)) throw new Refusal("value", "answers");
  const byId = new Map(questions.map((question) => [question.id, question]));
  /** @type {Answers} */
  const answers = {};
  for (const [id, value] of Object.entries(found)) {
    const question = byId.get(id);
    if (!question) throw new Refusal("unknown", id.slice(0, 60));
    if (!isAnswer(question, value)) throw new Refusal("value", id);
    answers[id] = value;
  }
  return answers;
}

/**
 * @param {Question} question
 * @param {unknown} value
 * @returns {value is Answer}
 */
function isAnswer(question, value) {
  if (question.ask !== "field") return value === "" || question.options.includes(/** @type {string} */ (value));
  if (!isRecord(value)) return isText(value) && (question.kind !== "date" || isSound(question, value));
  const isWhole = Object.entries(value).every(([language, text]) => ["fr", "nl"].includes(language) && isText(text));
  return question.translated && isWhole;
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isText = (value) => typeof value === "string" && value.length <= LONGEST;
