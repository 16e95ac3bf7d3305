// Letters of the font in which answers stand in the PDF files. Widths are thousandths of a size.

import { hex } from "./objects.js";

/** @import { Fonts } from "exchange" */

/** @typedef {[code: string, width: number]} Glyph its code in hexadecimal digits */

/**
 * Glyphs by character. What is asked for is there: `shownOf` leaves no other character in a text.
 *
 * @typedef {{ has: (char: string) => boolean, get: (char: string) => Glyph }} Glyphs
 */

/**
 * @param {Fonts} fonts
 * @returns {Glyphs}
 */
export function glyphsIn({ chars, widths }) {
  /** @type {[string, Glyph][]} */
  const glyphs = [...chars].map((char, index) => [char, [hex(char.charCodeAt(0), 4), widths[index]]]);
  return /** @type {Glyphs} */ (new Map(glyphs));
}

/**
 * What shows of a text, and whether question marks show in place of some characters.
 *
 * @param {string} text
 * @param {Glyphs} glyphs
 * @returns {[shown: string, lacking: string]}
 */
export function shownOf(text, glyphs) {
  let lacking = ""; // a question mark once one shows
  const shown = text
    .replace(/[A-\u04ff\u1e00-\u1fff][\u0300-\u036f]+/g, (found) => found.normalize("NFC"))
    // oxlint-disable-next-line no-misleading-character-class -- a class of what joins characters, each taken alone
    .replace(/[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/\r\n?|[\n\u2028\u2029]/g, "\n")
    .replace(/[\u2007\u202f]/g, "\u00a0")
    .replace(/[\t\v\f\u1680\u2000-\u200a\u205f\u3000]/g, " ")
    .replace(/[^\n]/gu, (char) => (glyphs.has(char) ? char : (lacking = "?")));
  return [shown, lacking];
}
