// Fills the PDF forms with a reader's answers: what changes is written behind the blank file, which stays as it is.
// Lengths are whole hundredths of a point, sizes half points, widths of letters thousandths of a size: no rounding can
// differ between engines.

/**
 * @import { Fonts, Form, Letters, Shortfall, TextField, TextPlace } from "exchange"
 */

/** @typedef {[code: string, width: number]} Glyph its code in hexadecimal digits */

/**
 * Glyphs by character. What is asked for is there: `shownOf` leaves no other character in a text.
 *
 * @typedef {{ has: (char: string) => boolean, get: (char: string) => Glyph }} Glyphs
 */

/** @typedef {Map<number, string>} Objects objects to write by their number; a character stands for a byte */

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
 * @param {number} number
 * @param {number} digits
 */
const hex = (number, digits) => number.toString(16).padStart(digits, "0");

/**
 * A length in points; as a text it has two decimals at most.
 *
 * @param {number} hundredths
 */
const points = (hundredths) => hundredths / 100;

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
    objects.set(box.value, "/Yes");
    for (const { widget, text } of box.places) objects.set(widget, `${text} /AS /Yes >>`);
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
  const western = glyphsOf(fonts.field, (_, index) => hex(index + 32, 2));
  const all = glyphsOf(fonts.extension, (char) => hex(char.charCodeAt(0), 4));
  for (const field of form.texts) {
    const text = (texts[field.id] ?? "").replace(/\p{Cs}/gu, "\ufffd");
    if (!text) continue;
    const [shown, lacking] = shownOf(text, field.lines, all);
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
 * Glyphs by character; the first counts, for codes without a character stand as question marks.
 *
 * @param {Letters} letters
 * @param {(char: string, index: number) => string} codeOf
 * @returns {Glyphs}
 */
function glyphsOf({ chars, widths }, codeOf) {
  /** @type {[string, Glyph][]} */
  const glyphs = [...chars].map((char, index) => [char, [codeOf(char, index), widths[index]]]);
  return /** @type {Glyphs} */ (new Map(glyphs.reverse()));
}

/**
 * What shows of a text, and whether question marks show in place of some characters.
 *
 * @param {string} text
 * @param {boolean} lines whether it may have several
 * @param {Glyphs} glyphs
 * @returns {[shown: string, lacking: string]}
 */
function shownOf(text, lines, glyphs) {
  let lacking = ""; // a question mark once one shows
  const shown = text
    .replace(/[A-\u04ff\u1e00-\u1fff][\u0300-\u036f]+/g, (found) => found.normalize("NFC"))
    // oxlint-disable-next-line no-misleading-character-class -- a class of what joins characters, each taken alone
    .replace(/[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/\r\n?|[\n\u2028\u2029]/g, lines ? "\n" : " ")
    .replace(/[\u2007\u202f]/g, "\u00a0")
    .replace(/[\t\v\f\u1680\u2000-\u200a\u205f\u3000]/g, " ")
    .trimEnd()
    .replace(/[^\n]/gu, (char) => (glyphs.has(char) ? char : (lacking = "?")));
  return [shown, lacking];
}

/**
 * The text as a string of PDF.
 *
 * @param {string} text
 */
function valueOf(text) {
  if (/^[\n -~]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&").replaceAll("\n", "\\n")})`;
  return `<feff${text.replace(/[^]/g, (half) => hex(half.charCodeAt(0), 4))}>`;
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
  // its last line stands above the bottom of its place where that is low, and on a poster, whose letters are larger
  const onGround = !field.lines || height < 4000 || largest > 11;
  // for each half point of their size, letters reach 13 hundredths of a point below their line, and lines are 65 apart
  for (let size = largest * 2; ; size--) {
    const leading = 65 * size;
    const room = Math.floor(((width - 400) * 20) / size); // in the unit of widths; 200 are left free on each side
    const rows = field.lines ? Math.max(1, Math.floor((height - 13 * size) / leading)) : 1;
    const lines = field.lines ? wrapped(text, room, glyphs) : [text];
    const fits = lines.length <= rows && lines.every((line) => widthOf(line, glyphs) <= room);
    if (!fits && size > 13) continue; // there is a smaller size
    const shown = lines.slice(0, rows).map((line) => `<${line.replace(/./g, (char) => glyphs.get(char)[0])}> '`);
    const start = onGround ? Math.max(312, 13 * size) + leading * shown.length : height;
    const content =
      `/Tx BMC q BT /GuideSans ${points(size * 50)} Tf 0.082 0.133 0.114 rg ${points(leading)} TL ` +
      `2 ${points(start)} Td ${shown.join(" ")} ET Q EMC`;
    const box = `/BBox [ 0 0 ${points(width)} ${points(height)} ]`;
    const resources = `/Resources << /Font << /GuideSans ${font} 0 R >> >>`;
    return { drawing: `<< /Type /XObject /Subtype /Form ${box} ${resources} ${stream(content)}`, fits };
  }
}

/** @param {string} content */
const stream = (content) => `/Length ${content.length} >>\nstream\n${content}\nendstream`;

/**
 * @param {string} text
 * @param {Glyphs} glyphs
 */
const widthOf = (text, glyphs) => [...text].reduce((width, char) => width + glyphs.get(char)[1], 0);

/**
 * The text in lines: parted where it was, at spaces, and within words that are too long.
 *
 * @param {string} text
 * @param {number} room for a line, in the unit of widths
 * @param {Glyphs} glyphs
 */
function wrapped(text, room, glyphs) {
  /** @type {string[]} */
  const lines = [];
  /** @param {string} line */
  const add = (line) => lines.push(line.replace(/ +$/, ""));
  for (const paragraph of text.split("\n")) {
    let [start, space, width] = [0, 0, 0];
    [...paragraph].forEach((char, index) => {
      width += glyphs.get(char)[1];
      if (char === " ") {
        space = index; // it may stand beyond the end of its line
        return;
      }
      while (width > room && index > start) {
        add(paragraph.slice(start, space > start ? space : index));
        start = space > start ? space + 1 : index;
        width = widthOf(paragraph.slice(start, index + 1), glyphs);
      }
    });
    add(paragraph.slice(start));
  }
  return lines;
}

/**
 * Adds the font for other letters, in objects that follow those of the form.
 *
 * @param {Objects} objects
 * @param {Fonts} fonts
 * @param {number} first the number of the first of them
 */
function addExtension(objects, fonts, first) {
  fonts.extension.objects.forEach(({ text, packed }, index) => {
    const numbered = text.replace(/\{(\d)\}/g, (_, number) => `${first + +number}`);
    objects.set(first + index, packed ? `${numbered} ${stream(atob(packed))}` : numbered);
  });
}

/**
 * The file with objects behind it, and a table of them. A character of what is written stands for a byte.
 *
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Form} form
 * @param {Objects} objects
 */
function extended(content, form, objects) {
  const numbers = [...objects.keys()].sort((one, other) => one - other);
  const table = Math.max(form.size, numbers[numbers.length - 1] + 1);
  let [written, rows, start] = ["", "", 0];
  for (const number of [...numbers, table]) {
    start = content.length + written.length;
    rows += String.fromCharCode(1, ...[24, 16, 8, 0].map((bits) => (start >> bits) & 255), 0);
    if (number < table) written += `${number} 0 obj\n${objects.get(number)}\nendobj\n`;
  }
  written +=
    `${table} 0 obj\n<< /Type /XRef /Size ${table + 1} /Index [ ${numbers.join(" 1 ")} 1 ${table} 1 ] /W [ 1 4 1 ] ` +
    `/Prev ${form.startxref} ${form.trailer} /ID [ <${form.id}> <${form.id.slice(0, 24)}${fingerprint(written)}> ] ` +
    `${stream(rows)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
  const file = new Uint8Array(content.length + written.length);
  file.set(content);
  file.set(Uint8Array.from(written, (char) => char.charCodeAt(0)), content.length);
  return file;
}

/**
 * A number that changes with a text (FNV-1a), in hexadecimal digits: the second id of a file tells its content.
 *
 * @param {string} text
 */
function fingerprint(text) {
  let number = 0x811c9dc5;
  for (const char of text) number = Math.imul(number ^ char.charCodeAt(0), 0x01000193);
  return hex(number >>> 0, 8);
}
