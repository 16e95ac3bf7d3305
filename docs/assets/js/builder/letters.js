// Letters of the fonts of the PDF files, and texts in lines. Widths are thousandths of a size.

import { hex } from "./objects.js";

/**
 * @import { Fonts, Letters } from "exchange"
 */


/** @typedef {[code: string, width: number]} Glyph its code in hexadecimal digits */

/**
 * Glyphs by character. What is asked for is there: `shownOf` leaves no other character in a text.
 *
 * @typedef {{ has: (char: string) => boolean, get: (char: string) => Glyph }} Glyphs
 */

/**
 * The glyphs of the font of the fields, and those of the font with more letters.
 *
 * @param {Fonts} fonts
 * @returns {[western: Glyphs, all: Glyphs]}
 */
export const glyphsIn = (fonts) => [
  glyphsOf(fonts.field, (_, index) => hex(index + 32, 2)),
  glyphsOf(fonts.extension, (char) => hex(char.charCodeAt(0), 4)),
];

/**
 * Glyphs by character; the first counts, for codes without a character stand as question marks.
 *
 * @param {Letters} letters
 * @param {(char: string, index: number) => string} codeOf
 * @returns {Glyphs}
 */
function glyphsOf({ chars, widths }, codeOf) {
  /** @type {[string, Glyph][]} */
  const glyphs = [...chars].map((char, index) => [char, [codeOf(char, index), widths[index]]]);
  return /** @type {Glyphs} */ (new Map(glyphs.reverse()));
}

/**
 * What shows of a text, and whether question marks show in place of some characters.
 *
 * @param {string} text
 * @param {boolean} lines whether it may have several
 * @param {Glyphs} glyphs
 * @returns {[shown: string, lacking: string]}
 */
export function shownOf(text, lines, glyphs) {
  let lacking = ""; // a question mark once one shows
  const shown = text
    .replace(/[A-\u04ff\u1e00-\u1fff][\u0300-\u036f]+/g, (found) => found.normalize("NFC"))
    // oxlint-disable-next-line no-misleading-character-class -- a class of what joins characters, each taken alone
    .replace(/[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/\r\n?|[\n\u2028\u2029]/g, lines ? "\n" : " ")
    .replace(/[\u2007\u202f]/g, "\u00a0")
    .replace(/[\t\v\f\u1680\u2000-\u200a\u205f\u3000]/g, " ")
    .replace(/[^\n]/gu, (char) => (glyphs.has(char) ? char : (lacking = "?")));
  return [shown, lacking];
}

/**
 * @param {string} text
 * @param {Glyphs} glyphs
 */
export const widthOf = (text, glyphs) => [...text].reduce((width, char) => width + glyphs.get(char)[1], 0);

/**
 * The text in lines: parted where it was, at spaces, and within words that are too long.
 *
 * @param {string} text
 * @param {number} room for a line, in the unit of widths
 * @param {Glyphs} glyphs
 */
export function wrapped(text, room, glyphs) {
  /** @type {string[]} */
  const lines = [];
  /** @param {string} line */
  const add = (line) => lines.push(line.replace(/ +$/, ""));
  for (const paragraph of text.split("\n")) {
    let [start, space, width] = [0, 0, 0];
    [...paragraph].forEach((char, index) => {
      width += glyphs.get(char)[1];
      if (char === " ") {
        space = index; // it may stand beyond the end of its line
        return;
      }
      while (width > room && index > start) {
        add(paragraph.slice(start, space > start ? space : index));
        start = space > start ? space + 1 : index;
        width = widthOf(paragraph.slice(start, index + 1), glyphs);
      }
    });
    add(paragraph.slice(start));
  }
  return lines;
}

