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

/** The bytes of a part that stays as it is. */
export function bytesOf(part) {
  if (typeof part === "string") return new TextEncoder().encode(part);
  return Uint8Array.from(atob(part.bytes), (character) => character.charCodeAt(0));
}

/** A Word or OpenDocument file; `places` gives the number of each of its parts. */
export function filledFile(places, parts, texts, ticks) {
  const files = Object.entries(places).map(([name, place]) => {
    const part = parts[place];
    return { name, content: bytesOf(Array.isArray(part) ? joined(part, texts, ticks) : part) };
  });
  return zipped(files, (name) => name === "mimetype");
}
