// The questions on the page: what is typed in them and wanted of it, which are asked, what is wrong, and of what a rule
// warns. Every part of the builder looks here for what the form holds, and changes it here.

import { filled } from "../saying.js";
import { names } from "./find.js";
import { gapsOf, isAsked, isSound, valuesOf, warnings } from "./values.js";

/**
 * @import { Content, Edition, FieldQuestion } from "exchange"
 * @import { Format, Found } from "./answers.js"
 * @import { Language } from "./texts.js"
 * @import { Answers } from "./values.js"
 */

/**
 * The rest of the page, as macros/pages/builder_form.py hands it over: its HTML, what is asked, and the phrases of the
 * scripts by name, with {places} to fill.
 *
 * @typedef {{ html: string, content: Content, words: Record<string, string> }} LaterForm
 */

/**
 * What a reader types or ticks in; it has a language when its question is translated.
 *
 * @typedef {(HTMLInputElement | HTMLTextAreaElement) & { dataset: { answer: string, language?: Language } }} Control
 */

// The page comes with the first part of the form alone; the rest is put in its place before anything works with it.
/** @type {{ default: LaterForm }} */
const { default: later } = await import(`../../builder/form-${document.documentElement.lang}.js`);
document.querySelector("[data-later]").outerHTML = later.html;
/**
 * Lets a slow phone answer the reader in between.
 *
 * @param {number} [milliseconds]
 */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
await pause();

/** What is asked, and what each document asks. */
export const content = later.content;
export const form = document.querySelector(".builder__form");
const controls = [...form.querySelectorAll("[data-answer]")];

/** @param {string} [id] of a question */
const controlsOf = (id) => controls.filter(({ dataset }) => dataset.answer === id);

// ---- what the form holds, and what is wanted of it

export const builder = document.querySelector(".builder");
/** The list in which the reader chooses the paper of the preview. */
export const previewed = document.getElementById("previewed");

export const edition = () => /** @type {Edition} */ (form.edition.value);

/**
 * The answers; what a file or the browser held and this page cannot use; whether something was typed since they were
 * kept or saved, whether this browser keeps them, and whether the reader chose an edition; whether the municipality of
 * the address waits until what is said above the part is closed; and the button last used, as what it does is told
 * below it.
 *
 * @typedef {{
 *   answers: Answers, aside: Found["faults"], unsaved: boolean, keeping: boolean, choseEdition: boolean,
 *   waits?: boolean | void, used?: Element
 * }} Held
 */

/** @type {Held} */
export const held = {
  answers: {},
  aside: [],
  unsaved: false,
  keeping: false,
  choseEdition: edition() !== document.documentElement.lang, // before the scripts came
};

/** @param {"format" | "document"} name */
const ticked = (name) => boxesOf(name).filter(({ checked }) => checked).map(({ value }) => value);
/**
 * @param {"format" | "document"} name
 * @returns {HTMLInputElement[]}
 */
const boxesOf = (name) => [...form[name]];
export const formats = () => /** @type {Format[]} */ (ticked("format"));
export const documents = () => ticked("document");
export const values = () => valuesOf(content, held.answers, edition());

/**
 * Ticks what is wanted; without a list the usual ones.
 *
 * @param {"format" | "document"} name
 * @param {string[]} [listed]
 */
export function want(name, listed) {
  for (const box of boxesOf(name)) {
    box.checked = listed ? listed.includes(box.value) : !content.on_request.includes(box.value);
  }
  previewFirst();
}

/** Shows the first paper wanted, until the reader chooses another, answers or no longer wants it. */
export function previewFirst() {
  previewed.value = documents()[0] ?? previewed.value;
}

// ---- its questions

/**
 * A phrase of the page, with its {places} filled.
 *
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [places]
 */
export const phrase = (name, places = {}) => filled(later.words[name], places);

/**
 * What a question is called, in lists of questions; its id when it is not asked.
 *
 * @param {string} id
 */
export const titleOf = (id) => document.getElementById(`ask-${id}`)?.dataset.title ?? id;

/** @param {Control} control */
const isBlank = ({ value }) => !value.trim();

/**
 * The control of a question where a link to it leads: of those that are shown, the one that is wrong, else an empty
 * one.
 *
 * @param {string} [id]
 * @returns {Control | undefined}
 */
export function controlOf(id) {
  const own = controlsOf(id).filter((control) => !control.closest("[hidden]"));
  return own.find(({ ariaInvalid }) => ariaInvalid) ?? own.find(isBlank) ?? own[0];
}

/**
 * Puts answers into the controls, and shows those of the edition, with those of the other language that hold what it
 * lacks: nobody shall think that it went. Half a date, which is no answer yet, stays.
 *
 * @param {boolean} [clears] whether it goes, too
 */
export function showAnswers(clears = false) {
  for (const control of controls) {
    const { answer: id, language } = control.dataset;
    const given = held.answers[id] ?? "";
    const value = typeof given === "string" ? given : given[/** @type {Language} */ (language)] ?? "";
    const lacks = gapsOf(id, held.answers, edition()).all;
    const isShown = (value && lacks) || edition().includes(`${language}`);
    control.closest("[data-in]")?.toggleAttribute("hidden", !isShown);
    if (/radio|checkbox/.test(control.type)) {
      /** @type {HTMLInputElement} */ (control).checked = control.value === value;
    } else if (clears || control.value !== value) control.value = value;
  }
  // Who is in a box that goes now is led to that of the other language.
  const left = /** @type {Control | null} */ (document.querySelector(".ask__field[hidden] :focus"));
  if (left) controlOf(left.dataset.answer)?.focus();
}

/**
 * Shows the questions that the documents wanted ask, with their warnings, and notes which parts have none.
 *
 * @returns {Set<string>} the ids of the rules that warn
 */
export function arrange() {
  const wanted = new Set(documents().flatMap((id) => content.documents[id]));
  for (const question of content.questions) {
    const isWanted = wanted.has(question.id) && isAsked(question, held.answers);
    document.getElementById(`ask-${question.id}`).hidden = !isWanted;
  }
  for (const part of document.querySelectorAll("[data-part]")) {
    part.toggleAttribute("data-unused", !part.querySelector("[data-ask]:not([hidden])"));
  }
  const today = new Date().toLocaleDateString("sv"); // as 2027-01-15
  const warned = new Set(warnings(content, held.answers, edition(), { today, names }, documents()));
  for (const { id, when } of content.rules) {
    const note = document.getElementById(`rule-${id}`);
    // While it is typed, each number lacks digits, each contact a number, each count adds up to no whole, and each
    // answer is unlike another, is uneven to it, or has a name that is on no list.
    const isWaiting = note.hidden && /cut-n|lacks|^un/.test(when[0].condition);
    if (isWaiting && note.closest(".ask:focus-within")) warned.delete(id);
    note.hidden = !warned.has(id);
  }
  return warned;
}

/**
 * Says beside a question whether what was typed can be used, and returns it.
 *
 * @param {FieldQuestion} question
 */
function check(question) {
  const all = controlsOf(question.id);
  const error = document.getElementById(`error-${question.id}`);
  // in the languages that are asked; what is being typed is not wrong yet
  const left = `[data-in][hidden]${error.textContent ? "" : ", :focus"}`;
  const asked = all.filter((control) => !control.closest(left));
  // a date of which a part is missing has no value, and only its control knows
  const wrong = asked.filter((control) => control.validity.badInput || !isSound(question, control.value));
  // no digit, or letters in place of some, as in "02 OOO" or "l2", not of an hour as "17h"
  const isWords =
    question.kind === "phone" && wrong.some(({ value }) => /^\D*$|(^|[\d .])[OoIl]+([\d .]|$)/.test(value));
  const isCut = asked.some(({ value, maxLength }) => value.length === maxLength);
  const name = wrong.length ? `error-${question.kind}${isWords ? "-words" : ""}` : isCut && "error-cut";
  error.textContent = name ? phrase(name) : "";
  for (const control of all) control.ariaInvalid = wrong.includes(control) ? "true" : null;
  return !wrong.length;
}

let ledTo = ""; // the list to which the reader was led, as a text to compare

/**
 * Says beside each question that is asked what is wrong, and lists it at the top, with links, once it was listed, where
 * answers are read again, or when the reader is to be led there: once to each list, who goes on knows of it.
 *
 * @param {boolean} [leads] whether the reader is led there
 * @returns how many answers are wrong
 */
export function checkAll(leads) {
  const summary = document.querySelector(".builder__errors");
  const wrong = content.questions.filter((each) => {
    return !document.getElementById(`ask-${each.id}`).hidden && !check(/** @type {FieldQuestion} */ (each));
  });
  summary.hidden = !wrong.length || (!leads && summary.hidden && !/#part-(review|files)/.test(location.hash));
  summary.querySelector("ul").replaceChildren(...wrong.map(({ id }) => linkWith(id, errorOf(id))));
  if (!wrong.length) ledTo = "";
  else if (leads && summary.textContent !== ledTo) {
    ledTo = summary.textContent;
    summary.focus();
  }
  return wrong.length;
}

/**
 * What is said to be wrong in a question.
 *
 * @param {string} id
 */
export const errorOf = (id) => document.getElementById(`error-${id}`).textContent;

/**
 * A list item that leads to a question.
 *
 * @param {string} id
 * @param {string} [text]
 */
export function linkTo(id, text = titleOf(id)) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#ask-${id}`;
  link.textContent = text;
  item.append(link);
  return item;
}

/**
 * What is said of a question to those who are elsewhere.
 *
 * @param {string} id
 * @param {string} text
 */
export function saidOf(id, text) {
  const title = titleOf(id);
  return `${title}${/[.!?]$/.test(title) ? "" : "."} ${text}`;
}

/**
 * A list item that leads to a question, with what is said of it.
 *
 * @param {string} id
 * @param {string} text
 */
export function linkWith(id, text) {
  const item = linkTo(id);
  item.append(document.createElement("br"), text);
  return item;
}

/**
 * Fills a list with links to questions; they name the language in which alone an answer is missing.
 *
 * @param {Element} place that holds the list
 * @param {string[]} ids
 */
export function listLinks(place, ids) {
  const items = ids.map((id) => {
    const [gap, other] = controlsOf(id).filter(isBlank);
    const language = edition() === "fr-nl" && gap?.closest("[data-in]")?.querySelector(".ask__language");
    return linkTo(id, language && !other ? `${titleOf(id)} (${language.textContent})` : undefined);
  });
  place.querySelector("ul").replaceChildren(...items);
}
