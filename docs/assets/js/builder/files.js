// Makes the files of the documents, and hands them to the reader. The parts of Word and OpenDocument files are joined with
// the answers in the slots, as macros/renderers/slots.py does.

import { fillPdf, shortfallsOf } from "./pdf.js";

const TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  zip: "application/zip",
  json: "application/json",
};

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);

/** The pieces of a part with their slots filled: a slot has five members for a text, three for a mark. */
export function joined(pieces, texts, ticks) {
  const written = (piece) => {
    if (typeof piece === "string") return piece;
    const [entry, blank, before, after, line] = piece;
    const text = texts[entry];
    if (after === undefined) return text || ticks.has(entry) ? before : blank;
    return text ? before + escaped(text).replaceAll("\n", () => line) + after : blank;
  };
  return pieces.map(written).join("");
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function bytesOf(part, { texts, ticks }) {
  if (part.bytes) return fromBase64(part.bytes);
  return new TextEncoder().encode(typeof part === "string" ? part : joined(part, texts, ticks));
}

/** A Word or OpenDocument file, made of its parts. */
function filledFile(parts, values) {
  const files = Object.entries(parts).map(([name, part]) => ({ name, content: bytesOf(part, values) }));
  return zipped(files, (name) => name === "mimetype");
}

const papers = {};
let fonts;

/** A paper in an edition. It comes once, as a script: the page may load nothing else. */
export const paperOf = (id, edition) => (papers[`${id}-${edition}`] ??= import(`../../builder/${id}-${edition}.js`).then((script) => script.default));

/** The fonts that all PDF forms share. */
export const fontsOf = () => (fonts ??= import("../../builder/fonts.js").then((script) => script.default));

/** The parts of the Word and OpenDocument files of a paper. */
export const partsOf = (paper) => (paper.unpacked ??= unpacked(paper.parts));

function unpacked(parts) {
  const packed = new Blob([fromBase64(parts)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream("deflate"))).json();
}

/** The name of the neighbourhood as a part of the names of files: "Château d'Or" gives "-chateau-d-or". */
export function suffix({ neighbourhood = "" }) {
  const plain = neighbourhood.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
  return name && `-${name}`;
}

/** A document as a file: its name and its bytes. */
export async function fileOf(id, edition, format, values) {
  const paper = await paperOf(id, edition);
  const name = `${paper.name}${suffix(values.texts)}.${format}`;
  if (format !== "pdf") return { name, content: await filledFile((await partsOf(paper))[format], values) };
  const letters = await fontsOf();
  const [before, after] = paper.pdf.map(fromBase64);
  const blank = new Uint8Array(await new Blob([before, fromBase64(letters.file), after]).arrayBuffer());
  return { name, content: fillPdf(blank, paper.form, letters, values.texts, values.ticks) };
}

/** All documents in all formats wanted, in one ZIP file with a folder for each stage. */
export async function packOf(ids, edition, formats, values) {
  const files = [];
  for (const id of ids) {
    const { folder } = await paperOf(id, edition);
    for (const format of formats) {
      const file = await fileOf(id, edition, format, values);
      files.push({ ...file, name: `${folder}/${file.name}` });
    }
  }
  const name = `plp-bin-${edition}${suffix(values.texts)}.zip`;
  return { name, content: await zipped(files, () => true) };
}

/** What the PDF files of documents could not show of texts. */
export async function shortfallsIn(ids, edition, texts) {
  const fonts = await fontsOf();
  const papers = await Promise.all(ids.map((id) => paperOf(id, edition)));
  return papers.flatMap(({ form }) => shortfallsOf(form, fonts, texts));
}

/** Hands a file to the browser, which keeps it among the reader's downloads. */
export function download({ name, content }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: TYPES[name.split(".").pop()] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// ---- ZIP files, with names in UTF-8 and the first date that the format knows

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
const UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980

function checksum(content) {
  let sum = ~0;
  for (const byte of content) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

async function deflated(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers in little-endian bytes, each of two or of four. */
function packed(...fields) {
  return fields.flatMap(([value, size]) => Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 255));
}

/** A ZIP file of `files` ({name, content}); those for which `isStored` holds are not compressed. */
async function zipped(files, isStored) {
  const chunks = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const title = new TextEncoder().encode(name);
    const small = typeof CompressionStream === "undefined" || isStored(name) ? content : await deflated(content);
    const method = small === content ? 0 : 8;
    const shared = [[UTF8, 2], [method, 2], [0, 2], [FIRST_DAY, 2], [checksum(content), 4], [small.length, 4], [content.length, 4], [title.length, 2], [0, 2]];
    chunks.push(new Uint8Array(packed([0x04034b50, 4], [20, 2], ...shared)), title, small);
    directory.push(new Uint8Array(packed([0x02014b50, 4], [20, 2], [20, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4])), title);
    offset += 30 + title.length + small.length;
  }
  const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return new Uint8Array(await new Blob([...chunks, ...directory, new Uint8Array(end)]).arrayBuffer());
}
