// What the page shows of the answers: warnings, one part of the questions at a time, what is missing, the preview, what
// papers could not show, and what was done.

import { fontsOf, paperOf, partsOf, shortfallsIn, writersOf } from "./papers.js";
import { teller } from "../saying.js";
import {
  arrange,
  builder,
  checkAll,
  content,
  controlOf,
  documents,
  edition,
  errorOf,
  form,
  formats,
  held,
  linkTo,
  linkWith,
  listLinks,
  pause,
  phrase,
  previewed,
  saidOf,
  titleOf,
  values,
} from "./questions.js";
import { entriesIn, gapsOf, isAsked, isMissing } from "./values.js";

/** @import { Question } from "exchange" */

const status = document.querySelector(".builder__state");
/** What an element says of one that stands below it: Node.DOCUMENT_POSITION_FOLLOWING. */
const BELOW = 4;

// ---- warnings

export const tellAnswer = teller(status);
export const tellWarning = teller(status);

/**
 * The words of a warning, without the sources behind them.
 *
 * @param {string} id of the rule
 */
const wordsOfRule = (id) => /** @type {Text} */ (document.getElementById(`rule-${id}`).firstChild).data;

/**
 * Tells those who listen what became against a rule, or against advice, by the last answer.
 *
 * @param {string} [left] the question that was left, of which they hear what is wrong
 */
export function tellWarnings(left) {
  const before = warned;
  refresh();
  const own = content.rules.filter(({ id }) => warned.has(id) && !before.has(id));
  if (own[0]) tellWarning(own.map(({ id, beside }) => saidOf(beside, wordsOfRule(id))).join(" "), true);
  if (left && errorOf(left)) tellAnswer(saidOf(left, errorOf(left)), true);
}

/** Lists what is against a rule, and apart from it what is advised. */
function showWarnings() {
  for (const box of document.querySelectorAll(".builder__warnings")) {
    const own = content.rules.filter(({ id, advice }) => warned.has(id) && !advice === !("advice" in box.dataset));
    const items = own.map(({ id, beside }) => linkWith(beside, wordsOfRule(id)));
    box.querySelector("ul").replaceChildren(...items);
  }
}

/** @type {(() => void)[] | undefined} what is left to do after the click, while something is pressed */
let pressed;
/** How long the events of the mouse, which end in the click, may come after those of a finger: milliseconds. */
const FINGER_LEAD = 50;
for (const start of ["pointerdown", "mousedown"]) addEventListener(start, () => { pressed ??= []; }, true);
// Where a menu opens as the button goes down, nothing is heard of it when it comes up.
for (const end of ["pointerup", "pointercancel", "mouseup", "contextmenu"]) {
  addEventListener(end, () => {
    for (const work of pressed ?? []) setTimeout(work, FINGER_LEAD);
    pressed = undefined;
  }, true);
}

/**
 * Does something once the focus is where it goes; or after the click, where the reader has pressed on what moves.
 *
 * @param {(nothing?: undefined) => void} work
 */
export function afterPress(work) {
  if (pressed) pressed.push(work);
  else setTimeout(work);
}

// ---- the municipality that was found

/**
 * Says what was found or chosen, and reads it out; without a text nothing, where what was said is no longer so.
 *
 * @param {string} [text]
 * @param {boolean} [canUndo] whether one may undo here what it says was set
 */
export function sayFound(text = "", canUndo = false) {
  document.querySelector(".find__count").textContent = text;
  document.querySelector(".find__edition").hidden = !canUndo;
  tellAnswer(text); // also where another part is shown
}

// ---- one part at a time; the address says which, so that the browser's way back works

const backLink = document.querySelector("[data-back]"); // from the preview to the question last answered
const partList = document.querySelector(".builder__parts details");
const partLinks = [...partList.querySelectorAll("a")];
const allParts = partLinks.map(({ hash }) => /** @type {HTMLElement} */ (document.querySelector(hash)));
const narrow = matchMedia("(max-width: 59.99em)");
partList.open = !narrow.matches; // before its links are seen: what is below them would move

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
const headingOf = (part) => part.querySelector("h2").textContent;

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
  if (narrow.matches && moved) partList.open = false;
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
  /** @type {HTMLElement} */
  const place = target?.closest("[data-ask], h3") ?? part;
  // where the browser goes back within a part, it finds the place again
  const isBack = part === before && !followedLink;
  const goal = isBack ? lastControl : controlOf(place.dataset.ask) ?? place.querySelector("h2") ?? place;
  goal?.focus({ preventScroll: true });
  if (isBack) return;
  place.scrollIntoView();
  /** @type {HTMLElement} */ (goal).scrollIntoView({ block: "nearest" }); // names may be offered above it
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
    /** @type {HTMLElement} */ (partLinks[place].parentElement).hidden = "unused" in each.dataset;
    partLinks[place].ariaCurrent = each === part ? "step" : null;
  }
  partList.querySelector("summary").textContent = phrase("part-of", {
    number: index + 1,
    total: parts.length,
    title: headingOf(part),
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
  link.textContent = phrase(link.dataset.step === "1" ? "next" : "previous", { title: headingOf(part) });
}

/** Shows parts from now on. */
export function startParts() {
  const followAddress = () => {
    showPart(true);
    followedLink = null;
  };
  addEventListener("hashchange", followAddress);
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("[href*='#']");
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
  narrow.addEventListener("change", () => (partList.open = !narrow.matches)); // a wide page has nothing to open it with
  showPart(/^#(ask|part|cite)-/.test(location.hash)); // scripts hid the others after the browser looked for it
  if (!shownPart) showPart(false); // the address leads to none
}

// ---- what is filled in and what is still missing: by part, by document, in all

/** How many missing answers are named at once. */
const FIRST = 3;
/** How many do not push the answers out of sight. */
const SEEN = 15;

/**
 * What documents ask, in the order of the page.
 *
 * @param {string[]} ids of documents
 */
function askedBy(ids) {
  const asked = new Set(ids.flatMap((id) => content.documents[id]));
  return content.questions.filter((question) => asked.has(question.id) && isAsked(question, held.answers));
}

/**
 * Those of them that still wait for an answer.
 *
 * @param {string[]} ids of documents
 */
const missingIn = (ids) => askedBy(ids).filter((question) => isMissing(question, held.answers, edition()));

/** Shows what is filled in and what is missing: by part, by document, in all. */
function showProgress() {
  const wanted = documents();
  const wantsNone = !wanted.length;
  /** @type {typeof phrase} */
  const told = (name, places) => phrase(wantsNone ? "no-papers" : name, places);
  const asked = askedBy(wanted);
  const missing = new Set(missingIn(wanted).map(({ id }) => id));
  const counted = asked.filter(({ id, optional }) => !optional || missing.has(id));
  for (const part of document.querySelectorAll("[data-part]")) showDone(part, counted, missing);
  showMissing(missing, wantsNone);
  showLeft(asked, missing);
  for (const row of document.querySelectorAll("[data-document]")) {
    const id = row.dataset.document;
    row.hidden = !wanted.includes(id);
    document.querySelector(`#previewed [value="${id}"]`).hidden = row.hidden && !wantsNone;
    row.querySelector(".builder__lacks").textContent = lacksOf(id);
  }
  document.querySelector(".builder__estimate").textContent = told("estimate", {
    count: counted.length,
    minutes: Math.ceil(content.minutes.to_read + counted.length * content.minutes.for_each[edition()]),
  });
  // what is answered, but not in each language, or wrongly: nobody shall think that it went
  const begun = [...missing].filter((id) => !gapsOf(id, held.answers, "fr-nl").all).length;
  const numbers = { done: counted.length - missing.size, begun, total: counted.length };
  document.querySelector(".builder__total").textContent = told(begun ? "total-begun" : "total", numbers);
}

/**
 * What a document still lacks, in words.
 *
 * @param {string} id
 */
function lacksOf(id) {
  const count = missingIn([id]).length;
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
  partLinks[allParts.indexOf(part)].querySelector(".part-mark").dataset.state = state;
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
  const title = wantsNone ? "no-papers" : `missing-${Math.min(count, 2)}`; // of none, of one, of more
  place.querySelector("h2").textContent = phrase(title, { count });
  place.querySelector("[href='#part-files']").hidden = wantsNone || count > 0;
  listLinks(place, own.slice(0, FIRST));
  const others = own.slice(FIRST);
  const more = place.querySelector("details");
  more.querySelector("summary").textContent = phrase("missing-others", { count: others.length });
  listLinks(more, others);
}

/**
 * Lists, above the answers that are read again, what is missing, and what may stay open: a question without any answer
 * stands there, not among the others.
 *
 * @param {Question[]} asked
 * @param {Set<string>} missing
 */
function showLeft(asked, missing) {
  const open = asked.filter((question) => {
    const { all, some } = gapsOf(question.id, held.answers, edition());
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

// ---- the preview

/**
 * All entries that a question may fill.
 *
 * @param {Question} question
 */
const entriesOf = (question) =>
  Object.values(question.ask === "field" ? entriesIn(question, "fr-nl") : question.entries);

/**
 * The id of the question that may fill an entry; undefined when none does.
 *
 * @param {string} entry
 */
const questionOf = (entry) => content.questions.find((each) => entriesOf(each).includes(entry))?.id;

/**
 * What the question is called that may fill an entry; undefined when none does.
 *
 * @param {string} entry
 */
const labelOf = (entry) => titleOf(/** @type {string} */ (questionOf(entry)));

let sheetState = ""; // what the sheet shows, as a text to compare
let sheetInView = false;
/**
 * The question in which the reader is.
 *
 * @type {Question | undefined}
 */
let currentQuestion;
let typingLanguage = document.documentElement.lang; // in which the reader last answered

const sheet = document.querySelector(".sheet");

/** What the sheet has to show, as such a text. */
const wantedState = () => JSON.stringify([edition(), previewed.value, held.answers]);

/** What draws the preview comes after the form, as the papers do. */
const drawersOf = () => Promise.all([import("./preview.js"), import("./slides.js")]);

/**
 * Shows the document chosen, in the edition chosen: what was chosen before and comes later is not shown.
 *
 * @returns {Promise<void>}
 */
async function showPreview() {
  const state = wantedState();
  const parts = await partsOf(await paperOf(previewed.value, edition()));
  const [{ showEntries }, { show }] = await drawersOf();
  await new Promise(afterPress); // what moves under a press is not clicked
  if (state !== wantedState()) return showPreview();
  sheet.className = "sheet";
  if (state === sheetState) return; // what someone reads or hears is not put anew for nothing
  sheetState = state;
  sheet.lang = edition().split("-")[0];
  sheet.replaceChildren(...show(parts, values(), labelOf));
  if (currentQuestion) showEntries(sheet, entriesOf(currentQuestion), typingLanguage);
}

export const updatePreview = () => showPreview().catch(() => (status.textContent = phrase("not-loaded")));

/**
 * Shows in the preview where the answer to a question goes, if need be in another document.
 *
 * @param {Question} question
 * @param {string} [language] in which the reader is about to answer; undefined where the answer has none
 */
export async function followQuestion(question, language = typingLanguage) {
  [currentQuestion, typingLanguage] = [question, language];
  /** @param {string} id */
  const asksIt = (id) => content.documents[id].includes(question.id);
  const other = documents().find(asksIt);
  if (!asksIt(previewed.value) && other) {
    previewed.value = other;
    showLacks();
  }
  if (!sheetInView) return;
  await updatePreview();
  const [{ showEntries }] = await drawersOf();
  showEntries(sheet, entriesOf(currentQuestion), typingLanguage); // the reader may have gone on
}

/** Shows the preview while it is in view, and before it is printed: one that nobody sees is not made. */
export function startPreview() {
  const preview = document.querySelector(".preview");
  new IntersectionObserver(([{ isIntersecting }]) => {
    sheetInView = isIntersecting;
    if (isIntersecting) updatePreview();
  }).observe(preview);
  addEventListener("beforeprint", () => {
    if (wantedState() !== sheetState) sheet.className = "sheet sheet--old"; // what is drawn now comes too late
    updatePreview();
  });
  previewed.addEventListener("change", () => {
    showLacks();
    updatePreview();
  });

  // Where the preview fills the screen, the bar leads back to the question.
  new IntersectionObserver(([{ isIntersecting }]) => (backLink.hidden = !isIntersecting), {
    rootMargin: "-50% 0px",
  }).observe(preview);
}

// ---- papers

let brought = ""; // the papers that were asked for last, as a text to compare

/** Loads the papers wanted in the edition wanted, one after the other: the form does not wait for them. */
async function bringPapers() {
  const [ids, wanted] = [documents(), edition()];
  const asked = [wanted, ...ids].join();
  if (asked === brought) return;
  brought = asked;
  delete builder.dataset.ready;
  status.textContent = phrase("loading");
  try {
    await Promise.all(ids.map((id, place) => pause(9 * place).then(() => paperOf(id, wanted))));
    await Promise.all([drawersOf(), fontsOf(), writersOf()]);
    if (asked !== brought) return; // others are wanted meanwhile
    status.textContent = phrase("ready");
    builder.dataset.ready = "";
    drawAgain();
  } catch {
    if (asked === brought) status.textContent = phrase("not-loaded");
  }
}

/** Loads the papers, and those that could not be loaded. */
export function bringAgain() {
  brought = "";
  bringPapers();
}

/** Shows anew what comes of the papers. */
function drawAgain() {
  if (sheetInView) updatePreview();
  updateShortfalls();
}

/** Says what the PDF files wanted could not show of the answers: below each question, and above the files. */
async function updateShortfalls() {
  if (!("ready" in builder.dataset)) return;
  const wanted = formats().includes("pdf") ? documents() : [];
  const found = await shortfallsIn(wanted, edition(), values().texts);
  // what the charter tells again of an answer is asked elsewhere in it, and said there
  const texts = new Map(found.filter(({ entry }) => questionOf(entry)).map(({ entry, reason }) => {
    return [/** @type {string} */ (questionOf(entry)), phrase(`warning-${reason}`, { name: labelOf(entry) })];
  }));
  for (const note of form.querySelectorAll("[data-short]")) {
    note.textContent = texts.get(`${note.dataset.short}`) ?? "";
  }
  const list = document.querySelector(".builder__shortfalls");
  list.replaceChildren(...[...texts].map(([id, text]) => linkTo(id, text)));
}

function showLacks() {
  document.querySelector(".preview__lacks").textContent = lacksOf(previewed.value);
}

// ---- all of it

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pauseTimer;

/**
 * The ids of the rules that warn.
 *
 * @type {Set<string>}
 */
let warned = new Set();

/** Brings the page up to date; the preview a moment later, when the reader pauses. */
export function refresh() {
  warned = arrange();
  showWarnings();
  checkAll();
  if (shownPart) showPart(false);
  showProgress();
  showLacks();
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(() => {
    bringPapers(); // first: what cannot be shown is worked out once they are here
    drawAgain();
  }, 200);
}

/**
 * Says what was done, in the first place below the button that did it; without a phrase, nothing more.
 *
 * @param {string} [name] of the phrase
 * @param {Parameters<typeof phrase>[1]} [places]
 */
export function announce(name, places) {
  const messages = [...document.querySelectorAll(".builder__done")];
  const text = name ? phrase(name, places) : "";
  const message = messages.find((place) => {
    if (place.closest("[hidden]")) return false;
    return held.used?.compareDocumentPosition(place) === BELOW;
  });
  const shown = message ?? messages.findLast((each) => form.contains(each));
  for (const place of messages) place.textContent = place === shown ? text : "";
  if (text && held.used) shown?.scrollIntoView({ block: "nearest" }); // not behind the bar of a phone
}
