// Finds a municipality by its name in either language, by part of it, or by postal code.

import communes from "../../builder/communes.js";
import { fold } from "../folding.js";
import { controlOf, held, phrase } from "./questions.js";
import { afterPress, tellAnswer } from "./shown.js";

/**
 * @import { Answer, Municipality } from "exchange"
 */

/** How many municipalities are offered at most. */
const MOST = 8;

/**
 * The municipalities that fit, the best first.
 *
 * @param {string} text
 * @param {number} [fits] in how many of the ways to fit, from the best: all
 */
export function findMunicipalities(text, fits) {
  const folded = fold(text).replace(/^.*\b(ville|commune|stad|gemeente)( d\w{0,2})? /, "");
  const wanted = /\b\d{4}\b/.exec(folded)?.[0] ?? folded; // of "5000 Namur" the code
  if (wanted.length < 2) return [];
  // what fits a name, the best first: the whole of it, its words, its beginning, that of a word, a part
  const ranks = [`| ${wanted} |`, ` ${wanted} `, `| ${wanted}`, ` ${wanted}`, wanted];
  // of several codes one is no whole: the municipality that has no other comes first
  const names = communes.map(
    ({ fr, nl, codes, former = [] }) => `| ${[...[fr, nl, ...former].map(fold), codes.join(" ")].join(" | ")} |`,
  );
  const found = ranks.slice(0, fits).flatMap((fit) => communes.filter((_, index) => names[index].includes(fit)));
  return [...new Set(found)];
}

/**
 * The municipality with this NIS code.
 *
 * @param {string} [wanted]
 */
export const withCode = (wanted) => communes.find(({ nis }) => nis === wanted);

/**
 * The municipality of these names.
 *
 * @param {Answer} [wanted]
 */
export const withNames = (wanted) => communes.find(({ fr, nl }) => isSame(wanted, { fr, nl }));

/**
 * Whether an answer is what is known of a municipality, which the page proposed, and not what somebody typed.
 *
 * @param {[id: string, answer: Answer | undefined]} entry
 */
export const isProposed = ([id, answer]) => communes.some(({ known }) => isSame(answer, known?.[id]));

/**
 * Whether two answers are the same, in each language.
 *
 * @param {Answer} [first]
 * @param {Answer} [second]
 */
const isSame = (first, second) => JSON.stringify(first) === JSON.stringify(second);

const count = document.querySelector(".find__count");
/** What undoes what a municipality set. */
const undo = document.querySelector(".find__edition");

/**
 * Says what was found or chosen; without a text nothing, where what was said is no longer so.
 *
 * @param {string} [text]
 */
export function sayFound(text = "") {
  count.textContent = text;
  undo.hidden = true;
}

/**
 * Says what the municipality that was chosen set, and whether one may undo it here.
 *
 * @param {string} text
 * @param {boolean} canUndo
 */
export function sayMore(text, canUndo) {
  count.append(` ${text}`);
  undo.hidden = !canUndo;
}

/**
 * A municipality as it is offered: its names, that of the page first, its first postal code, its former names.
 *
 * @param {Municipality} municipality
 */
function wordsFor({ fr, nl, codes, former }) {
  const names = document.documentElement.lang === "nl" ? [nl, fr] : [fr, nl];
  const words = `${[...new Set(names)].join(" / ")} (${codes[0]})`;
  return former ? `${words}, ${phrase("formerly", { names: former.join(", ") })}` : words;
}

/**
 * Lets the reader choose; gives what chooses a municipality in their place, says so and reads it out.
 *
 * @param {(municipality: Municipality) => void} onChosen
 */
export function startFinding(onChosen) {
  const box = document.querySelector("div.find");
  const input = box.querySelector("input");
  const list = box.querySelector("ul");

  /**
   * @param {Municipality} municipality
   * @param {boolean} [unsaved] whether that is to be kept or saved
   */
  function choose(municipality, unsaved = true) {
    input.value = "";
    list.replaceChildren();
    sayFound(phrase("municipality-chosen", { name: wordsFor(municipality) }));
    held.unsaved = unsaved;
    onChosen(municipality);
    tellAnswer(count.textContent); // also where another part is shown
  }

  /** @param {Municipality} municipality */
  function itemFor(municipality) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = wordsFor(municipality);
    button.addEventListener("click", () => {
      choose(municipality);
      controlOf("municipality")?.focus();
    });
    item.append(button);
    return item;
  }

  /**
   * Offers what fits a text.
   *
   * @param {string} text
   */
  function offer(text) {
    const found = findMunicipalities(text);
    list.replaceChildren(...found.slice(0, MOST).map(itemFor));
    const said = ["none", "one"][found.length] ?? (found[MOST] ? "first" : "found");
    sayFound(fold(text)[1] && phrase(`municipality-${said}`, { count: found.length, first: MOST }));
    tellAnswer(count.textContent);
  }

  const ask = /** @type {HTMLElement} */ (box.parentElement);
  /** @type {HTMLInputElement | undefined} */
  let typed; // where the reader typed, until they leave it
  ask.addEventListener("input", ({ target }) => {
    typed = /** @type {HTMLInputElement} */ (target);
    if (typed === input) offer(input.value);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the first that fits, as anyone who types a name and Enter expects
    list.querySelector("button")?.click();
  });
  // What has the name or the code that was typed, in the box or as the answer itself, is chosen as it is left, but not
  // in place of a name in the other language that no municipality has; else the style shows what was said as something
  // wrong.
  ask.addEventListener("focusout", ({ relatedTarget }) => {
    const control = typed;
    // who leaves the window only is still there
    const next = /** @type {Element | null} */ (relatedTarget ?? document.activeElement);
    if (!control || (control === input ? box : control).contains(next)) return;
    typed = undefined;
    afterPress(() => {
      const { value } = control;
      const [only, other] = findMunicipalities(value, /\d/.test(value) ? 2 : 1); // a code among others
      let isFit = true; // to what is typed in the other language
      if (control !== input) {
        const { municipality = {} } = held.answers;
        if (withNames(municipality)) return; // it was chosen
        offer(value);
        isFit = Object.values(municipality).every((text) => !text || findMunicipalities(text, 2)[0]);
      }
      if (isFit && only && !other) choose(only);
      // the names offered above, with advice, may push away where the reader is
      afterPress(() => document.activeElement?.scrollIntoView({ block: "nearest" }));
    });
  });
  return choose;
}
