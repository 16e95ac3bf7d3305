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

function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

async function load() {
  const response = await fetch(form.dataset.index);
  const { docs } = await response.json();
  return docs.map(({ location, title, text }) => {
    const shown = plain(text);
    // The address is in the reader's words too: "cout", "devenir-membre".
    const inTitle = words(`${plain(title)} ${location.split("#")[1] ? "" : location}`);
    return { location, title: plain(title), text: shown, inTitle, inText: words(shown) };
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
  const excerpt = document.createElement("p");
  const at = Math.max(0, fold(section.text).indexOf(query[0]) - 60);
  excerpt.textContent = (at ? "… " : "") + section.text.slice(at, at + 160).trim() + (section.text.length > at + 160 ? " …" : "");
  item.append(link, excerpt);
  return item;
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
