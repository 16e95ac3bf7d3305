// What is written behind a PDF file that stays as it is: numbers, objects, and a table of them.

/** @import { Pieces } from "exchange" */

/** @typedef {Map<number, string>} Objects objects to write by their number; a character stands for a byte */

/**
 * @param {number} number
 * @param {number} digits
 */
export const hex = (number, digits) => number.toString(16).padStart(digits, "0");

/**
 * A length in points; as a text it has two decimals at most.
 *
 * @param {number} hundredths
 */
export const points = (hundredths) => hundredths / 100;

/** @param {string} content */
export const stream = (content) => `/Length ${content.length} >>\nstream\n${content}\nendstream`;

/**
 * The file with objects behind it, and a table of them. A character of what is written stands for a byte.
 *
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Pieces} paper
 * @param {Objects} objects
 */
export function extended(content, paper, objects) {
  const numbers = [...objects.keys()].sort((one, other) => one - other);
  const table = Math.max(paper.size, numbers[numbers.length - 1] + 1);
  let [written, rows, start] = ["", "", 0];
  for (const number of [...numbers, table]) {
    start = content.length + written.length;
    rows += String.fromCharCode(1, ...[24, 16, 8, 0].map((bits) => (start >> bits) & 255), 0);
    if (number < table) written += `${number} 0 obj\n${objects.get(number)}\nendobj\n`;
  }
  written +=
    `${table} 0 obj\n<< /Type /XRef /Size ${table + 1} /Index [ ${numbers.join(" 1 ")} 1 ${table} 1 ] /W [ 1 4 1 ] ` +
    `/Prev ${paper.startxref} ${paper.trailer} ` +
    `/ID [ <${paper.id}> <${paper.id.slice(0, 24)}${fingerprint(written)}> ] ` +
    `${stream(rows)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
  const file = new Uint8Array(content.length + written.length);
  file.set(content);
  for (let index = 0; index < written.length; index++) file[content.length + index] = written.charCodeAt(index);
  return file;
}

/**
 * A number that changes with a text (FNV-1a), in hexadecimal digits: the second id of a file tells its content.
 *
 * @param {string} text
 */
function fingerprint(text) {
  let number = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) number = Math.imul(number ^ text.charCodeAt(index), 0x01000193);
  return hex(number >>> 0, 8);
}
