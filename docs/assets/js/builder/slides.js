// Shows papers as they fill in: slides by the text of their PowerPoint file, all others by that of OpenDocument.

import { joined } from "./files.js";
import { blankOf, made, previewOf } from "./preview.js";

/**
 * @import { PaperParts, Parts, Segment } from "exchange"
 * @import { Values } from "./values.js"
 */

/**
 * The text of a paper, as elements of the page.
 *
 * @param {PaperParts} parts those of its files
 * @param {Values} values
 * @param {(entry: string) => string | undefined} labelOf the name of a blank that the page asks for
 */
export const show = ({ odt, pptx }, values, labelOf) =>
  odt ? previewOf(odt, values, labelOf) : slidesOf(/** @type {Parts} */ (pptx), values, labelOf);

/**
 * The text of the slides of a PowerPoint file, as elements of the page.
 *
 * @param {Parts} parts those of the file
 * @param {Values} values
 * @param {(entry: string) => string | undefined} labelOf the name of a blank that the page asks for
 */
function slidesOf(parts, values, labelOf) {
  /** @param {Element} run */
  const part = (run) => {
    const look = run.querySelector("rPr");
    const entry = look?.getAttribute("bmk");
    if (entry) return blankOf(entry, values, labelOf);
    const text = made("span", "", [/** @type {string} */ (run.textContent)]);
    text.lang = look?.getAttribute("lang")?.slice(0, 2) ?? "";
    return text;
  };
  const names = Object.keys(parts).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  const numbered = names.sort((left, right) => left.localeCompare(right, "en", { numeric: true }));
  return numbered.map((name) => {
    const xml = new DOMParser().parseFromString(joined(/** @type {Segment[]} */ (parts[name]), values), "text/xml");
    const texts = [...xml.getElementsByTagName("a:p")].map((paragraph) => {
      const isTitle = paragraph.closest("sp")?.querySelector("ph[type=title]");
      return made(isTitle ? "h3" : "p", "", [...paragraph.getElementsByTagName("a:r")].map(part));
    });
    return made("div", "sheet__slide sheet__wide", texts);
  });
}
