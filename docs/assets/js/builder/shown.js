// What the page shows of the answers: warnings, the preview, what papers could not show, and what was done.

import { fontsOf, paperOf, partsOf, shortfallsIn, writersOf } from "./papers.js";
import { teller } from "../saying.js";
import { lacksOf, showProgress, updateParts } from "./parts.js";
import {
  arrange,
  builder,
  checkAll,
  choices,
  content,
  documents,
  edition,
  entriesOf,
  form,
  formats,
  held,
  labelOf,
  linkTo,
  linkWith,
  pause,
  phrase,
  previewed,
  questionOf,
  saidOf,
  showShortfalls,
  values,
} from "./questions.js";

/** @import { Question } from "exchange" */

const status = builder.querySelector(".builder__state");
const messages = [...builder.querySelectorAll(".builder__done")];

// ---- warnings

export const tellAnswer = teller(status);
export const tellWarning = teller(status);

/**
 * The words of a warning, without the sources behind them.
 *
 * @param {string} id of the rule
 */
const wordsOfRule = (id) => /** @type {Text} */ (document.getElementById(`rule-${id}`).firstChild).data;

/** Tells those who listen what became against a rule, or against advice, by the last answer. */
export function tellWarnings() {
  const before = warned;
  refresh();
  const own = content.rules.filter(({ id }) => warned.has(id) && !before.has(id));
  const texts = own.map(({ id, beside }) => saidOf(beside, wordsOfRule(id)));
  if (texts.length) tellWarning(texts.join(" "), true);
}

/**
 * Lists what is against a rule, and apart from it what is advised.
 *
 * @param {Set<string>} warned the ids of the rules that warn
 */
function showWarnings(warned) {
  for (const box of builder.querySelectorAll(".builder__warnings")) {
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
 * Does something at once; or after the click, where the reader has pressed on what it would move.
 *
 * @param {(nothing?: undefined) => void} work
 */
export function afterPress(work) {
  if (pressed) pressed.push(work);
  else work();
}

// ---- the preview

let sheetState = ""; // what the sheet shows, as a text to compare
let sheetInView = false;
/**
 * The question in which the reader is.
 *
 * @type {Question | undefined}
 */
let currentQuestion;
let typingLanguage = document.documentElement.lang; // in which the reader last answered

const sheet = builder.querySelector(".sheet");

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
  const preview = builder.querySelector(".preview");
  new IntersectionObserver(([{ isIntersecting }]) => {
    sheetInView = isIntersecting;
    if (sheetInView) updatePreview();
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
  const back = builder.querySelector("[data-back]");
  new IntersectionObserver(([{ isIntersecting }]) => (back.hidden = !isIntersecting), {
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
  const texts = new Map(found.filter(({ entry }) => questionOf[entry]).map(({ entry, reason }) => {
    return [/** @type {string} */ (questionOf[entry]), phrase(`warning-${reason}`, { name: labelOf(entry) })];
  }));
  showShortfalls(texts);
  const list = builder.querySelector(".builder__shortfalls");
  list.replaceChildren(...[...texts].map(([id, text]) => linkTo(id, text)));
}

/** Whether the PDF file of the document in the preview shows question marks in place of letters. */
export async function lacksLetters() {
  const shortfalls = await shortfallsIn([previewed.value], edition(), values().texts);
  return shortfalls.some(({ reason }) => reason === "characters");
}

function showLacks() {
  builder.querySelector(".preview__lacks").textContent = lacksOf(previewed.value, choices());
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
  showWarnings(warned);
  checkAll();
  updateParts();
  showProgress(choices());
  showLacks();
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(() => {
    bringPapers(); // first: what cannot be shown is worked out once they are here
    drawAgain();
  }, 200);
}

/**
 * The button last used.
 *
 * @type {Element | undefined}
 */
let usedButton;

/**
 * Notes which button was used: what it does is told below it.
 *
 * @param {Element} button
 */
export function noteButton(button) {
  usedButton = button;
}

/**
 * Says what was done, in the first place below the button that did it; without a phrase, nothing more.
 *
 * @param {string} [name] of the phrase
 * @param {Parameters<typeof phrase>[1]} [places]
 */
export function announce(name, places) {
  const text = name ? phrase(name, places) : "";
  const message = messages.find((place) => {
    if (place.closest("[hidden]")) return false;
    return usedButton?.compareDocumentPosition(place) === Node.DOCUMENT_POSITION_FOLLOWING;
  });
  const shown = message ?? messages.findLast((each) => form.contains(each));
  for (const place of messages) place.textContent = place === shown ? text : "";
  if (text && usedButton) shown?.scrollIntoView({ block: "nearest" }); // not behind the bar of a phone
}
