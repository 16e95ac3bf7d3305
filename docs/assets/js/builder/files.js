// Makes the files of the documents. The parts of Word, OpenDocument and PowerPoint files are joined with the answers in
// the slots, so no parser is needed, and what is typed can never become markup.

import { fontsOf, fromBase64, paperOf, partsOf, piecesOf, suffix } from "./papers.js";
import { setAnew } from "./sheets.js";
import { isShown } from "./values.js";
import { zipped } from "./zip.js";

/**
 * @import { Edition, Part, Parts, Segment } from "exchange"
 * @import { Format } from "./answers.js"
 * @import { Values } from "./values.js"
 */

/** @typedef {{ name: string, content: Uint8Array<ArrayBuffer> }} NamedFile */

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The segments of a part with their slots filled.
 *
 * @param {Segment[]} segments
 * @param {Values} values
 * @returns {string}
 */
export function joined(segments, values) {
  const { texts, ticks } = values;
  const filled = segments.map((/** @type {Segment} */ segment) => {
    if (typeof segment === "string") return segment;
    if ("shown" in segment) return isShown(segment.shown, values) ? joined(segment.segments, values) : "";
    const text = texts[segment.entry];
    if ("twin" in segment) return text && text === texts[segment.twin] ? "" : joined(segment.segments, values);
    if ("point" in segment) return text?.endsWith(".") ? "" : ".";
    if ("answered" in segment) return text || ticks.has(segment.entry) ? segment.answered : segment.blank;
    return text ? segment.before + escaped(text).replaceAll("\n", () => segment.line) + segment.after : segment.blank;
  });
  return filled.join("");
}

/**
 * @param {Part} part
 * @param {Values} values
 */
function bytesOf(part, values) {
  if (typeof part !== "string" && "base64" in part) return fromBase64(part.base64);
  return new TextEncoder().encode(typeof part === "string" ? part : joined(part, values));
}

/**
 * A Word, OpenDocument or PowerPoint file, made of its parts.
 *
 * @param {Parts} parts
 * @param {Values} values
 */
async function filledFile(parts, values) {
  const files = Object.entries(parts).map(([name, part]) => ({ name, content: bytesOf(part, values) }));
  return zipped(files, (name) => name === "mimetype");
}

/**
 * A document as a file.
 *
 * @param {string} id
 * @param {Edition} edition
 * @param {Format} format
 * @param {Values} values
 * @param {boolean} [isPoster] whether it is its poster alone, on A3
 * @returns {Promise<NamedFile>}
 */
export async function fileOf(id, edition, format, values, isPoster = false) {
  const paper = await paperOf(id, edition);
  const name = `${paper.name}${isPoster ? "-a3" : ""}${suffix(values.texts)}.${format}`;
  if (format !== "pdf") {
    return { name, content: await filledFile(/** @type {Parts} */ ((await partsOf(paper))[format]), values) };
  }
  const formFonts = await fontsOf();
  const parts = [paper.before, formFonts.file, paper.after].map(fromBase64);
  const withoutSheets = new Uint8Array(await new Blob(parts).arrayBuffer());
  const pieces = await piecesOf(paper);
  return { name, content: setAnew(withoutSheets, pieces, formFonts, values, isPoster) };
}

/**
 * All documents in one ZIP file, with a folder for each stage and a page that says what it holds: in all formats wanted
 * that they have, or else in all that they have.
 *
 * @param {Iterable<string>} ids
 * @param {Edition} edition
 * @param {Format[]} formats
 * @param {Values} values
 * @returns {Promise<NamedFile>}
 */
export async function packOf(ids, edition, formats, values) {
  const files = [];
  const contents = [];
  for (const id of ids) {
    const { folder, opening, listing, formats: own, poster } = await paperOf(id, edition);
    contents.push(contents.length ? listing : opening + escaped(values.texts.neighbourhood ?? "") + listing);
    const both = formats.filter((format) => own.includes(format));
    for (const format of both[0] ? both : own) {
      for (const isPoster of poster && format === "pdf" ? [false, true] : [false]) {
        const { name, content } = await fileOf(id, edition, format, values, isPoster);
        files.push({ name: `${folder}/${name}`, content });
        contents.push(`<p><a href="${folder}/${escaped(name)}">${escaped(name)}</a>`);
      }
    }
  }
  files.unshift({ name: "index.html", content: new TextEncoder().encode(contents.join("\n")) });
  const name = `plp-bin-${edition}${suffix(values.texts)}.zip`;
  return { name, content: await zipped(files, () => true) };
}

/**
 * Hands PDF files to another app of the device.
 *
 * @param {Promise<NamedFile>[]} making
 * @returns {Promise<string | undefined>} the name of the phrase that says how it went; none when the reader went back
 */
export async function share(making) {
  const made = await Promise.all(making).catch((error) => void reportError(error));
  if (!made) return "failed";
  const files = made.map(({ name, content }) => new File([content], name, { type: "application/pdf" }));
  if (!navigator.canShare({ files })) return "share-failed";
  return navigator.share({ files }).then(
    () => "shared",
    ({ name }) => (name === "AbortError" ? undefined : "share-failed"),
  );
}
