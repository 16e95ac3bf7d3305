// The file in which the answers of a neighbourhood are kept: written, read again, and checked for the page and for the
// command line. See decisions/builder.md.

import { isSound } from "./values.js";

/**
 * @import { Content, Edition, Fault, Question, Reason } from "exchange"
 * @import { Answers } from "./values.js"
 */

/** @typedef {"pdf" | "docx" | "odt"} Format */

/**
 * What a reader has answered, and which papers they want of it; the documents by their ids.
 *
 * @typedef {{ edition: Edition, formats: Format[], documents: string[], answers: Answers }} Choices
 */

/** Characters of a whole file. */
const LARGEST = 1_000_000;
/** @type {Edition[]} */
export const EDITIONS = ["fr", "nl", "fr-nl"];
/** @type {Format[]} */
export const FORMATS = ["pdf", "docx", "odt"];
/** What the page takes all the same: it says so beside the field, and a draft keeps what was typed. */
const TOLERATED = /amount|email|phone/;

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
 * @param {Content} content
 */
export function writeAnswers({ edition, formats, documents, answers }, { format, version }) {
  return `${JSON.stringify({ format, version, edition, formats, documents, answers }, null, 2)}\n`;
}

/**
 * What a file holds; throws a `Refusal` when it is not whole, not ours, or not for this page.
 *
 * @param {string} text
 * @param {Content} content
 * @returns {Choices}
 */
export function readAnswers(text, content) {
  if (text.length > LARGEST) throw new Refusal("too-large");
  const file = parsed(text, content);
  const fault = [...faultsIn(file, content)].find(({ reason }) => !TOLERATED.test(reason));
  if (fault) throw refusalOf(fault, file, content);
  return choicesIn(/** @type {Partial<Choices>} */ (file));
}

/**
 * What a file without faults says, and what goes without saying.
 *
 * @param {Partial<Choices>} file
 * @returns {Choices}
 */
export const choicesIn = ({ edition, formats, documents, answers }) => ({
  edition: edition ?? "fr",
  formats: formats || FORMATS,
  documents: documents || [],
  answers: answers || {},
});

/**
 * @param {string} text
 * @param {Content} content
 * @returns {unknown}
 */
function parsed(text, { format }) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(text.includes(format) ? "truncated" : "foreign");
  }
}

/**
 * @param {Fault} fault
 * @param {unknown} file
 * @param {Content} content
 */
function refusalOf({ path: [key, id], reason }, file, content) {
  const isNewer = /** @type {{ version: number }} */ (file)?.version > content.version; // if it is a number
  if (reason === "version" && isNewer) return new Refusal("newer");
  if (reason === "foreign" || reason === "version") return new Refusal("foreign");
  if (reason === "question") return new Refusal("unknown", `${id}`.slice(0, 60));
  return new Refusal("value", `${key === "answers" ? id ?? key : key}`);
}

/**
 * @param {Reason} reason
 * @param {Fault["path"]} path
 * @returns {Fault}
 */
const faultAt = (reason, ...path) => ({ path, reason });

/**
 * All that is wrong with a file, as it was parsed.
 *
 * @param {unknown} file
 * @param {Content} content
 * @returns {Generator<Fault>}
 */
export function* faultsIn(file, { format, version, longest, questions, documents, former }) {
  if (!isRecord(file) || file.format !== format) return void (yield faultAt("foreign"));
  if (file.version !== version) yield faultAt("version", "version");
  const choices = choicesIn(file);
  if (!EDITIONS.includes(choices.edition)) yield faultAt("edition", "edition");
  yield* listFaults("formats", choices.formats, FORMATS);
  yield* listFaults("documents", choices.documents, Object.keys(documents));
  if (!isRecord(choices.answers)) return void (yield faultAt("answers", "answers"));
  for (const [id, value] of Object.entries(choices.answers)) {
    const question = questions.find((each) => each.id === id);
    if (question) yield* answerFaults(question, value, longest);
    else if (!former.includes(id)) yield faultAt("question", "answers", id);
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => value instanceof Object && !Array.isArray(value);

/**
 * @param {string} key
 * @param {unknown} values
 * @param {readonly string[]} known
 */
function* listFaults(key, values, known) {
  if (!Array.isArray(values)) return void (yield faultAt("list", key));
  for (const [index, value] of values.entries()) if (!known.includes(value)) yield faultAt("listed", key, index);
}

/**
 * @param {Question} question
 * @param {unknown} value
 * @param {number} longest how long a text may be
 */
function* answerFaults(question, value, longest) {
  /** @type {(reason: Reason, ...language: string[]) => Fault} */
  const fault = (reason, ...language) => faultAt(reason, "answers", question.id, ...language);
  if (question.ask !== "field") {
    if (!["", ...question.options].includes(/** @type {string} */ (value))) yield fault("option");
    return;
  }
  /** @type {(text: unknown, ...language: string[]) => Generator<Fault>} */
  const textFaults = function* (text, ...language) {
    if (typeof text !== "string") yield fault("text", ...language);
    else if (text.length > longest) yield fault("length", ...language);
    else if (!isSound(question, text)) yield fault(/** @type {Reason} */ (question.kind), ...language);
  };
  if (!isRecord(value)) return yield* textFaults(value);
  if (!question.translated) yield fault("translated");
  for (const [language, text] of Object.entries(value)) {
    if (["fr", "nl"].includes(language)) yield* textFaults(text, language);
    else yield fault("language", language);
  }
}
