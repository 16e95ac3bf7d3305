// The file in which a reader keeps their answers: written, read again, and refused with a reason. See decisions/builder.md.

import { isSound } from "./values.js";

const FORMAT = "plp-bin-answers";
const VERSION = 1;
const LONGEST = 16000;
const LARGEST = 1_000_000;
export const EDITIONS = ["fr", "nl", "fr-nl"];
const FORMATS = ["pdf", "docx", "odt"];

/** Why a file is refused: the name of a label of the page, and of what it speaks. */
export class Refusal extends Error {
  constructor(reason, name = "") {
    super(`${reason} ${name}`);
    this.reason = reason;
    this.name = name;
  }
}

export function written({ edition, formats, documents, answers }) {
  return JSON.stringify({ format: FORMAT, version: VERSION, edition, formats, documents, answers }, null, 2) + "\n";
}

/** What a file holds; throws a `Refusal` when it is not whole, not ours, or not for this page. */
export function read(text, { questions, documents }) {
  if (text.length > LARGEST) throw new Refusal("too-large");
  const whole = parsed(text);
  if (!isRecord(whole) || whole.format !== FORMAT) throw new Refusal("foreign");
  if (!Number.isInteger(whole.version) || whole.version < 1) throw new Refusal("foreign");
  if (whole.version > VERSION) throw new Refusal("newer");
  return {
    edition: oneOf(whole.edition ?? "fr", EDITIONS, "edition"),
    formats: someOf(whole.formats ?? FORMATS, FORMATS, "formats"),
    documents: someOf(whole.documents ?? [], Object.keys(documents), "documents"),
    answers: answersIn(whole.answers ?? {}, questions),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(text.includes(FORMAT) ? "truncated" : "foreign");
  }
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function oneOf(value, known, name) {
  if (!known.includes(value)) throw new Refusal("value", name);
  return value;
}

function someOf(values, known, name) {
  if (!Array.isArray(values)) throw new Refusal("value", name);
  return values.map((value) => oneOf(value, known, name));
}

function answersIn(found, questions) {
  if (!isRecord(found)) throw new Refusal("value", "answers");
  const byId = new Map(questions.map((question) => [question.id, question]));
  const answers = {};
  for (const [id, value] of Object.entries(found)) {
    if (!byId.has(id)) throw new Refusal("unknown", id.slice(0, 60));
    if (!isAnswer(byId.get(id), value)) throw new Refusal("value", id);
    answers[id] = value;
  }
  return answers;
}

function isAnswer(question, value) {
  if (question.ask !== "field") return value === "" || question.options.includes(value);
  if (isRecord(value)) {
    return question.translated && Object.entries(value).every(([key, text]) => ["fr", "nl"].includes(key) && isText(text));
  }
  return isText(value) && (question.kind !== "date" || isSound(question, value));
}

const isText = (value) => typeof value === "string" && value.length <= LONGEST;
