// Finds a municipality by its name in either language, by part of it, or by postal code.

import communes from "../../builder/communes.js";
import { fold, sought } from "../folding.js";

/**
 * @import { Answer, Municipality } from "exchange"
 */

/** The names of all municipalities, as they are compared. */
export const names = communes.flatMap(({ fr, nl }) => [fold(fr), fold(nl)]);
/** All that each is found by; of several codes one is no whole: the municipality that has no other comes first. */
const texts = communes.map(
  ({ fr, nl, codes, former = [] }) => `| ${[...[fr, nl, ...former].map(fold), codes.join(" ")].join(" | ")} |`,
);

/**
 * The municipalities that fit, the best first: a name, a postal code, or both where they belong together. The code says
 * it where the name is on no list, as that of a part; none fits the code of one and the name of another.
 *
 * @param {string} text
 * @param {number} [fits] in how many of the ways to fit, from the best: all
 */
export function findMunicipalities(text, fits) {
  /** @type {(wanted: string, most?: number) => Municipality[]} */
  const fitting = (wanted, most = fits) => {
    // what fits a name, the best first: the whole of it, its words, its beginning, that of a word, a part
    const ranks = wanted[1] ? [`| ${wanted} |`, ` ${wanted} `, `| ${wanted}`, ` ${wanted}`, wanted] : [];
    return ranks.slice(0, most).flatMap((fit) => communes.filter((_, index) => texts[index].includes(fit)));
  };
  const folded = sought(text);
  const [code = ""] = /\b\d{4}\b/.exec(folded) ?? [];
  const name = folded.replace(code, "").trim();
  const named = fitting(name);
  const coded = fitting(code);
  // "Bruxelles" with the code of any municipality of Brussels is the region
  const both = coded.filter((each) => /^1[0-2].*b/.test(folded) || named.includes(each));
  return [...new Set(!code ? named : both[0] || fitting(name, 1)[0] ? both : coded)];
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
