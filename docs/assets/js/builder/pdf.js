// Fills the PDF forms with a reader's answers: what changes is written behind the blank file, which stays as it is.
// Lengths are whole hundredths of a point, sizes half points, widths of letters thousandths of a size: no rounding can
// differ between engines.

import { glyphsIn, shownOf, widthOf, wrapped } from "./letters.js";
import { addExtension, extended, points, stream, valueOf } from "./objects.js";

/**
 * @import { Fonts, Form, Shortfall, TextField, TextPlace } from "exchange"
 * @import { Glyphs } from "./letters.js"
 * @import { Objects } from "./objects.js"
 */

/**
 * A text of a form as it is set.
 *
 * @typedef {object} SetText
 * @property {TextField} field
 * @property {string} text as it was written
 * @property {boolean} plain whether the field's own font suffices
 * @property {string[]} drawings one for each place
 * @property {Shortfall[]} shortfalls
 */

/**
 * The form with texts and ticks by the id of their entry; as it is, when there are none.
 *
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Form} form
 * @param {Fonts} fonts
 * @param {Record<string, string | undefined>} texts
 * @param {Set<string>} ticks
 */
export function fillPdf(content, form, fonts, texts, ticks) {
  /** @type {Objects} */
  const objects = new Map();
  for (const { field, text, plain, drawings } of setTexts(form, fonts, texts)) {
    if (!plain && !objects.has(form.size)) addExtension(objects, fonts, form.size);
    objects.set(field.value, valueOf(text));
    drawings.forEach((drawing, index) => objects.set(field.places[index].drawing, drawing));
  }
  for (const box of form.boxes) {
    if (!ticks.has(box.id)) continue;
    objects.set(box.value, `/${box.id}`);
    for (const { widget, text } of box.places) objects.set(widget, `${text} /AS /${box.id} >>`);
  }
  return objects.size ? extended(content, form, objects) : content;
}

/**
 * What a form could not show of texts as they were written.
 *
 * @param {Form} form
 * @param {Fonts} fonts
 * @param {Record<string, string | undefined>} texts
 */
export const shortfallsOf = (form, fonts, texts) =>
  [...setTexts(form, fonts, texts)].flatMap(({ shortfalls }) => shortfalls);

/**
 * Each text of a form that is given.
 *
 * @param {Form} form
 * @param {Fonts} fonts
 * @param {Record<string, string | undefined>} texts
 * @returns {Generator<SetText>}
 */
function* setTexts(form, fonts, texts) {
  const [western, all] = glyphsIn(fonts);
  for (const field of form.texts) {
    const text = (texts[field.id] ?? "").replace(/\p{Cs}/gu, "\ufffd");
    if (!text) continue;
    const [shown, lacking] = shownOf(text.trimEnd(), field.lines, all);
    const plain = [...shown].every((char) => char === "\n" || western.has(char));
    const [font, glyphs] = /** @type {[number, Glyphs]} */ (plain ? [form.font, western] : [form.size, all]);
    const settings = field.places.map((place) => drawn(shown, field, place, font, glyphs));
    /** @type {Shortfall[]} */
    const shortfalls = lacking ? [{ entry: field.id, reason: "characters" }] : [];
    if (!settings.every(({ fits }) => fits)) shortfalls.push({ entry: field.id, reason: "length" });
    yield { field, text, plain, drawings: settings.map(({ drawing }) => drawing), shortfalls };
  }
}

/**
 * The text as an object, in the largest letters with which it fits, else in the smallest the lines for which there is
 * room; and whether it fits at all.
 *
 * @param {string} text
 * @param {TextField} field
 * @param {TextPlace} place
 * @param {number} font the number of its object
 * @param {Glyphs} glyphs
 */
function drawn(text, field, { width, height, size: largest }, font, glyphs) {
  // for each half point of their size, letters reach 13 hundredths of a point below their line, and lines are 65 apart
  for (let size = largest * 2; ; size--) {
    const leading = 65 * size;
    const room = Math.floor(((width - 400) * 20) / size); // in the unit of widths; 200 are left free on each side
    const rows = field.lines ? Math.max(1, Math.floor((height - 13 * size) / leading)) : 1;
    const lines = field.lines ? wrapped(text, room, glyphs) : [text];
    const fits = lines.length <= rows && lines.every((line) => widthOf(line, glyphs) <= room);
    if (!fits && size > 13) continue; // there is a smaller size
    const shown = lines.slice(0, rows).map((line) => `<${line.replace(/./g, (char) => glyphs.get(char)[0])}> '`);
    const start = field.lines ? height : Math.max(312, 13 * size) + leading;
    const content =
      `/Tx BMC q BT /GuideSans ${points(size * 50)} Tf 0.082 0.133 0.114 rg ${points(leading)} TL ` +
      `2 ${points(start)} Td ${shown.join(" ")} ET Q EMC`;
    const box = `/BBox [ 0 0 ${points(width)} ${points(height)} ]`;
    const resources = `/Resources << /Font << /GuideSans ${font} 0 R >> >>`;
    return { drawing: `<< /Type /XObject /Subtype /Form ${box} ${resources} ${stream(content)}`, fits };
  }
}

