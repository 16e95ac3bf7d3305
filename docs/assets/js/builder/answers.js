// The file in which the answers of a neighbourhood are kept: written, read again, and checked for the page and for the
// command line. See decisions/builder.md.

import { isSound } from "./values.js";

/**
 * @import { Content, Edition, Fault, FieldQuestion, Question, Reason } from "exchange"
 * @import { Answers } from "./values.js"
 */

/** @typedef {"pdf" | "docx" | "odt"} Format */
/** @typedef {Fault["path"]} Path */

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
const KEYS = new Set(["format", "version", "edition", "formats", "documents", "answers"]);
/** What the page takes all the same: it says so beside the field, and a draft keeps what was typed. */
const TOLERATED = /** @type {Set<Reason>} */ (new Set(["amount", "email", "key", "phone"]));

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
export function writeAnswers({ edition, formats, documents, answers }, { file: { format, version } }) {
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
  const fault = faultsIn(file, content).find(({ reason }) => !TOLERATED.has(reason));
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
function parsed(text, { file: { format } }) {
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
  const { version } = /** @type {{ version?: unknown }} */ (file);
  if (reason === "version" && Number.isInteger(version) && Number(version) > content.file.version) {
    return new Refusal("newer");
  }
  if (reason === "foreign" || reason === "version") return new Refusal("foreign");
  if (reason === "question") return new Refusal("unknown", `${id}`.slice(0, 60));
  return new Refusal("value", `${(key === "answers" && id) || key}`);
}

/**
 * All that is wrong with a file, as it was parsed.
 *
 * @param {unknown} file
 * @param {Content} content
 * @returns {Fault[]}
 */
export function faultsIn(file, content) {
  const { format, version } = content.file;
  if (!isRecord(file) || file.format !== format) return [{ path: [], reason: "foreign" }];
  /** @type {Fault[]} */
  const faults = Object.keys(file).filter((key) => !KEYS.has(key)).map((key) => ({ path: [key], reason: "key" }));
  if (file.version !== version) faults.push({ path: ["version"], reason: "version" });
  if (!isOneOf(file.edition ?? "fr", EDITIONS)) faults.push({ path: ["edition"], reason: "edition" });
  faults.push(...listFaults("formats", file.formats || [], FORMATS));
  faults.push(...listFaults("documents", file.documents || [], Object.keys(content.documents)));
  const answers = file.answers || {};
  if (!isRecord(answers)) return [...faults, { path: ["answers"], reason: "answers" }];
  for (const [id, value] of Object.entries(answers)) {
    const question = content.questions.find((each) => each.id === id);
    faults.push(...answerFaults(["answers", id], value, question, content.file.longest));
  }
  return faults;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {unknown} value
 * @param {readonly string[]} known
 */
const isOneOf = (value, known) => known.includes(/** @type {string} */ (value));

/**
 * @param {string} key
 * @param {unknown} values
 * @param {readonly string[]} known
 * @returns {Fault[]}
 */
function listFaults(key, values, known) {
  if (!Array.isArray(values)) return [{ path: [key], reason: "list" }];
  return values.flatMap((value, index) => (isOneOf(value, known) ? [] : [{ path: [key, index], reason: "listed" }]));
}

/**
 * @param {Path} path
 * @param {unknown} value
 * @param {Question | undefined} question
 * @param {number} longest how long a text may be
 * @returns {Fault[]}
 */
function answerFaults(path, value, question, longest) {
  if (!question) return [{ path, reason: "question" }];
  if (question.ask !== "field") return isOneOf(value, ["", ...question.options]) ? [] : [{ path, reason: "option" }];
  if (!isRecord(value)) return textFaults(path, value, question, longest);
  const faults = Object.entries(value).flatMap(([language, text]) => {
    const place = [...path, language];
    return isOneOf(language, ["fr", "nl"])
      ? textFaults(place, text, question, longest)
      : [{ path: place, reason: /** @type {const} */ ("language") }];
  });
  return question.translated ? faults : [{ path, reason: "translated" }, ...faults];
}

/**
 * @param {Path} path
 * @param {unknown} text
 * @param {FieldQuestion} question
 * @param {number} longest
 * @returns {Fault[]}
 */
function textFaults(path, text, question, longest) {
  if (typeof text !== "string") return [{ path, reason: "text" }];
  if (text.length > longest) return [{ path, reason: "length" }];
  // a line of any words is sound
  return isSound(question, text) ? [] : [{ path, reason: /** @type {Reason} */ (question.kind) }];
}
