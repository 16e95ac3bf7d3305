// The papers and fonts, which come after the form; and what their PDF files could not show of the answers.

/**
 * @import { Edition, Fonts, Paper, PaperParts, Pieces } from "exchange"
 * @import { Values } from "./values.js"
 */

/** @param {string} text */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** @typedef {Paper & { unpacked?: Promise<PaperParts>, cut?: Promise<Pieces> }} LoadedPaper with what is unpacked */

/**
 * What a script of the papers holds: the page may load nothing but scripts. The browser keeps it; one that did not
 * come, newer browsers ask for again, others once the page is loaded anew.
 *
 * @param {string} name
 * @returns {Promise<any>}
 */
const contentOf = async (name) => (await import(`../../builder/${name}.js`)).default;

/**
 * A paper in an edition.
 *
 * @param {string} id
 * @param {Edition} edition
 * @returns {Promise<LoadedPaper>}
 */
export const paperOf = (id, edition) => contentOf(`${id}-${edition}`);

/** What makes the files comes after the form, as the papers do. */
export const writersOf = () => Promise.all([import("./files.js"), import("./sheets.js")]);

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
export const piecesOf = (paper) => (paper.cut ??= unpacked(paper.pieces));

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
 * What the PDF files of documents could not show of texts.
 *
 * @param {string[]} ids
 * @param {Edition} edition
 * @param {Values["texts"]} texts
 */
export async function shortfallsIn(ids, edition, texts) {
  const formFonts = await fontsOf();
  const [, { shortfallsOf }] = await writersOf();
  const papers = await Promise.all(ids.map((id) => paperOf(id, edition)));
  const pieces = await Promise.all(papers.map(piecesOf));
  return pieces.flatMap((each) => shortfallsOf(each, formFonts, texts));
}
