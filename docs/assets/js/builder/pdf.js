// Fills a PDF form in the browser. macros/renderers/pdf_fill.py gives the same bytes and says more of it. Lengths are
// whole hundredths of a point, sizes half points, widths of letters thousandths of a size: so no rounding can differ.

const hex = (number, digits) => number.toString(16).padStart(digits, "0");
const points = (hundredths) => hundredths / 100; // as a text: two decimals at most

// The form with texts and ticks by the id of their entry.
export function fillPdf(content, form, fonts, texts, ticks) {
  const objects = new Map();
  for (const { field, text, plain, drawings } of setTexts(form, fonts, texts)) {
    if (!plain && !objects.has(form.size)) addExtension(objects, fonts, form.size);
    objects.set(field.value, valueOf(text));
    drawings.forEach((drawing, index) => objects.set(field.places[index][0], drawing));
  }
  for (const box of form.boxes) {
    if (!ticks.has(box.id)) continue;
    objects.set(box.value, "/Yes");
    for (const [number, text] of box.places) objects.set(number, `${text} /AS /Yes >>`);
  }
  return objects.size ? extended(content, form, objects) : content;
}

// What a form could not show of texts as they were written.
export const shortfallsOf = (form, fonts, texts) => [...setTexts(form, fonts, texts)].flatMap(({ short }) => short);

// Each text of a form: whether the field's own font suffices, its drawings, and how it falls short.
function* setTexts(form, fonts, texts) {
  const western = glyphsOf(fonts.field, (char, index) => hex(index + 32, 2));
  const all = glyphsOf(fonts.extension, (char) => hex(char.charCodeAt(), 4));
  for (const field of form.texts) {
    const text = (texts[field.id] ?? "").replace(/\p{Cs}/gu, "\ufffd");
    if (!text) continue;
    const [shown, lacking] = shownOf(text, field.lines, all);
    const plain = [...shown].every((char) => char === "\n" || western.has(char));
    const set = field.places.map(([, ...measures]) => drawn(shown, field, measures, ...(plain ? [form.font, western] : [form.size, all])));
    const short = lacking ? [{ entry: field.id, reason: "characters" }] : [];
    if (!set.every(([, fits]) => fits)) short.push({ entry: field.id, reason: "length" });
    yield { field, text, plain, drawings: set.map(([drawing]) => drawing), short };
  }
}

// Glyphs by character; the first counts, for codes without a character stand as question marks.
function glyphsOf({ chars, widths }, codeOf) {
  return new Map([...chars].map((char, index) => [char, [codeOf(char, index), widths[index]]]).reverse());
}

// What shows of a text, and whether question marks show in place of some characters.
function shownOf(text, lines, glyphs) {
  let lacking = "";
  const shown = text
    .replace(/[A-\u04ff\u1e00-\u1fff][\u0300-\u036f]+/g, (found) => found.normalize("NFC"))
    .replace(/[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/\r\n?|[\n\u2028\u2029]/g, lines ? "\n" : " ")
    .replace(/[\u2007\u202f]/g, "\u00a0")
    .replace(/[\t\v\f\u1680\u2000-\u200a\u205f\u3000]/g, " ")
    .trimEnd()
    .replace(/[^\n]/gu, (char) => (glyphs.has(char) ? char : (lacking = "?")));
  return [shown, lacking];
}

// The text as a string of PDF.
function valueOf(text) {
  if (/^[\n -~]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&").replaceAll("\n", "\\n")})`;
  return `<feff${text.replace(/[^]/g, (half) => hex(half.charCodeAt(), 4))}>`;
}

// The text as an object, in the largest letters with which it fits; and whether it fits at all.
function drawn(text, field, [width, height, largest], font, glyphs) {
  const onGround = !field.lines || height < 4000 || largest > 11;
  for (let size = largest * 2; ; size--) {
    const leading = 65 * size;
    const room = Math.floor(((width - 400) * 20) / size);
    const rows = field.lines ? Math.max(1, Math.floor((height - 13 * size) / leading)) : 1;
    const lines = field.lines ? wrapped(text, room, glyphs) : [text];
    const fits = lines.length <= rows && lines.every((line) => widthOf(line, glyphs) <= room);
    if (!fits && size > 13) continue;
    const shown = lines.slice(0, rows).map((line) => `<${line.replace(/./g, (char) => glyphs.get(char)[0])}> '`);
    const start = onGround ? Math.max(312, 13 * size) + leading * shown.length : height;
    const content =
      `/Tx BMC q BT /SourceSans ${points(size * 50)} Tf 0.082 0.133 0.114 rg ${points(leading)} TL ` +
      `2 ${points(start)} Td ${shown.join(" ")} ET Q EMC`;
    const box = `/BBox [ 0 0 ${points(width)} ${points(height)} ]`;
    const resources = `/Resources << /Font << /SourceSans ${font} 0 R >> >>`;
    return [`<< /Type /XObject /Subtype /Form ${box} ${resources} ${stream(content)}`, fits];
  }
}

const stream = (content) => `/Length ${content.length} >>\nstream\n${content}\nendstream`;

const widthOf = (text, glyphs) => [...text].reduce((width, char) => width + glyphs.get(char)[1], 0);

// The text in lines: parted where it was, at spaces, and within words that are too long.
function wrapped(text, room, glyphs) {
  const lines = [];
  const add = (line) => lines.push(line.replace(/ +$/, ""));
  for (const paragraph of text.split("\n")) {
    let [start, space, width] = [0, 0, 0];
    [...paragraph].forEach((char, index) => {
      width += glyphs.get(char)[1];
      if (char === " ") space = index; // it may stand beyond the end of its line
      while (char !== " " && width > room && index > start) {
        add(paragraph.slice(start, space > start ? space : index));
        start = space > start ? space + 1 : index;
        width = widthOf(paragraph.slice(start, index + 1), glyphs);
      }
    });
    add(paragraph.slice(start));
  }
  return lines;
}

// Adds the font for other letters, in objects that follow those of the form.
function addExtension(objects, fonts, first) {
  fonts.extension.objects.forEach(([text, packed], index) => {
    const numbered = text.replace(/\{(\d)\}/g, (found, number) => first + +number);
    objects.set(first + index, packed ? `${numbered} ${stream(atob(packed))}` : numbered);
  });
}

// The file with objects behind it, and a table of them. A character of what is written stands for a byte.
function extended(content, form, objects) {
  const numbers = [...objects.keys()].sort((one, other) => one - other);
  const table = Math.max(form.size, numbers.at(-1) + 1);
  let [written, rows, start] = ["", ""];
  for (const number of [...numbers, table]) {
    start = content.length + written.length;
    rows += String.fromCharCode(1, ...[24, 16, 8, 0].map((bits) => (start >> bits) & 255), 0);
    if (number < table) written += `${number} 0 obj\n${objects.get(number)}\nendobj\n`;
  }
  written +=
    `${table} 0 obj\n<< /Type /XRef /Size ${table + 1} /Index [ ${numbers.join(" 1 ")} 1 ${table} 1 ] /W [ 1 4 1 ] ` +
    `/Prev ${form.startxref} ${form.trailer} /ID [ <${form.id}> <${form.id.slice(0, 24)}${mark(written)}> ] ` +
    `${stream(rows)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
  const file = new Uint8Array(content.length + written.length);
  file.set(content);
  file.set(Uint8Array.from(written, (char) => char.charCodeAt()), content.length);
  return file;
}

// A number that changes with a text (FNV-1a): the second id of a file tells its content.
function mark(text) {
  let number = 0x811c9dc5;
  for (const char of text) number = Math.imul(number ^ char.charCodeAt(), 0x01000193);
  return hex(number >>> 0, 8);
}
