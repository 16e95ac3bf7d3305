// Searches the index of this language, which is fetched when the reader first searches. The query is
// in the address, so that it can be shared; it is sent nowhere.

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read));

const form = document.querySelector("form.search");
const LIMIT = 20;

/** Words without case and accents: "Évaluation" and "evaluation" are the same. */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").toLowerCase();
}

function words(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of HTML as one line: without the marks of sources and soft hyphens, and a space between blocks. */
function plain(html) {
  const { body } = new DOMParser().parseFromString(html.replace(/<sup>.*?<\/sup>/g, "").replace(/</g, " <"), "text/html");
  return body.textContent.replace(/[\u00ad\u2060]/g, "").replace(/[ \n]+(?=[.,)]|$)/g, "").replace(/[ \n]+/g, " ").trim();
}

async function load() {
  const response = await fetch(form.dataset.index);
  const { docs } = await response.json();
  const pages = new Map(docs.map(({ location, title }) => [location, plain(title)]));
  return docs.map(({ location, title, text }) => {
    const shown = plain(text);
    // The address is in the reader's words too: "cout", "devenir-membre".
    const inTitle = words(`${plain(title)} ${location.split("#")[1] ? "" : location}`);
    const [page, anchor] = location.split("#");
    const start = `${title} ${shown.slice(0, 80)}`;
    return { location, title: plain(title), page: anchor ? pages.get(page) : "", text: shown, start, inTitle, inText: words(shown) };
  });
}

function weigh(section, query) {
  let weight = 0;
  for (const word of query) {
    const exact = section.inTitle.includes(word);
    const begins = section.inTitle.some((other) => other.startsWith(word));
    const count = section.inText.filter((other) => other.startsWith(word)).length;
    if (!begins && !count) return 0;
    weight += (exact ? 12 : begins ? 8 : 0) + Math.min(count, 5);
  }
  return weight + (section.location.includes("#") ? 0 : 10);
}

function resultOf(section, query) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(section.location, new URL(form.dataset.index, location.href).href.replace(/search\/[^/]*$/, ""));
  link.textContent = section.title;
  if (section.page) {
    const page = document.createElement("p");
    page.textContent = section.page;
    item.append(page);
  }
  const excerpt = document.createElement("p");
  excerpt.append(...marked(around(section.text, query), query));
  item.append(link, excerpt);
  return item;
}

/** A line of text around the first word that was looked for; it begins and ends with whole words. */
function around(text, query) {
  const found = fold(text).search(new RegExp(`(?<![\\p{L}\\p{N}])${query[0]}`, "u"));
  const start = found > 60 ? text.indexOf(" ", found - 60) + 1 : 0;
  const end = text.length > start + 160 ? text.lastIndexOf(" ", start + 160) : text.length;
  return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
}

/** The text with the words that were looked for marked, for the eye. */
function marked(text, query) {
  return text.split(/([\p{L}\p{N}]+)/u).map((piece) => {
    if (!query.some((word) => fold(piece).startsWith(word))) return piece;
    const mark = document.createElement("mark");
    mark.className = "search__hit";
    mark.textContent = piece;
    return mark;
  });
}

let index;

async function search(text) {
  const query = words(text).filter((word) => word.length > 1).slice(0, 12);
  const results = form.querySelector(".search__results");
  const count = form.querySelector(".search__count");
  results.replaceChildren();
  count.textContent = "";
  if (!query.length) return;
  index ??= load();
  const found = (await index)
    .map((section) => ({ section, weight: weigh(section, query) }))
    .filter(({ weight }) => weight)
    .sort((a, b) => b.weight - a.weight)
    // The same tasks stand in the lists of several stages and roles: once is enough.
    .filter(({ section: { start } }, at, all) => at === all.findIndex(({ section }) => section.start === start))
    .slice(0, LIMIT);
  results.replaceChildren(...found.map(({ section }) => resultOf(section, query)));
  const { none, one, many } = form.dataset;
  count.textContent = found.length === 0 ? none : found.length === 1 ? one : many.replace("{count}", found.length);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.q.value;
    history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
    search(text);
  });
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  search(form.elements.q.value);
}
