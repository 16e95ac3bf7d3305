// The list of all municipalities narrows as one types; on a local page, the reader says whether it is theirs.

import { fold } from "./folding.js";

/**
 * The form above the list, with what it says of as many municipalities as fit.
 *
 * @typedef {HTMLFormElement & {
 *   elements: { q: HTMLInputElement },
 *   dataset: { all: string, none: string, one: string, many: string },
 * }} ListForm
 */

/**
 * The choice on the page of a municipality: its NIS code, the words of the button, and what is said once it is chosen.
 *
 * @typedef {HTMLElement & { dataset: { commune: string, choose: string, forget: string, chosen: string } }} LocalChoice
 */

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") {
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
}

const KEY = "guide.commune";
const listForm = document.querySelector("[data-communes]");
const localChoice = document.querySelector("[data-commune]");

if (listForm) startList(listForm);
if (localChoice) startChoice(localChoice);

/** @param {ListForm} form */
function startList(form) {
  const count = form.querySelector(".find__count");
  const areas = [...document.querySelectorAll("[data-area]")];
  const items = areas.flatMap((area) => [...area.querySelectorAll("[data-find]")]);
  const texts = items.map((item) => ` ${fold(`${item.textContent} ${item.dataset.find}`)}`);

  let narrowed = false; // a list that the reader opened stays open until they search

  function narrow() {
    const wanted = fold(form.elements.q.value);
    // a word is looked for where a word begins; failing that, anywhere
    const begins = texts.some((text) => text.includes(` ${wanted}`));
    items.forEach((item, index) => {
      item.hidden = !texts[index].includes(begins ? ` ${wanted}` : wanted);
    });
    for (const area of areas) {
      area.hidden = !area.querySelector("[data-find]:not([hidden])");
      if (wanted || narrowed) area.open = Boolean(wanted);
    }
    narrowed = Boolean(wanted);
    const found = items.filter((item) => !item.hidden).length;
    const { all, none, one, many } = form.dataset;
    count.textContent = !wanted ? all : !found ? none : found === 1 ? one : many.replace("{count}", String(found));
  }

  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = items.filter((item) => !item.hidden);
    if (form.elements.q.value && found.length === 1) found[0].querySelector("a")?.click();
  });
  narrow();
}

/** @param {LocalChoice} choice */
function startChoice(choice) {
  const button = choice.querySelector("button");
  const status = choice.querySelector("[role=status]");
  const { commune, choose, forget, chosen } = choice.dataset;

  function showChoice() {
    const isChosen = localStorage.getItem(KEY) === commune;
    button.textContent = isChosen ? forget : choose;
    status.textContent = isChosen ? chosen : "";
  }

  button.addEventListener("click", () => {
    if (localStorage.getItem(KEY) === commune) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, commune);
    showChoice();
  });
  try {
    showChoice();
    choice.hidden = false;
  } catch {
    // storage denied: nothing can be chosen
  }
}
