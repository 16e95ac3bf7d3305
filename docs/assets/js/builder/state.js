// What the form holds, and what is wanted of it: every part of the builder looks here, and changes it here.

import { content, form } from "./questions.js";
import { valuesOf } from "./values.js";

/**
 * @import { Edition } from "exchange"
 * @import { Choices, Format, Found } from "./answers.js"
 * @import { Answers } from "./values.js"
 */

export const builder = document.querySelector(".builder");
/** The list in which the reader chooses the paper of the preview. */
export const previewed = document.getElementById("previewed");

/**
 * The answers; what a file or the browser held and this page cannot use; whether something was typed since they were
 * kept or saved, whether this browser keeps them, and whether the reader chose an edition.
 *
 * @typedef {{
 *   answers: Answers, aside: Found["faults"], unsaved: boolean, keeping: boolean, choseEdition: boolean
 * }} Held
 */

/** @type {Held} */
export const held = { answers: {}, aside: [], unsaved: false, keeping: false, choseEdition: false };

/** @param {"format" | "document"} name */
const ticked = (name) => boxesOf(name).filter(({ checked }) => checked).map(({ value }) => value);
/**
 * @param {"format" | "document"} name
 * @returns {HTMLInputElement[]}
 */
export const boxesOf = (name) => [...form[name]];
export const edition = () => /** @type {Edition} */ (form.edition.value);
export const formats = () => /** @type {Format[]} */ (ticked("format"));
export const documents = () => ticked("document");
export const values = () => valuesOf(content, held.answers, edition());
/** @returns {Choices} */
export const choices = () => {
  return { edition: edition(), formats: formats(), documents: documents(), answers: held.answers };
};

/**
 * Ticks what is wanted; without a list the usual ones.
 *
 * @param {"format" | "document"} name
 * @param {string[]} [listed]
 */
export function want(name, listed = []) {
  for (const box of boxesOf(name)) {
    box.checked = listed.length ? listed.includes(box.value) : !content.on_request.includes(box.value);
  }
  previewFirst();
}

/** Shows the first paper wanted, until the reader chooses another, answers or no longer wants it. */
export function previewFirst() {
  previewed.value = documents()[0] ?? previewed.value;
}
