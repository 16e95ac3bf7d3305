// Evaluations of several periods: read from files, written to them, set side by side. No word about crime is drawn from
// them: what the police count depends on more than a partnership.

/**
 * What one evaluation found, by the fields of the evaluation form: texts as they were typed.
 *
 * @typedef {Record<string, string>} Evaluation
 */

/** @typedef {"foreign" | "answers" | "truncated" | "newer" | "large"} Refusal why a file is no evaluation */

const FORMAT = "plp-bin-evaluation";
const VERSION = 1;
/** Characters of a whole file. */
const LARGEST = 100_000;
/** Years of a period beyond which its dates are hardly meant. */
const LONGEST = 2;

/**
 * The text of a file.
 *
 * @param {Evaluation} evaluation
 */
export const writeEvaluation = (evaluation) =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, evaluation }, null, 2)}\n`;

/**
 * What a file holds, and what of it cannot be taken: no text, or a day that does not exist.
 *
 * @param {string} text
 * @returns {{ evaluation: Evaluation, left: string[] } | Refusal}
 */
export function readEvaluation(text) {
  if (text.length > LARGEST) return "large";
  /** @type {unknown} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return text.includes(FORMAT) ? "truncated" : "foreign";
  }
  const { format, version, evaluation } = /** @type {Record<string, unknown>} */ (file ?? {});
  if (format === "plp-bin-answers") return "answers";
  if (format !== FORMAT) return "foreign";
  if (typeof version !== "number" || version > VERSION) return "newer";
  if (!(evaluation instanceof Object) || Array.isArray(evaluation)) return "truncated";
  const entries = Object.entries(evaluation);
  return {
    evaluation: Object.fromEntries(entries.filter(isTaken)),
    left: entries.filter((entry) => !isTaken(entry)).map(([id]) => id),
  };
}

/**
 * Whether a value can stand on the page: a text, and for the days of a period one that exists.
 *
 * @param {[id: string, value: unknown]} entry
 */
function isTaken([id, value]) {
  if (typeof value !== "string") return false;
  const isDay = /^evaluation-(from|until)$/.test(id) && value !== "";
  return !isDay || (!Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value));
}

/**
 * The number that was typed; `null` where none is known, `undefined` where what was typed is none.
 *
 * @param {string} typed with spaces or points between thousands, or without: `1 250`
 */
export function figureIn(typed) {
  const text = typed.trim();
  if (!text || /^(inconnu|onbekend|\?)$/i.test(text)) return null;
  return /^(\d{1,9}|[1-9]\d{0,2}([\s.])\d{3}(\2\d{3})?)$/.test(text) ? Number(text.replace(/\D/g, "")) : undefined;
}

/** @typedef {{ from: string, until: string }} Period its days, as 2026-12-31; either may be empty */

/**
 * Whether a period ends in a year of this century, and begins in one if at all: others are slips of the keyboard.
 *
 * @param {Period} period
 */
export const isComparable = ({ from, until }) => until.startsWith("20") && (!from || from.startsWith("20"));

/**
 * What is to be seen about a period, by the names of the words that tell it.
 *
 * @param {Period} period
 * @param {Period[]} others those of the other evaluations
 * @param {string} today
 * @returns {Iterable<"year" | "order" | "future" | "long" | "twice" | "overlap">}
 */
export function* notesOn({ from, until }, others, today) {
  if ([from, until].some((day) => day && !day.startsWith("20"))) return yield "year";
  if (!until) return;
  if (from > until) yield "order";
  if (until > today) yield "future";
  if (from && until > `${Number(from.slice(0, 4)) + LONGEST}${from.slice(4)}`) yield "long";
  const dated = others.filter(isComparable);
  if (dated.some((other) => other.until === until)) yield "twice";
  else if (dated.some((other) => (other.from || other.until) <= until && (from || until) <= other.until)) {
    yield "overlap";
  }
}

/**
 * The end of the name of a file: the neighbourhood in plain letters, then the day.
 *
 * @param {string} place
 * @param {string} day
 */
export function fileEnd(place, day) {
  const letters = place.normalize("NFD").toLowerCase().replace(/\p{M}/gu, "").replaceAll("œ", "oe");
  const plain = letters.match(/[a-z0-9]+/g) ?? [];
  return [...plain, day].join("-");
}

/**
 * The evaluations in the order of their periods; those without an end stay last, as they were given.
 *
 * @template {{ until: string }} Dated
 * @param {Dated[]} evaluations
 */
export const inOrder = (evaluations) =>
  evaluations.toSorted((one, other) => (one.until || "9999").localeCompare(other.until || "9999"));

/**
 * How much a figure rose or fell between the last two periods in which it is known; `null` where it is known once.
 *
 * @param {(number | null)[]} figures
 */
export function changeOf(figures) {
  const known = figures.filter((figure) => figure !== null);
  const [before, after] = known.slice(-2);
  return known.length < 2 ? null : after - before;
}

/**
 * The heights of the bars of a small chart, of at most `room`; what is unknown has none.
 *
 * @param {(number | null)[]} figures
 * @param {number} room
 */
export function bars(figures, room) {
  const most = Math.max(1, ...figures.map((figure) => figure ?? 0));
  return figures.map((figure) => (figure === null ? null : Math.round((figure / most) * room)));
}
