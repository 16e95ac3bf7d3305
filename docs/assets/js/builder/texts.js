// What is typed, as every format can hold it, and days in words: for the form, the calendar and the command line.

/** @import { Content } from "exchange" */

/** @typedef {"fr" | "nl"} Language */
/** @typedef {Pick<Content, "months" | "weekdays">} Names in each language */

// oxlint-disable-next-line no-control-regex -- they are what is taken away
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;
const UNPAIRED = /[\ud800-\udfff\ufffe\uffff]/gu; // with "u", only surrogates without their pair
const EDGES = /^[ \n]+|[ \n]+$/g;

/**
 * A text as every format can hold it: no control characters, no half characters.
 *
 * @param {string} text
 * @param {boolean} lines whether it may have several
 */
export function clean(text, lines) {
  return text
    .replace(/\r\n?|[\v\f]/g, "\n") // as other programs break a line within a paragraph
    .replace(/\t/g, " ")
    .replace(CONTROLS, "")
    .replace(UNPAIRED, "\ufffd")
    .replace(/[ \n]+/g, lines ? "$&" : " ")
    .replace(EDGES, "");
}

/**
 * Whether a text is a day, as 2027-01-15.
 *
 * @param {string} text
 */
export function isDate(text) {
  return new Date(text).toJSON()?.slice(0, 10) === text;
}

/**
 * A day as it stands in the papers, with the day of the week: "jeudi 11 mars 2027".
 *
 * @param {string} text
 * @param {Language} language
 * @param {Names} names
 */
export function dateText(text, language, { months, weekdays }) {
  const [year, month, day] = text.split("-");
  const number = Number(day) === 1 && language === "fr" ? "1er" : Number(day);
  const weekday = weekdays[language][(new Date(text).getUTCDay() + 6) % 7];
  return `${weekday} ${number} ${months[language][+month - 1]} ${year}`;
}
