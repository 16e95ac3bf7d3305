// Makes the files of the documents. The parts of Word, OpenDocument and PowerPoint files are joined with the answers in
// the slots, so no parser is needed, and what is typed can never become markup.

import { isShown } from "./values.js";

/**
 * @import { Edition, Fonts, Paper, PaperParts, Part, Parts, Pieces, Segment } from "exchange"
 * @import { Format } from "./answers.js"
 * @import { Values } from "./values.js"
 */

/** @typedef {{ name: string, content: Uint8Array<ArrayBuffer> }} NamedFile */

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);

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
    if ("segments" in segment) return isShown(segment.shown, values) ? joined(segment.segments, values) : "";
    const text = texts[segment.entry];
    if ("answered" in segment) return text || ticks.has(segment.entry) ? segment.answered : segment.blank;
    return text ? segment.before + escaped(text).replaceAll("\n", () => segment.line) + segment.after : segment.blank;
  });
  return filled.join("");
}

/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

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
  const [, { zipped }] = await writersOf();
  const files = Object.entries(parts).map(([name, part]) => ({ name, content: bytesOf(part, values) }));
  return zipped(files, (name) => name === "mimetype");
}

/** @typedef {Paper & { unpacked?: Promise<PaperParts>, cut?: Promise<Pieces> }} LoadedPaper with what is unpacked */

/** @type {Record<string, Promise<any>>} */
const scripts = {};

/**
 * What a script of the papers holds. It comes once: the page may load nothing but scripts.
 *
 * @param {string} name
 */
function contentOf(name) {
  scripts[name] ??= import(`../../builder/${name}.js`).then(
    (script) => script.default,
    (error) => {
      delete scripts[name]; // to be asked for again
      throw error;
    },
  );
  return scripts[name];
}

/**
 * A paper in an edition.
 *
 * @param {string} id
 * @param {Edition} edition
 * @returns {Promise<LoadedPaper>}
 */
export const paperOf = (id, edition) => contentOf(`${id}-${edition}`);

/** What writes PDF files, and what packs the others, comes after the form, as the papers do. */
export const writersOf = () => Promise.all([import("./sheets.js"), import("./zip.js")]);

/**
 * The fonts that all PDF forms share.
 *
 * @returns {Promise<Fonts>}
 */
export const fontsOf = () => contentOf("fonts");

/**
 * The parts of the Word and OpenDocument files of a paper, or of the PowerPoint file of slides.
 *
 * @param {LoadedPaper} paper
 */
export const partsOf = (paper) => (paper.unpacked ??= unpacked(paper.parts));

/**
 * The pieces of a paper.
 *
 * @param {LoadedPaper} paper
 * @returns {Promise<Pieces>}
 */
const piecesOf = (paper) => (paper.cut ??= unpacked(paper.pieces));

/** @param {string} packed JSON, compressed, in Base64 */
function unpacked(packed) {
  const compressed = new Blob([fromBase64(packed)]).stream();
  return new Response(compressed.pipeThrough(new DecompressionStream("deflate"))).json();
}

/**
 * The name of the neighbourhood in the names of files, as it is written: who searches for it finds them. "Łódź 1/2"
 * gives "-Łódź 1-2": what some system, browser or link refuses in a name is a hyphen, and signs that nobody sees go,
 * but those that join letters.
 *
 * @param {Values["texts"]} texts
 */
export function suffix({ neighbourhood = "" }) {
  return neighbourhood
    .normalize("NFC")
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, "")
    .replace(/["#%*/:<>?\\|~]+/g, "-")
    .replace(/\s+/g, " ")
    .replace(/^[ .-]*(.{0,40}(?!\S)|.{40}).*/u, "-$1") // whole words, where they are not longer
    .replace(/[ .-]+$/, "");
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
  const [{ setAnew }] = await writersOf();
  return { name, content: setAnew(withoutSheets, pieces, formFonts, values, isPoster) };
}

/**
 * All documents in one ZIP file, with a folder for each stage and a page that says what it holds: in all formats wanted
 * that they have, or else in all that they have.
 *
 * @param {string[]} ids
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
    if (!contents.length) contents.push(opening);
    contents.push(listing);
    const both = formats.filter((format) => own.includes(format));
    for (const format of both[0] ? both : own) {
      for (const isPoster of poster && format === "pdf" ? [false, true] : [false]) {
        const { name, content } = await fileOf(id, edition, format, values, isPoster);
        files.push({ name: `${folder}/${name}`, content });
        contents.push(`<li><a href="${folder}/${escaped(name)}">${escaped(name)}</a>`);
      }
    }
  }
  files.unshift({ name: "index.html", content: new TextEncoder().encode(contents.join("\n")) });
  const [, { zipped }] = await writersOf();
  const name = `plp-bin-${edition}${suffix(values.texts)}.zip`;
  return { name, content: await zipped(files, () => true) };
}

/**
 * What the PDF files of documents could not show of texts.
 *
 * @param {string[]} ids
 * @param {Edition} edition
 * @param {Values["texts"]} texts
 */
export async function shortfallsIn(ids, edition, texts) {
  const formFonts = await fontsOf();
  const [{ shortfallsOf }] = await writersOf();
  const papers = await Promise.all(ids.map((id) => paperOf(id, edition)));
  const pieces = await Promise.all(papers.map(piecesOf));
  return pieces.flatMap((each) => shortfallsOf(each, formFonts, texts));
}
