// Texts in lines, letter by letter, with blanks among the letters. Widths are thousandths of a size.

import { shownOf } from "./letters.js";

/** @import { Glyphs } from "./letters.js" */

/**
 * A letter, or a blank.
 *
 * @typedef {object} Cell
 * @property {number} width
 * @property {string} [code] of a letter in the font, in hexadecimal digits
 * @property {string} [language] in which a screen reader says it
 * @property {boolean} [space]
 * @property {number} [parts] how well a word is parted behind it: the higher, the better; never, where it is not told
 * @property {number} [tight] by how much its letter is wider than it
 * @property {string} [entry] of a blank
 * @property {number} [rows] the lines that a blank takes, with the one on which it stands
 * @property {boolean} [alone] whether there is nothing else on the line
 */

/** @typedef {Cell[] & { rest?: boolean }} Line it may be the rest of one that had no room */

/** @type {Cell} */
export const NEW_LINE = { width: 0 };

/** Room for what stands behind a blank on its line: a point, or the sign of the euro. */
export const BEHIND = 750;

const ANYWHERE = 3; // how well a line ends at a space, or behind a hyphen within a word
const SHORTEST = 0.75; // how much of a blank there must be room for on a line: else it stands on the next
const NARROW = 120; // the space before a colon, for which the font has a wider one only

/**
 * The letters of a text; one that the font lacks shows as a question mark.
 *
 * @param {string} text
 * @param {Glyphs} glyphs
 * @param {string} [language]
 * @returns {Cell[]}
 */
export function cellsOf(text, glyphs, language) {
  const [code, width] = glyphs.get("\u00a0");
  const narrow = { code, width: NARROW, tight: width - NARROW, language };
  return text.split("\u202f").flatMap((part, index) => [
    ...(index ? [narrow] : []),
    ...[...shownOf(part, glyphs)[0]].map((char) => {
      if (char === "\n") return NEW_LINE;
      const [own, ownWidth] = glyphs.get(char);
      return { code: own, width: ownWidth, language, space: char === " " };
    }),
  ]);
}

/** @param {Line} line */
export const lengthOf = (line) => line.reduce((sum, { width }) => sum + width, 0);

/** A word that is an address has an at sign, or a point between letters: a number has none. */
const ADDRESS = /@|\p{L}\.\p{L}/u;

/**
 * The letters of an answer. Its words may be parted behind a hyphen, but not its numbers; an address, only where it is
 * longer than a line: behind its at sign, or else behind a point or a hyphen.
 *
 * @param {string} answer
 * @param {Glyphs} glyphs
 * @param {string} [language]
 * @returns {Cell[]}
 */
export function cellsOfAnswer(answer, glyphs, language) {
  const [hyphen, at, point] = ["-", "@", "."].map((sign) => glyphs.get(sign)[0]);
  return answer.split(/(\s+)/).flatMap((word) => {
    /** @type {Record<string, number>} */
    const parts = ADDRESS.test(word)
      ? { [hyphen]: 1, [at]: 2, [point]: 1 }
      : { [hyphen]: /\d-\d/.test(word) ? 0 : ANYWHERE }; // a telephone, years: other formats do not part them either
    return cellsOf(word, glyphs, language).map((cell) => (cell.code ? { ...cell, parts: parts[cell.code] } : cell));
  });
}

/**
 * The length of the longest word, or part of one.
 *
 * @param {Cell[]} cells
 */
export function longestOf(cells) {
  let [longest, length] = [0, 0];
  for (const cell of cells) {
    length = cell.space || cell === NEW_LINE ? 0 : length + cell.width;
    longest = Math.max(longest, length);
    if (cell.parts) length = 0;
  }
  return longest;
}

/**
 * Cells in lines: parted where they end, at spaces, behind what parts a word, and within words that are too long.
 *
 * @param {Cell[]} cells
 * @param {number} room for a line
 */
export function linesOf(cells, room) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Line} */
  let line = [];
  /** @param {Line} next what the next line begins with */
  const end = (next) => {
    line.length = line.findLastIndex((cell) => !cell.space) + 1;
    lines.push(line);
    line = next;
  };
  for (const cell of cells) {
    if (cell === NEW_LINE) {
      end([]);
      continue;
    }
    if (cell.entry && line.length) {
      const left = room - lengthOf(line) - BEHIND;
      if (left > cell.width * SHORTEST) cell.width = Math.min(cell.width, left);
    }
    while (!cell.space && lengthOf(line) + cell.width > room && line.length) {
      end(line.splice(endOf(line)));
      line.rest = true;
    }
    line.push(cell);
  }
  end([]);
  return lines;
}

/**
 * How many cells of a line stay on it, where the next has no room.
 *
 * @param {Line} line
 */
function endOf(line) {
  const parts = line.map(({ space, parts: own = 0 }) => (space ? ANYWHERE : own));
  const best = Math.max(...parts);
  return best ? parts.lastIndexOf(best) + 1 : line.length;
}
