// The list of all municipalities narrows as one types, and answers for the one that is chosen; on a local page, the
// reader says whether it is theirs.

import { fold, sought } from "./folding.js";
import { filled, teller } from "./saying.js";

/**
 * The form above the list, with what it says of as many municipalities as fit.
 *
 * @typedef {HTMLFormElement & {
 *   elements: { q: HTMLInputElement },
 *   dataset: { all: string, none: string, near: string, one: string, many: string, part: string },
 * }} ListForm
 */

/**
 * A municipality of the list: what else it is found by, and what is particular to it.
 *
 * @typedef {HTMLElement & { dataset: { find: string, localities?: string, regime?: string, zone?: string } }} Listed
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
  const tell = teller(count);
  const areas = [...document.querySelectorAll("[data-area]")];
  const items = areas.flatMap((area) => [...area.querySelectorAll("[data-find]")]);
  const answer = startAnswer(items);
  const shown = items.map((item) => ` ${fold(item.textContent)}`);
  const more = items.map(({ dataset: { find, localities = "" } }) => fold(`${find} ${localities}`));
  const texts = shown.map((text, index) => `${text} ${more[index]}`);
  const names = items.map((item, index) => [...namesOf(item), ...partsOf(item).map(fold), ...texts[index].split(" ")]);
  const typed = () => sought(form.elements.q.value);

  let narrowed = false; // a list that the reader opened stays open until they search
  let isNear = false; // what is shown is only written nearly like what was typed

  /**
   * Shows which part of a municipality is called as was typed.
   *
   * @param {Listed} item
   * @param {string} wanted empty where the names that are shown explain it
   */
  function showPart(item, wanted) {
    item.querySelector(".communes__part")?.remove();
    const name = partsOf(item).find((each) => wanted && ` ${fold(each)}`.includes(` ${wanted}`));
    if (!name) return;
    const part = document.createElement("span");
    part.className = "meta communes__part";
    part.textContent = ` ${filled(form.dataset.part, { name })}`;
    item.append(part);
  }

  function narrow() {
    const wanted = typed();
    // each word is looked for where a word begins; failing that, anywhere
    const hasAll = (/** @type {string} */ text) => wanted.split(" ").every((word) => text.includes(` ${word}`));
    const begins = texts.some(hasAll);
    const hits = texts.map((text) => (begins ? hasAll(text) : text.includes(wanted)));
    isNear = !(hits.includes(true) || wanted.length < 4 || /\d/.test(wanted));
    items.forEach((item, index) => {
      item.hidden = isNear ? !names[index].some((name) => isMeant(name, wanted)) : !hits[index];
      showPart(item, shown[index].includes(` ${wanted}`) ? "" : wanted);
    });
    for (const area of areas) {
      area.hidden = !area.querySelector("[data-find]:not([hidden])");
      if (wanted || narrowed) area.open = Boolean(wanted);
      area.querySelector("summary .meta").hidden = Boolean(wanted); // how many it has, not how many are found
    }
    narrowed = Boolean(wanted);
    const found = items.filter((item) => !item.hidden).length;
    const { all, none, near, one, many } = form.dataset;
    const phrase = !wanted ? all : !found ? none : isNear ? near : found === 1 ? one : many;
    count.textContent = filled(phrase, { count: found, query: form.elements.q.value.trim() });
  }

  // Who pressed Enter before this script came has it in the address.
  form.elements.q.value ||= new URLSearchParams(location.search).get("q") ?? "";
  // The keyboard of a phone would cover what is found: the field goes to the top.
  form.addEventListener("focusin", () => matchMedia("(pointer: coarse)").matches && form.scrollIntoView());
  form.addEventListener("input", () => {
    narrow();
    tell(count.textContent);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = typed();
    const found = items.filter((item) => !item.hidden);
    const named = found.filter((item) => namesOf(item).includes(wanted));
    const [only, other] = named.length ? named : found;
    if (wanted && only && !other && !isNear) answer(only);
  });
  narrow();
}

/**
 * The names of a municipality, in each of its languages.
 *
 * @param {Element} item
 */
function namesOf(item) {
  return [...item.querySelectorAll("li > a, [lang]")].map((name) => fold(name.textContent));
}

/**
 * The names of the parts by which a municipality is found.
 *
 * @param {Listed} item
 */
function partsOf({ dataset }) {
  return dataset.localities?.split(", ") ?? [];
}

/**
 * Whether a name was meant: one slip away from what was typed, or a long one that lacks a letter besides.
 *
 * @param {string} name
 * @param {string} typed
 */
function isMeant(name, typed) {
  const isLong = name.length > typed.length && name.length > 8;
  const shorter = isLong ? [...name].map((_, at) => name.slice(0, at) + name.slice(at + 1)) : [];
  return [name, ...shorter].some((each) => isOneSlip(each, typed));
}

/**
 * Whether two words are the same but for one slip: a letter is missing, too many, another one, or two stand in each
 * other's place.
 *
 * @param {string} name
 * @param {string} typed
 */
function isOneSlip(name, typed) {
  const shorter = Math.min(name.length, typed.length);
  if (Math.abs(name.length - typed.length) > 1) return false;
  let start = 0;
  while (start < shorter && name[start] === typed[start]) start++;
  let end = 0;
  while (end < shorter - start && name.at(-1 - end) === typed.at(-1 - end)) end++;
  const [wanted, given] = [name, typed].map((word) => word.slice(start, word.length - end));
  return (wanted.length < 2 && given.length < 2) || (wanted.length === 2 && wanted === given[1] + given[0]);
}

/**
 * Answers for the municipality that the address names, in the place of the answer for all, and goes there.
 *
 * @param {Listed[]} items
 * @returns {(item: Listed) => void} puts a municipality into the address
 */
function startAnswer(items) {
  const answer = document.querySelector("[data-found]");
  const title = answer.querySelector("h2");
  const papers = answer.querySelector("[data-when=papers] a");
  const builder = papers.href;
  const police = answer.querySelector("[data-named]");
  const byId = new Map(items.map((item) => [`#${item.id}`, item]));

  const general = [title.textContent, police.textContent];

  /** @param {string[]} shown */
  function showParts(...shown) {
    for (const part of answer.querySelectorAll("[data-when]")) part.hidden = !shown.includes(part.dataset.when);
  }

  /** The answer for all, once the reader has gone back to the address that names no municipality. */
  function showGeneral() {
    [title.textContent, police.textContent] = general;
    showParts("lookup");
    answer.classList.remove("found--chosen");
  }

  /** @param {boolean} [isLoading] before the reader chose anything here */
  function show(isLoading = false) {
    const item = byId.get(location.hash);
    if (!item && !location.hash) showGeneral();
    if (!item) return;
    const link = item.querySelector("li > a");
    const local = link.getAttribute("href") !== "#found";
    const { zone = "" } = item.dataset;
    const regime = item.closest("li[data-regime], [data-area]").dataset.regime;
    title.textContent = link.textContent;
    police.textContent = filled(police.dataset.named, { name: link.textContent });
    answer.querySelector("[data-when=local] a").href = link.href;
    answer.querySelector("[data-when=zone] strong").textContent = zone;
    papers.href = `${builder}#${item.id.replace("nis", "commune")}`;
    for (const spoken of answer.querySelectorAll("[data-regime]")) spoken.hidden = spoken.dataset.regime !== regime;
    // what is known need not be looked up
    showParts(local ? "local" : "general", zone ? "zone" : "lookup", "papers", "language");
    answer.classList.add("found--chosen");
    const { activeElement } = document;
    if (isLoading && activeElement !== document.body && activeElement !== title) return; // the reader is in the field
    title.focus({ preventScroll: true });
    answer.scrollIntoView();
  }

  /** @param {Listed} item */
  function choose(item) {
    if (location.hash === `#${item.id}`) show();
    else location.hash = item.id;
  }

  for (const item of items) {
    item.querySelector("li > a").addEventListener("click", (event) => {
      event.preventDefault();
      choose(item);
    });
  }
  addEventListener("hashchange", () => show());
  // who looks for another no longer reads about the one before, which is not in the list any more
  document.addEventListener("input", () => {
    if (!byId.get(location.hash)?.hidden) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    showGeneral();
  });
  show(true);
  // while the page loads, the browser goes to the place that the address names, and takes the focus away
  document.addEventListener("readystatechange", () => requestAnimationFrame(() => show(true)));
  return choose;
}

/** @param {LocalChoice} choice */
function startChoice(choice) {
  const button = choice.querySelector("button");
  const status = choice.querySelector("[role=status]");
  const { commune, choose, forget, chosen } = choice.dataset;

  function showChoice() {
    const isChosen = localStorage.getItem(KEY) === commune;
    button.textContent = isChosen ? forget : choose;
    const said = isChosen ? chosen : "";
    if (status.textContent !== said) status.textContent = said; // else the same would be told again
  }

  button.addEventListener("click", () => {
    if (localStorage.getItem(KEY) === commune) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, commune);
    showChoice();
  });
  try {
    showChoice();
    for (const change of ["storage", "pageshow"]) addEventListener(change, showChoice);
    choice.hidden = false;
  } catch {
    // storage denied: nothing can be chosen
  }
}
