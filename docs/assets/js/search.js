// The search page. The query stands in the address after #, so that it can be shared and no server is sent it.
// Nothing of the index, nor what reads it, is fetched before the reader searches.

import { filled, teller } from "./saying.js";

/**
 * @import { Found, Index, Result } from "./search/find.js"
 */

/**
 * The form, with the addresses of the indexes of this language and of the other, and what it says of results.
 *
 * @typedef {HTMLFormElement & {
 *   elements: { q: HTMLInputElement },
 *   dataset: Record<
 *     "index" | "other" | "none" | "one" | "many" | "otherOne" | "otherMany" | "failed" | "slip" | "near" | "missing"
 *     | "answer" | "readOn" | "parts",
 *     string
 *   >,
 * }} SearchForm
 */

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") {
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
}

const form = document.querySelector("form.search");
const field = form.elements.q;
const list = form.querySelector(".search__results");
const count = form.querySelector(".search__count");
const tell = teller(count);
const more = form.querySelector(".search__more");
const nothing = form.querySelector(".search__nothing");
const near = form.querySelector(".search__near");
const urgent = form.querySelector(".search__urgent");
const slipped = form.querySelector(".search__slips");
const offer = form.querySelector(".search__offer");
/** How many results are shown at once. */
const STEP = 20;
/** What answers in short: the beginning of an answer, to its first pause. */
const SHORT = /^.+?(?:[.!?](?=\s)|(?=\s?[:;]\s|$))/u; // without a look behind, which Safari before 16.4 cannot read
/** Milliseconds after a key in which another may follow. */
const WAIT = 60;

/** @param {"index" | "other"} name */
const addressOf = (name) => new URL(form.dataset[name], location.href).href;

/**
 * How many there are, in words, and for what.
 *
 * @param {number} number
 * @param {string} one "… {query}"
 * @param {string} many "{count} … {query}"
 * @param {string} [text]
 */
const counted = (number, one, many, text = "") =>
  filled(number === 1 ? one : many, { count: number, query: text.trim() });

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {(Node | string)[]} content
 */
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/**
 * The text with the words that were found marked, for the eye.
 *
 * @param {string} text
 * @param {Index} index
 * @param {Set<string>} terms
 */
function marked(text, index, terms) {
  /** @param {string} word */
  const isFound = (word) => index.isTelling(word) && matches(index.stem(word), terms);
  /** @type {(HTMLElement | string)[]} */
  const runs = [];
  for (const [at, piece] of text.split(/([\p{L}\p{N}]+)/u).entries()) {
    const isWord = at % 2 === 1; // the others stand between
    const last = runs.at(-1);
    if (isWord && index.words(piece).some(isFound)) runs.push(element("mark", "search__hit", piece));
    else if (typeof last === "string") runs[runs.length - 1] = last + piece; // some screen readers stop at each text
    else runs.push(piece);
  }
  return runs;
}

/**
 * Whether a word is one that was found, or a compound that begins with one.
 *
 * @param {string} stem
 * @param {Set<string>} terms
 */
function matches(stem, terms) {
  return terms.has(stem) || [...terms].some((term) => term.length > 4 && stem.startsWith(term));
}

/**
 * @param {Result} result
 * @param {Index} index
 * @param {(Node | string)[]} content
 */
function linkTo({ address }, index, ...content) {
  const link = element("a", "", ...content);
  link.href = new URL(address, index.root).href;
  return link;
}

/**
 * A result with the others that are parts of its page: of these, the page is where its name stands.
 *
 * @param {Result} result
 * @param {Result[]} parts
 * @param {Index} index
 * @param {Set<string>} terms by which it was found
 * @param {Set<string>} stems of the words that were typed
 */
function itemOf(result, parts, index, terms, stems) {
  const item = element("li", "", linkTo(result, index, ...marked(result.title, index, terms)));
  const page = parts.find((part) => !part.page);
  if (result.page) item.append(element("p", "search__page", page ? linkTo(page, index, result.page) : result.page));
  if (result.text) item.append(element("p", "", ...marked(result.text, index, terms)));
  if (result.files.length) item.append(filesOf(result, index, stems));
  const sections = parts.filter((part) => part !== page);
  if (sections.length) item.append(element("p", "search__parts", form.dataset.parts), sectionsOf(sections, index));
  return item;
}

/**
 * @param {Result[]} sections
 * @param {Index} index
 */
const sectionsOf = (sections, index) =>
  element("ul", "search__files", ...sections.map((each) => element("li", "", linkTo(each, index, each.title))));

/**
 * The answer to a question.
 *
 * @param {Result} result
 * @param {Index} index
 * @param {Set<string>} terms
 */
function answerOf(result, index, terms) {
  const [short] = result.text.match(SHORT) ?? [""];
  const link = linkTo(result, index, ...marked(result.title, index, terms));
  const text = element("p", "", element("strong", "", short), result.text.slice(short.length));
  const whole = linkTo(result, index, form.dataset.readOn, element("span", "visually-hidden", ` : ${result.title}`));
  const readOn = element("p", "search__on", whole);
  return element("li", "search__answer", link, element("p", "search__page", form.dataset.answer), text, readOn);
}

/**
 * The files of a paper: those of the format that was asked for, else all.
 *
 * @param {Result} result
 * @param {Index} index
 * @param {Set<string>} stems
 */
function filesOf({ title, files }, index, stems) {
  const wanted = files.filter(([name, address]) => {
    const words = index.words(`${name} ${address.split(".").at(-1)}`);
    return words.some((word) => stems.has(index.stem(word)));
  });
  const links = (wanted.length ? wanted : files).map(([name, address]) => {
    const link = element("a", "downloads__file", name, element("span", "visually-hidden", `, ${title}`));
    link.href = new URL(address, index.root).href;
    link.download = "";
    return element("li", "", link);
  });
  return element("ul", "search__files", ...links);
}

/** What reads the index; its parts come at the same time. */
const loadFinder = () =>
  Promise.all([import("./search/find.js"), import("./search/words.js")]).then(([finder]) => finder);

let searches = 0; // how many were begun: the last one counts

/** @param {string} text */
async function search(text) {
  const turn = (searches += 1);
  const isCurrent = () => turn === searches;
  list.setAttribute("aria-busy", "true");
  if (!text.trim()) return showItems([]);
  try {
    const { find, openIndex } = await loadFinder();
    const index = await openIndex(addressOf("index"));
    const found = await find(index, text);
    const { numbers } = found;
    const stems = new Set(index.words(text).map(index.stem));
    const items = await itemsOf(index, found, 0, stems);
    const nearest = found.nearest === undefined ? undefined : await index.shown(found.nearest);
    if (!isCurrent()) return undefined;
    const { none, one, many } = form.dataset;
    showItems(items, counted(numbers.length, one, numbers.length ? many : none, text));
    nothing.hidden = numbers.length > 0;
    if (nearest) showNearest(nearest, index);
    urgent.hidden = !index.words(text).some(index.isIncident);
    if (numbers.length) showSlips(found, index);
    tellAll();
    more.hidden = numbers.length <= STEP;
    more.onclick = async () => {
      const start = list.children.length;
      const next = await itemsOf(index, found, start, stems).catch(() => undefined);
      if (!isCurrent() || start !== list.children.length) return;
      if (!next) {
        count.textContent = form.dataset.failed;
        tell(form.dataset.failed, true);
        return;
      }
      list.append(...next);
      more.hidden = numbers.length <= list.children.length;
      list.children[start].querySelector("a")?.focus();
    };
    if (!numbers.length) offerOther(text, isCurrent).catch(() => {}); // it may not be kept where there is no network
    return undefined;
  } catch {
    return isCurrent() ? showItems([], form.dataset.failed) : undefined;
  }
}

/**
 * The next results.
 *
 * @param {Index} index
 * @param {Found} found
 * @param {number} start
 * @param {Set<string>} stems
 */
async function itemsOf(index, { numbers, parts, terms, answer }, start, stems) {
  /** @param {number[]} listed */
  const shown = (listed) => Promise.all(listed.map(index.shown));
  const some = numbers.slice(start, start + STEP);
  const results = await shown(some);
  const others = await Promise.all(some.map((number) => shown(parts.get(number) ?? [])));
  return results.map((result, at) =>
    some[at] === answer ? answerOf(result, index, terms) : itemOf(result, others[at], index, terms, stems),
  );
}

/** Tells whom to call, before all that was found; then how much that is, and what it may be instead. */
function tellAll() {
  const said = [urgent, count, slipped, offer, near].filter((each) => !each.hidden).map((each) => each.textContent);
  tell(said.join(" ").replace(/\s+/g, " ").trim());
}

/**
 * Names what is called as a part of a text that nothing answers.
 *
 * @param {Result} result
 * @param {Index} index
 */
function showNearest(result, index) {
  const link = form.querySelector(".search__near a");
  link.href = new URL(result.address, index.root).href;
  link.textContent = result.page ? `${result.title} (${result.page})` : result.title;
  near.hidden = false;
}

/**
 * Says which words were taken for which others, as a result shows them: what no result shows, as a word that readers
 * type, is not named. Also says which word nothing holds, where the results may answer a part only.
 *
 * @param {Found} found
 * @param {Index} index
 */
function showSlips({ slips, missing }, index) {
  const texts = [...list.querySelectorAll("a, p")].map(({ textContent }) => textContent); // each apart
  const shown = texts.join(" ").match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = [...slips].map(([typed, term]) => {
    const meant = shown.find((word) => index.words(word).some((each) => index.stem(each) === term));
    const phrase = form.dataset[meant ? "slip" : "near"];
    return filled(phrase, { typed, meant: meant?.toLowerCase() });
  });
  if (missing.length) said.push(filled(form.dataset.missing, { typed: missing[0] }));
  slipped.textContent = said.join(" ");
  slipped.hidden = !said.length;
}

/**
 * @param {HTMLElement[]} items
 * @param {string} [message]
 */
function showItems(items, message = "") {
  list.replaceChildren(...items);
  list.setAttribute("aria-busy", "false");
  count.textContent = message;
  more.hidden = nothing.hidden = near.hidden = urgent.hidden = slipped.hidden = offer.hidden = true;
  tellAll();
}

/**
 * Says how much there is in the other language, when there is nothing in this one.
 *
 * @param {string} text
 * @param {() => boolean} isCurrent
 */
async function offerOther(text, isCurrent) {
  const { find, openIndex } = await loadFinder();
  const { numbers, isExact } = await find(await openIndex(addressOf("other")), text);
  if (!isCurrent() || !numbers.length || !isExact) return;
  const link = form.querySelector(".search__offer a");
  link.hash = hashOf(text);
  link.textContent = counted(numbers.length, form.dataset.otherOne, form.dataset.otherMany);
  offer.hidden = false;
  tellAll();
}

/** @param {string} text */
const hashOf = (text) => `#q=${encodeURIComponent(text)}`;

/** The query that the address holds; null when it holds none. */
const queryInAddress = () => new URLSearchParams(location.hash.slice(1)).get("q");

function searchTyped() {
  const text = field.value;
  try {
    history.replaceState(null, "", text.trim() ? hashOf(text) : location.pathname);
  } catch {
    // Safari takes a hundred in half a minute: the address follows with the next search
  }
  return search(text);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer;
field.addEventListener("input", () => {
  clearTimeout(typingTimer);
  loadFinder()
    .then(({ openIndex }) => openIndex(addressOf("index")))
    .catch(() => {}); // a search that fails says so
  typingTimer = setTimeout(searchTyped, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typingTimer);
  const searched = searchTyped();
  if (matchMedia("(pointer: coarse)").matches) showResults(searched);
  else field.focus(); // the next words follow the first
});

/**
 * Where a keyboard covers half of the screen: lets go of the field, and shows what was found.
 *
 * @param {Promise<void>} searched
 */
async function showResults(searched) {
  field.blur();
  await searched;
  count.scrollIntoView();
}

/** @param {string} text */
function searchFor(text) {
  field.value = text;
  if (text) search(text);
}

addEventListener("hashchange", () => {
  const query = queryInAddress();
  if (query !== null) searchFor(query);
});
if (document.activeElement === document.body) field.focus({ preventScroll: true });
searchFor(queryInAddress() ?? field.value); // what was typed before this script was there
