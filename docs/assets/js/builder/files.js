// Makes the files of the documents, and hands them to the reader.

import { fillPdf } from "./pdf.js";
import { bytesOf, filledFile } from "./slots.js";
import { zipped } from "./zip.js";

const TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  zip: "application/zip",
  json: "application/json",
};

const sets = {};

/** The papers of an edition. Their scripts stand in the head of the page and come with it: no request is made here. */
export const papersOf = (edition) => (sets[edition] ??= Promise.all([
  import(`../../builder/papers-${edition}.js`),
  import("../../builder/fonts.js"),
]).then(([{ default: papers }, { default: fonts }]) => ({ ...papers, fonts })));

/** The name of the neighbourhood as a part of the names of files: "Château d'Or" gives "-chateau-d-or". */
export function suffix({ neighbourhood = "" }) {
  const plain = neighbourhood.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
  return name && `-${name}`;
}

/** A document as a file: its name, its bytes, and what a PDF could not show. */
export async function fileOf({ parts, fonts, papers }, id, format, values) {
  const paper = papers[id];
  const name = `${paper.name}${suffix(values.texts)}.${format}`;
  if (format !== "pdf") return { name, content: await filledFile(paper[format], parts, values.texts, values.ticks), shortfalls: [] };
  const blank = new Uint8Array(await new Blob(paper.pdf.map((place) => bytesOf(parts[place]))).arrayBuffer());
  return { name, ...fillPdf(blank, paper.form, fonts, values.texts, values.ticks) };
}

/** All documents in all formats wanted, in one ZIP file with a folder for each stage. */
export async function packOf(papers, ids, formats, values) {
  const files = [];
  for (const id of ids) {
    for (const format of formats) {
      const file = await fileOf(papers, id, format, values);
      files.push({ ...file, name: `${papers.papers[id].folder}/${file.name}`, id });
    }
  }
  const name = `plp-bin-${papers.edition}${suffix(values.texts)}.zip`;
  return { name, content: await zipped(files, () => true), shortfalls: files.flatMap(({ shortfalls }) => shortfalls) };
}

/** Hands a file to the browser, which keeps it among the reader's downloads. */
export function download({ name, content }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: TYPES[name.split(".").pop()] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
