// Helps to write a report to the police, or a message to members: nothing is sent or kept. See decisions/composer.md.

import wording from "../../builder/wording.js";
import { filled, teller } from "../saying.js";
import { rewritten } from "./rewriting.js";
import { readerOf } from "./rules.js";

/**
 * @import { Found } from "./rules.js"
 * @typedef {HTMLTextAreaElement & { dataset: { field: string, name?: string, passes?: string } }} Field
 */

const composer = document.querySelector(".composer");
const form = document.querySelector(".composer__form");
let rested = performance.now();

/** Rests once ten milliseconds were worked: more at once keeps a slow phone from answering. */
async function rest() {
  if (performance.now() - rested < 10) return;
  await new Promise((resolve) => setTimeout(resolve));
  rested = performance.now();
}

const read = await readerOf(wording, rest);
const shown = /** @type {"fr" | "nl"} */ (document.documentElement.lang);
const said = { ...composer.dataset };

/** What holds a text that was not copied. @type {Set<Element>} */
const unkept = new Set();

/** What stands before a text, and the text. @param {Field} field @param {string} text */
const line = (field, text) => filled(said.line, { name: field.dataset.name ?? "", text });

for (const section of composer.querySelectorAll("[data-form]")) {
  const fields = [...section.querySelectorAll("[data-field]")];
  const review = section.querySelector("[data-review]");
  const tell = teller(review);
  const text = section.querySelector("[data-copied-text]");
  const done = section.querySelector(".composer__done");
  const copy = section.querySelector("[data-do=copy]");
  const undo = section.querySelector("[data-do=undo]");

  /** @param {Field} field @param {Found} found */
  function offer(field, found) {
    const item = document.createElement("li");
    const words = document.createElement("q");
    words.textContent = found.text;
    if (field.lang) words.lang = field.lang;
    item.append(field.dataset.name ? line(field, "") : "", words);
    const rule = wording.rules.find(({ id }) => id === found.rule);
    const isWhole = rule?.whole_sentence?.includes(section.dataset.form);
    if ((rule?.calls && !isWhole) || (rule?.keeps_in_report && section.dataset.form === "report")) return item;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    const does = isWhole ? said.dropSentence : found.put ? said.put : said.drop;
    button.textContent = filled(does, { words: found.put, found: found.text });
    button.addEventListener("click", () => {
      change(field, () => {
        const written = rewritten(field.value, found);
        field.value = written.text;
        field.focus();
        field.setSelectionRange(written.end, written.end);
      });
    });
    item.append(" ", button);
    return item;
  }

  /** Writes in a field what one press takes back. @param {HTMLTextAreaElement} field @param {() => void} write */
  function change(field, write) {
    const { value, lang } = field;
    const notes = new Set(section.querySelectorAll("[id^=note-]:not([hidden])"));
    write();
    show();
    unkept.add(section);
    undo.hidden = false;
    undo.onclick = () => {
      field.value = value;
      unkept.add(section); // it may have been copied since
      setLanguage(field, lang);
      field.focus();
      undo.hidden = true; // once it does not have the focus
      for (const note of section.querySelectorAll("[id^=note-]")) note.hidden = !notes.has(note);
      show();
    };
  }

  function show() {
    const all = fields.flatMap((field) =>
      read(field.value, section.dataset.form, shown)
        .filter(({ rule }) => !field.dataset.passes?.split(" ").includes(rule))
        .map((found) => ({ field, found })),
    );
    for (const rule of review.querySelectorAll("[data-rule]")) {
      const own = all.filter(({ found }) => found.rule === rule.dataset.rule);
      rule.hidden = !own.length;
      rule.querySelector("ul").replaceChildren(...own.map(({ field, found }) => offer(field, found)));
    }
    review.hidden = !all.length;
    const calling = new Set(wording.rules.filter(({ calls }) => calls).map(({ id }) => id));
    copy.hidden = all.some(({ found }) => calling.has(found.rule)); // to call comes first
    section.querySelector(".composer__withheld").hidden = !copy.hidden;
    review.querySelector(".composer__count").textContent = `(${all.length})`;
    tell(all.length ? filled(said.found, { count: all.length }) : "");
    done.textContent = "";
    if (section.dataset.form === "report") readBack();
    else showBlanks();
  }

  function showBlanks() {
    const place = section.querySelector(".composer__blanks");
    const blanks = /\[[^\]]*\]/.test(text.value) ? said.blanks : "";
    if (place.textContent !== blanks) place.textContent = blanks; // else it is told at each key
  }

  function readBack() {
    for (const field of fields) {
      const answer = section.querySelector(`[data-said="${field.dataset.field}"]`);
      answer.hidden = !field.value.trim();
      answer.querySelector("dd").textContent = field.value.trim();
    }
    const answered = fields.filter((field) => field.value.trim());
    text.value = answered.map((field) => line(field, field.value.trim())).join("\n");
  }

  section.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return; // the language of models was chosen
    unkept.add(section);
    if (!text.value) setLanguage(text, "");
    undo.hidden = true; // it would take back what was typed since
    show();
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      done.textContent = said.copied;
      unkept.delete(section);
    } catch {
      text.focus();
      text.select();
      done.textContent = said.selected;
    }
  });
  for (const button of section.querySelectorAll("[data-model]")) {
    button.addEventListener("click", () => change(text, () => begin(text, button.dataset.model)));
  }
  show();
}

/** Says in which language a text is; empty where in both. @param {HTMLTextAreaElement} text @param {string} lang */
function setLanguage(text, lang) {
  if (lang) text.lang = lang;
  else text.removeAttribute("lang");
}

/**
 * Puts a model in place of another that nobody has changed, else below what is there.
 *
 * @param {HTMLTextAreaElement} text
 * @param {string} id
 */
function begin(text, id) {
  const languages = `${new FormData(form).get("edition")}`.split("-");
  const written = (/** @type {typeof wording.models[number]} */ model, /** @type {string[]} */ order) =>
    order.map((language) => model[/** @type {"fr" | "nl"} */ (language)]).join("\n\n");
  const orders = [["fr"], ["nl"], ["fr", "nl"]];
  const untouched = wording.models.flatMap((each) => orders.map((order) => written(each, order)));
  const model = wording.models.filter((each) => each.id === id).map((each) => written(each, languages))[0];
  const isAlone = !text.value.trim() || untouched.includes(text.value);
  text.value = isAlone ? model : `${text.value}\n\n${model}`;
  setLanguage(text, isAlone && languages.length === 1 ? languages[0] : "");
  for (const note of composer.querySelectorAll("[id^=note-]")) note.hidden = note.id !== `note-${id}`;
  text.focus();
  text.setSelectionRange(text.value.length - model.length, text.value.length - model.length);
}

/** Shows what was chosen, and nothing else. */
function choose() {
  const chosen = new FormData(form);
  for (const each of composer.querySelectorAll("[data-form]")) each.hidden = each.dataset.form !== chosen.get("way");
  for (const each of composer.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== chosen.get("now");
}
form.addEventListener("change", choose);
form.addEventListener("submit", (event) => event.preventDefault());
const wanted = document.getElementById(`way-${location.hash.slice(1)}`); // a link says which of the two is prepared
wanted?.click();
choose();
if (wanted) document.getElementById(location.hash.slice(1))?.scrollIntoView();
// A text stays on its page, also when the reader goes to the other language: the browser asks first.
addEventListener("beforeunload", (event) => {
  const fields = [...unkept].flatMap((section) => [...section.querySelectorAll("[data-field]")]);
  if (fields.some(({ value }) => value.trim())) event.preventDefault();
});
composer.dataset.started = "";
