// The file in which the answers of a neighbourhood are kept: written, read again, and checked for the page and for the
// command line. See decisions/builder.md.

import { isDate } from "./texts.js";
import { isSound } from "./values.js";

/**
 * @import { Answer, Content, Edition, Fault, Question, Reason } from "exchange"
 * @import { Answers } from "./values.js"
 */

/** @typedef {"pdf" | "docx" | "odt" | "pptx"} Format */

/**
 * What a reader has answered, and which papers they want of it; the documents by their ids.
 *
 * @typedef {{ edition: Edition, formats: Format[], documents: string[], answers: Answers }} Choices
 */

/**
 * What a file of answers holds beside what was chosen: the address of the question at which the reader was, and what
 * the page cannot take, with the reason.
 *
 * @typedef {{ path: Fault["path"], reason: Reason | "former", value: unknown }} Unfit
 * @typedef {Omit<Choices, "documents"> & { documents?: string[], place: unknown, faults: Unfit[] }} Found
 */

/** @typedef {{ [key: string]: Unread }} Unread what a file holds, before anyone has looked at it */

/** Characters of a whole file. */
const LARGEST = 1_000_000;
/** @type {Edition[]} */
export const EDITIONS = ["fr", "nl", "fr-nl"];
/** @type {Format[]} */
export const FORMATS = ["pdf", "docx", "odt", "pptx"];
/**
 * Why the page takes an answer all the same: it says beside the field that no paper will have it. Each answer is looked
 * at, so that a file that does not say its version, or says "1" as a text, can be read as well.
 */
const TOLERATED = /amount|count|email|hour|number|phone|version/;

/**
 * The text of a file of answers.
 *
 * @param {Choices & { place: string }} choices
 * @param {Content} content
 */
export const writeAnswers = (choices, { format, version }) =>
  `${JSON.stringify({ format, version, ...choices }, null, 2)}\n`;

/**
 * What a file holds, answer by answer; or why it is refused as a whole, when it is broken off, not ours, or too new.
 *
 * @param {string} text
 * @param {Content} content
 * @returns {Found | "foreign" | "newer" | "too-large" | "truncated"} a reason as in the name of a label of the page
 */
export function readAnswers(text, content) {
  if (text.length > LARGEST) return "too-large";
  /** @type {Unread} */
  let file;
  try {
    file = JSON.parse(text, (_, value) => value ?? ""); // null is no answer
  } catch {
    return text.includes(content.format) ? "truncated" : "foreign";
  }
  /** @type {Omit<Unfit, "value">[]} */
  const former = content.former
    .filter((id) => file?.answers?.[id])
    .map((id) => ({ path: ["answers", id], reason: "former" }));
  const faults = [...faultsIn(file, content), ...former]
    .map((fault) => ({ ...fault, value: fault.path.reduce((held, key) => held[key], file) }))
    .filter(({ reason, value }) => !TOLERATED.test(reason) && !(reason === "date" && isDate(`${value}`)));
  if (faults.some(({ reason }) => /foreign|answers/.test(reason))) return "foreign"; // none of ours
  if (Number(file.version) > content.version) return "newer"; // also as a text
  for (const { path, reason } of faults) {
    if (reason === "language") continue; // it stays beside the languages that the page shows
    const last = /** @type {string} */ (path.at(-1));
    delete path.slice(0, -1).reduce((held, key) => held[key], file)[last];
  }
  const documents = /** @type {string[] | undefined} */ (/** @type {unknown} */ (file.documents));
  return { ...choicesIn(file), documents, place: file.place, faults };
}

/**
 * Answers with what does not fit the page, until it is answered here: a later page, or a hand, may still use it.
 *
 * @param {Answers} answers
 * @param {Unfit[]} faults
 */
export function withAside(answers, faults) {
  const all = new Map(Object.entries(answers));
  for (const { path: [key, id, language], value } of faults) {
    const held = all.get(`${id}`);
    if (language) all.set(`${id}`, { [language]: value, .../** @type {object} */ (held) });
    else if (key === "answers" && !held) all.set(`${id}`, /** @type {Answer} */ (value));
  }
  return Object.fromEntries(all);
}

/**
 * What a file without faults says, and what goes without saying.
 *
 * @param {Partial<Choices>} file
 * @returns {Choices}
 */
export const choicesIn = ({ edition, formats, documents, answers }) => ({
  edition: edition || "fr",
  formats: formats || FORMATS,
  documents: documents || [],
  answers: answers || {},
});

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
  if (!question.translated) return void (yield fault("translated")); // the whole goes, with what is in it
  for (const [language, text] of Object.entries(value)) {
    if (["fr", "nl"].includes(language)) yield* textFaults(text, language);
    else yield fault("language", language);
  }
}
