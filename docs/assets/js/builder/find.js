// Finds a municipality by its name in either language, by part of it, or by postal code.

import communes from "../../builder/communes.js";
import { fold } from "../folding.js";

/**
 * @import { Answer } from "exchange"
 */

/** The names of all municipalities, as they are compared. */
export const names = communes.flatMap(({ fr, nl }) => [fold(fr), fold(nl)]);
/** All that each is found by; of several codes one is no whole: the municipality that has no other comes first. */
const texts = communes.map(
  ({ fr, nl, codes, former = [] }) => `| ${[...[fr, nl, ...former].map(fold), codes.join(" ")].join(" | ")} |`,
);

/**
 * The municipalities that fit, the best first.
 *
 * @param {string} text
 * @param {number} [fits] in how many of the ways to fit, from the best: all
 */
export function findMunicipalities(text, fits) {
  const folded = fold(text).replace(/^.*\b(ville|commune|stad|gemeente)( d\w{0,2})? /, "");
  const wanted = /\b\d{4}\b/.exec(folded)?.[0] ?? folded; // of "5000 Namur" the code
  if (wanted.length < 2) return [];
  // what fits a name, the best first: the whole of it, its words, its beginning, that of a word, a part
  const ranks = [`| ${wanted} |`, ` ${wanted} `, `| ${wanted}`, ` ${wanted}`, wanted];
  const found = ranks.slice(0, fits).flatMap((fit) => communes.filter((_, index) => texts[index].includes(fit)));
  return [...new Set(found)];
}

/**
 * The municipality with this NIS code.
 *
 * @param {string} [wanted]
 */
export const withCode = (wanted) => communes.find(({ nis }) => nis === wanted);

/**
 * The municipality of these names.
 *
 * @param {Answer} [wanted]
 */
export const withNames = (wanted) => communes.find(({ fr, nl }) => isSame(wanted, { fr, nl }));

/**
 * Whether an answer is what is known of a municipality, which the page proposed, and not what somebody typed.
 *
 * @param {[id: string, answer: Answer | undefined]} entry
 */
export const isProposed = ([id, answer]) => communes.some(({ known }) => isSame(answer, known?.[id]));

/**
 * Whether two answers are the same, in each language.
 *
 * @param {Answer} [first]
 * @param {Answer} [second]
 */
const isSame = (first, second) => JSON.stringify(first) === JSON.stringify(second);
