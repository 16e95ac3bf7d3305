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

/**
 * The text of a file.
 *
 * @param {Evaluation} evaluation
 */
export const writeEvaluation = (evaluation) =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, evaluation }, null, 2)}\n`;

/**
 * What a file holds, and what of it cannot be taken, which is no text.
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
    evaluation: Object.fromEntries(entries.filter(([, value]) => typeof value === "string")),
    left: entries.filter(([, value]) => typeof value !== "string").map(([id]) => id),
  };
}

/**
 * The number that was typed; `null` where none is known, `undefined` where what was typed is none.
 *
 * @param {string} typed with spaces between thousands or without: `1 250`
 */
export function figureIn(typed) {
  const digits = typed.replace(/[\s.\u00a0\u202f]/g, "");
  if (!digits || /^(inconnu|onbekend|\?)$/i.test(digits)) return null;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
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
