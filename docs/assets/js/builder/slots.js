// Fills Word and OpenDocument files: their parts are joined with the answers in the slots. See macros/renderers/slots.py.

import { zipped } from "./zip.js";

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

export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function bytesOf(part, { texts, ticks }) {
  if (part.bytes) return fromBase64(part.bytes);
  return new TextEncoder().encode(typeof part === "string" ? part : joined(part, texts, ticks));
}

/** A Word or OpenDocument file, made of its parts. */
export function filledFile(parts, values) {
  const files = Object.entries(parts).map(([name, part]) => ({ name, content: bytesOf(part, values) }));
  return zipped(files, (name) => name === "mimetype");
}
