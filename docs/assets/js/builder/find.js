// Finds a municipality by its name in either language, by part of it, or by postal code.

import communes from "../../builder/communes.js";
import { fold } from "../folding.js";
import { phrase } from "./questions.js";

const MOST = 8;

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
  const rank = ([french, dutch, codes, , , former]) => {
    const names = [...[french, dutch, ...former.split(", ")].map(fold), ...codes.split(" ")];
    return ranks.findIndex((fits) => names.some((name) => fits(name, wanted)));
  };
  return communes.map((commune) => [rank(commune), commune]).filter(([place]) => place >= 0).sort(([a], [b]) => a - b).map(([, commune]) => commune);
}

/** The municipality with this NIS code. */
export const withCode = (wanted) => communes.find(([, , , code]) => code === wanted);

/** Says more of the municipality that was chosen. */
export const sayFound = (text) => document.querySelector(".find__count").append(` ${text}`);

/** Lets the reader choose; `onChosen` is given what the list says of the municipality. */
export function startFinding(onChosen) {
  const box = document.querySelector("[data-find]");
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const count = box.querySelector(".find__count");

  function choice(commune) {
    const [french, dutch, codes, , , former] = commune;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${french === dutch ? french : `${french} / ${dutch}`} (${codes.split(" ")[0]})${former && `, ${phrase("formerly", { names: former })}`}`;
    button.addEventListener("click", () => {
      input.value = "";
      list.replaceChildren();
      count.textContent = phrase("municipality-chosen", { name: button.textContent });
      onChosen(commune);
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
