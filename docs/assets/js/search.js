// The search page. The query stands in the address after #, so that it can be shared and no server is sent it. Nothing of
// the index, nor what reads it, is fetched before the reader searches.

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read));

const form = document.querySelector("form.search");
const field = form.elements.q;
const list = form.querySelector(".search__results");
const count = form.querySelector(".search__count");
const more = form.querySelector(".search__more");
const nothing = form.querySelector(".search__nothing");
const offer = form.querySelector(".search__offer");
const STEP = 10;
/** Milliseconds after a key in which another may follow. */
const WAIT = 60;

const addressOf = (name) => new URL(form.dataset[name], location.href).href;
const counted = (number) => (number === 1 ? form.dataset.one : form.dataset.many.replace("{count}", number));

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** The text with the words that were found marked, for the eye. */
function marked(text, index, terms) {
  return text.split(/([\p{L}\p{N}]+)/u).map((piece, at) => {
    if (at % 2 === 0 || !index.words(piece).some((word) => index.kind(word) === 2 && hit(index.stem(word), terms))) return piece;
    return element("mark", "search__hit", piece);
  });
}

/** Whether a word is one that was found, or a compound that begins with one. */
function hit(stem, terms) {
  return terms.has(stem) || [...terms].some((term) => term.length > 4 && stem.startsWith(term));
}

function resultOf(shown, index, terms, asked) {
  const link = element("a", "", ...marked(shown.title, index, terms));
  link.href = new URL(shown.address, index.root);
  const item = element("li", "", link);
  if (shown.page) item.append(element("p", "search__page", shown.page));
  if (shown.text) item.append(element("p", "", ...marked(shown.text, index, terms)));
  if (shown.files.length) item.append(filesOf(shown, index, asked));
  return item;
}

/** The files of a paper: those of the format that was asked for, else all. */
function filesOf({ title, files }, index, asked) {
  const wanted = files.filter(([name, address]) => index.words(`${name} ${address.split(".").at(-1)}`).some((word) => asked.has(index.stem(word))));
  const links = (wanted.length ? wanted : files).map(([name, address]) => {
    const link = element("a", "downloads__file", name, element("span", "visually-hidden", `, ${title}`));
    link.href = new URL(address, index.root);
    link.download = "";
    return element("li", "", link);
  });
  return element("ul", "search__files", ...links);
}

/** What reads the index; its parts come at the same time. */
const finding = () => Promise.all([import("./search/find.js"), import("./search/words.js")]).then(([found]) => found);

let latest = 0;

async function search(text) {
  const turn = (latest += 1);
  const current = () => turn === latest;
  list.setAttribute("aria-busy", "true");
  if (!text.trim()) return show([]);
  try {
    const { find, openIndex } = await finding();
    const index = await openIndex(addressOf("index"));
    const { numbers, terms } = await find(index, text);
    const asked = new Set(index.words(text).map(index.stem));
    const drawn = await draw(index, numbers.slice(0, STEP), terms, asked);
    if (!current()) return undefined;
    show(drawn, numbers.length ? counted(numbers.length) : form.dataset.none);
    nothing.hidden = numbers.length > 0;
    more.hidden = numbers.length <= STEP;
    more.onclick = async () => {
      const at = list.children.length;
      list.append(...(await draw(index, numbers.slice(at, at + STEP), terms, asked)));
      more.hidden = numbers.length <= list.children.length;
      list.children[at].querySelector("a").focus();
    };
    return numbers.length ? undefined : offerOther(text, current);
  } catch {
    return current() ? show([], form.dataset.failed) : undefined;
  }
}

async function draw(index, numbers, terms, asked) {
  const shown = await Promise.all(numbers.map(index.shown));
  return shown.map((each) => resultOf(each, index, terms, asked));
}

function show(items, message = "") {
  list.replaceChildren(...items);
  list.setAttribute("aria-busy", "false");
  count.textContent = message;
  more.hidden = nothing.hidden = offer.hidden = true;
}

/** Says how much there is in the other language, when there is nothing in this one. */
async function offerOther(text, current) {
  const { find, openIndex } = await finding();
  const { numbers } = await find(await openIndex(addressOf("other")), text);
  if (!current() || !numbers.length) return;
  const link = offer.querySelector("a");
  link.hash = hashOf(text);
  link.textContent = numbers.length === 1 ? form.dataset.otherOne : form.dataset.otherMany.replace("{count}", numbers.length);
  offer.hidden = false;
}

const hashOf = (text) => `#q=${encodeURIComponent(text)}`;

/** The query that the address holds; null when it holds none. */
const queryInAddress = () => new URLSearchParams(location.hash.slice(1)).get("q");

function asked() {
  const text = field.value;
  history.replaceState(null, "", text.trim() ? hashOf(text) : location.pathname);
  search(text);
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  finding().then(({ openIndex }) => openIndex(addressOf("index"))).catch(() => {}); // a search that fails says so
  waiting = setTimeout(asked, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  asked();
});

function searchFor(text) {
  field.value = text;
  if (text) search(text);
}

addEventListener("hashchange", () => queryInAddress() !== null && searchFor(queryInAddress()));
searchFor(queryInAddress() ?? field.value); // what was typed before this script was there
