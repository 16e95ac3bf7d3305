// One part of the questions at a time; the address says which, so that the browser's way back works. And what is filled
// in and what is still missing: by part, by document, in all.

import { content, controlOf, errorOf, form, listLinks, phrase } from "./questions.js";
import { gapsOf, isAsked, isMissing } from "./values.js";

/**
 * @import { Question } from "exchange"
 * @import { Choices } from "./answers.js"
 */

/** How many missing answers are named at once. */
const FIRST = 3;
/** How many do not push the answers out of sight. */
const SEEN = 15;

const backLink = document.querySelector("[data-back]"); // from the preview to the question last answered
const list = document.querySelector(".builder__parts details");
const links = [...list.querySelectorAll("a")];
const allParts = links.map(({ hash }) => /** @type {HTMLElement} */ (document.querySelector(hash)));
const narrow = matchMedia("(max-width: 59.99em)");
list.open = !narrow.matches; // before its links are seen: what is below them would move

/**
 * The part that the reader sees.
 *
 * @type {HTMLElement | undefined}
 */
let shownPart;
/**
 * The control in which they last were.
 *
 * @type {HTMLElement | undefined}
 */
let lastControl;
/**
 * The part that they saw when it was last shown what is missing.
 *
 * @type {HTMLElement | undefined}
 */
let partBefore;
/**
 * The link on the page that leads there, not the browser's way back.
 *
 * @type {Element | null}
 */
let followedLink;

/** @param {HTMLElement} part */
const titleOf = (part) => part.querySelector("h2").textContent;

/**
 * Shows the part to which the address leads, or the one that was shown.
 *
 * @param {boolean} moved whether the reader asked for it, and is led there
 */
function showPart(moved) {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : allParts[0];
  const addressed = target?.closest(".part");
  if (!addressed && moved) return; // to the preview or to a source: the part stays
  const part = (moved ? addressed : shownPart ?? addressed) ?? allParts[0];
  const before = shownPart;
  shownPart = part;
  for (const each of allParts) each.hidden = each !== part; // to read answers again, the style shows all
  showPlace(part);
  if (narrow.matches && moved) list.open = false;
  if (part !== before) backLink.hash = part.id;
  if (moved) leadTo(part, target, before);
}

/**
 * Leads the reader to what the address names in a part.
 *
 * @param {HTMLElement} part
 * @param {HTMLElement | null} target
 * @param {HTMLElement | undefined} before the part that was shown
 */
function leadTo(part, target, before) {
  // where the browser goes back within a part, it finds the place again
  if (part === before && !followedLink) return lastControl?.focus({ preventScroll: true });
  /** @type {HTMLElement} */
  const place = target?.closest("[data-ask], h3") ?? part;
  const goal = controlOf(place.dataset.ask) ?? place.querySelector("h2") ?? place;
  goal.focus({ preventScroll: true });
  place.scrollIntoView();
}

/**
 * Shows where a part stands among those that are asked.
 *
 * @param {HTMLElement} part
 */
function showPlace(part) {
  const parts = allParts.filter((each) => each === part || !("unused" in each.dataset));
  const index = parts.indexOf(part);
  for (const [place, each] of allParts.entries()) {
    /** @type {HTMLElement} */ (links[place].parentElement).hidden = "unused" in each.dataset;
    links[place].ariaCurrent = each === part ? "step" : null;
  }
  list.querySelector("summary").textContent = phrase("part-of", {
    number: index + 1,
    total: parts.length,
    title: titleOf(part),
  });
  for (const link of document.querySelectorAll("[data-step]")) showStep(link, parts[index + Number(link.dataset.step)]);
}

/**
 * Lets a link lead to the part before or after.
 *
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement | undefined} part undefined when there is none
 */
function showStep(link, part) {
  link.hidden = !part;
  if (!part) return;
  link.hash = part.id;
  link.textContent = phrase(link.dataset.step === "1" ? "next" : "previous", { title: titleOf(part) });
}

/**
 * Shows parts from now on.
 *
 * @param {() => void} onShown called each time
 */
export function startParts(onShown) {
  const followAddress = () => {
    showPart(true);
    followedLink = null;
  };
  addEventListener("hashchange", () => {
    followAddress();
    onShown();
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[href^='#']");
    followedLink = link;
    if (link?.hash === location.hash) followAddress(); // it changes no address, and must lead there all the same
  });
  form.addEventListener("focusin", (event) => {
    const control = /** @type {HTMLElement} */ (event.target);
    const ask = control.closest("[data-ask]");
    if (!ask) return;
    lastControl = control;
    backLink.hash = ask.id;
  });
  narrow.addEventListener("change", () => (list.open = !narrow.matches)); // a wide page has nothing to open it with
  showPart(/^#(ask|part|cite)-/.test(location.hash)); // scripts hid the others after the browser looked for it
  if (!shownPart) showPart(false); // the address leads to none
}

/** Brings the parts up to date, once they are shown. */
export const updateParts = () => shownPart && showPart(false);

// ---- what is missing

/**
 * What documents ask, in the order of the page.
 *
 * @param {string[]} ids of documents
 * @param {Choices} choices
 */
function askedBy(ids, { answers }) {
  const asked = new Set(ids.flatMap((id) => content.documents[id]));
  return content.questions.filter((question) => asked.has(question.id) && isAsked(question, answers));
}

/**
 * Those of them that still wait for an answer.
 *
 * @param {string[]} ids of documents
 * @param {Choices} choices
 */
const missingIn = (ids, choices) =>
  askedBy(ids, choices).filter((question) => isMissing(question, choices.answers, choices.edition));

/**
 * Shows what is filled in and what is missing: by part, by document, in all.
 *
 * @param {Choices} choices
 */
export function showProgress(choices) {
  const { documents } = choices;
  const wantsNone = !documents.length;
  /** @type {typeof phrase} */
  const told = (name, places) => phrase(wantsNone ? "no-papers" : name, places);
  const asked = askedBy(documents, choices);
  const missing = new Set(missingIn(documents, choices).map(({ id }) => id));
  const counted = asked.filter(({ id, optional }) => !optional || missing.has(id));
  for (const part of document.querySelectorAll("[data-part]")) showDone(part, counted, missing);
  showMissing(missing, wantsNone);
  showLeft(asked, missing, choices);
  for (const row of document.querySelectorAll("[data-document]")) {
    const id = row.dataset.document;
    row.hidden = !documents.includes(id);
    document.querySelector(`#previewed [value="${id}"]`).hidden = row.hidden && !wantsNone;
    row.querySelector(".builder__lacks").textContent = lacksOf(id, choices);
  }
  document.querySelector(".builder__estimate").textContent = told("estimate", {
    count: counted.length,
    minutes: Math.ceil(content.minutes.to_read + counted.length * content.minutes.for_each[choices.edition]),
  });
  // what is answered, but not in each language, or wrongly: nobody shall think that it went
  const begun = [...missing].filter((id) => !gapsOf({ id }, choices.answers, "fr-nl").all).length;
  const numbers = { done: counted.length - missing.size, begun, total: counted.length };
  document.querySelector(".builder__total").textContent = told(begun ? "total-begun" : "total", numbers);
}

/**
 * What a document still lacks, in words.
 *
 * @param {string} id
 * @param {Choices} choices
 */
export function lacksOf(id, choices) {
  const count = missingIn([id], choices).length;
  return phrase(count ? "lacks" : "complete", { count });
}

/**
 * Shows how much of a part is filled in.
 *
 * @param {HTMLElement & { dataset: { part: string } }} part
 * @param {Question[]} counted those that want an answer
 * @param {Set<string>} missing the ids of those that have none
 */
function showDone(part, counted, missing) {
  const own = counted.filter(({ id }) => part.querySelector(`#ask-${id}`));
  const done = own.filter(({ id }) => !missing.has(id)).length;
  const count = document.querySelector(`[data-count="${part.dataset.part}"]`);
  const name = own.some(({ id }) => errorOf(id)) ? "filled-but" : "filled";
  count.textContent = own.length ? phrase(name, { done, total: own.length }) : "";
  const state = done === own.length ? "full" : done ? "half" : "empty";
  links[allParts.indexOf(part)].querySelector(".part-mark").dataset.state = state;
}

/**
 * How many answers are missing, and which questions of this part lack one: the first, and folded the others.
 *
 * @param {Set<string>} missing
 * @param {boolean} wantsNone whether no paper is wanted
 */
function showMissing(missing, wantsNone) {
  const place = document.querySelector(".missing");
  const own = [...missing].filter((id) => shownPart?.querySelector(`#ask-${id}`));
  const count = missing.size;
  const title = wantsNone ? "no-papers" : count === 1 ? "missing-one" : count ? "missing-title" : "missing-none";
  place.querySelector("h2").textContent = phrase(title, { count });
  place.querySelector("[href='#part-files']").hidden = wantsNone || count > 0;
  listLinks(place, own.slice(0, FIRST));
  const more = place.querySelector("details");
  more.querySelector("summary").textContent = phrase("missing-others", { count: own.length - FIRST });
  listLinks(more, own.slice(FIRST));
}

/**
 * Lists, above the answers that are read again, what is missing, and what may stay open: a question without any answer
 * stands there, not among the others.
 *
 * @param {Question[]} asked
 * @param {Set<string>} missing
 * @param {Choices} choices
 */
function showLeft(asked, missing, { answers, edition }) {
  const open = asked.filter((question) => {
    const { all, some } = gapsOf(question, answers, edition);
    document.getElementById(`ask-${question.id}`).toggleAttribute("data-empty", all);
    return some && !missing.has(question.id);
  });
  const isEntered = shownPart !== partBefore;
  partBefore = shownPart;
  for (const place of document.querySelectorAll(".left")) {
    const { name } = place.dataset;
    const ids = name === "left" ? [...missing] : open.map(({ id }) => id);
    place.querySelector("summary").textContent = phrase(name, { count: ids.length });
    listLinks(place, ids);
    if (isEntered) place.toggleAttribute("open", name === "left" && ids.length <= SEEN); // then it stays
  }
}
