// Finds a municipality by its name in either language, by part of it, or by postal code.

import communes from "../../builder/communes.js";
import { phrase } from "./questions.js";

const MOST = 8;
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/œ/g, "oe").replace(/[^a-z0-9]+/g, " ")
  .replace(/\b(sainte|saint|sint|ste)\b/g, "st").trim(); // one may write each for another

/** How well a name fits what is looked for, 0 best: the whole of it, its words, its beginning, that of a word, a part. */
const ranks = [
  (name, wanted) => name === wanted,
  (name, wanted) => ` ${name} `.includes(` ${wanted} `),
  (name, wanted) => name.startsWith(wanted),
  (name, wanted) => name.includes(` ${wanted}`),
  (name, wanted) => name.includes(wanted),
];

/** The municipalities that fit, the best first. */
export function found(text) {
  const wanted = fold(text);
  if (wanted.length < 2) return [];
  const rank = ([french, dutch, codes]) => {
    const names = [fold(french), fold(dutch), ...codes.split(" ")];
    return ranks.findIndex((fits) => names.some((name) => fits(name, wanted)));
  };
  return communes.map((commune) => [rank(commune), commune]).filter(([place]) => place >= 0).sort(([a], [b]) => a - b).map(([, commune]) => commune);
}

/** Lets the reader choose; `onChosen` is given the French and the Dutch name. */
export function startFinding(onChosen) {
  const box = document.querySelector("[data-find]");
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const count = box.querySelector(".find__count");

  function choice([french, dutch, codes]) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${french === dutch ? french : `${french} / ${dutch}`} (${codes.split(" ")[0]})`;
    button.addEventListener("click", () => {
      input.value = "";
      list.replaceChildren();
      count.textContent = phrase("municipality-chosen", { name: button.textContent });
      onChosen(french, dutch);
    });
    item.append(button);
    return item;
  }

  input.addEventListener("input", () => {
    const fits = found(input.value);
    list.replaceChildren(...fits.slice(0, MOST).map(choice));
    const typed = fold(input.value).length > 1;
    const said = { 0: typed && "municipality-none", 1: "municipality-one" }[fits.length] ?? (fits.length > MOST ? "municipality-first" : "municipality-found");
    count.textContent = said ? phrase(said, { count: fits.length, first: MOST }) : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the first that fits, as anyone who types a name and Enter expects
    list.querySelector("button")?.click();
  });
}
