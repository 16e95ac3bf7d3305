// Makes the files of the documents, and hands them to the reader.

import { fillPdf, shortfallsOf } from "./pdf.js";
import { filledFile, fromBase64 } from "./slots.js";
import { zipped } from "./zip.js";

const TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  zip: "application/zip",
  json: "application/json",
};

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

/** A document as a file: its name, its bytes, and what a PDF could not show. */
export async function fileOf(id, edition, format, values) {
  const paper = await paperOf(id, edition);
  const name = `${paper.name}${suffix(values.texts)}.${format}`;
  if (format !== "pdf") return { name, content: await filledFile((await partsOf(paper))[format], values), shortfalls: [] };
  const letters = await fontsOf();
  const [before, after] = paper.pdf.map(fromBase64);
  const blank = new Uint8Array(await new Blob([before, fromBase64(letters.file), after]).arrayBuffer());
  return { name, ...fillPdf(blank, paper.form, letters, values.texts, values.ticks) };
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
  return { name, content: await zipped(files, () => true), shortfalls: files.flatMap(({ shortfalls }) => shortfalls) };
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
