// Fills in the documents from answers, in this browser: nothing is sent. See decisions/builder.md.

import { readAnswers, withAside, writeAnswers } from "./answers.js";
import { addressOf, download } from "./download.js";
import { fileOf, fontsOf, packOf, paperOf, partsOf, shortfallsIn, suffix, writerOf } from "./files.js";
import { isSame, sayMore, startFinding, withCode, withNames } from "./find.js";
import { teller } from "../saying.js";
import { lacksOf, showProgress, startParts, updateParts } from "./parts.js";
import {
  arrange,
  check,
  checkAgain,
  checkAll,
  content,
  controlOf,
  errorOf,
  form,
  isField,
  linkTo,
  linkWith,
  noteAnswer,
  pause,
  phrase,
  saidOf,
  showAnswers,
  showShortfalls,
  titleOf,
} from "./questions.js";
import { carried, entriesIn, valuesOf } from "./values.js";

/**
 * @import { Edition, FieldQuestion, Municipality, Question } from "exchange"
 * @import { Choices, Format, Found } from "./answers.js"
 * @import { NamedFile } from "./files.js"
 * @import { Control } from "./questions.js"
 * @import { Answers } from "./values.js"
 */

const KEY = "guide.answers";
/** How many files browsers hand to another app at once: more are refused by Chromium (kMaxSharedFileCount). */
const MOST_SHARED = 10;
const builder = document.querySelector(".builder");
const status = builder.querySelector(".builder__state");
const messages = [...builder.querySelectorAll(".builder__done")];
const previewed = document.getElementById("previewed");

/**
 * All entries that a question may fill.
 *
 * @param {Question} question
 */
const entriesOf = (question) => Object.values(isField(question) ? entriesIn(question, "fr-nl") : question.entries);

/** @type {Record<string, string | undefined>} the ids of questions by the entries that they may fill */
const questionOf = Object.fromEntries(
  content.questions.flatMap((question) => entriesOf(question).map((entry) => [entry, question.id])),
);

/** @param {string} entry */
const labelOf = (entry) => questionOf[entry] && titleOf(questionOf[entry]);

/** @type {Answers} */
let answers = {};
let unsaved = false;
let choseEdition = false; // whether the reader chose one

/** @param {"format" | "document"} name */
const ticked = (name) => boxesOf(name).filter(({ checked }) => checked).map(({ value }) => value);
/**
 * @param {"format" | "document"} name
 * @returns {HTMLInputElement[]}
 */
const boxesOf = (name) => [...form[name]];
const edition = () => /** @type {Edition} */ (form.edition.value);
const formats = () => /** @type {Format[]} */ (ticked("format"));
const documents = () => ticked("document");
const values = () => valuesOf(content, answers, edition());
/** @returns {Choices} */
const choices = () => ({ edition: edition(), formats: formats(), documents: documents(), answers });

// ---- what the page shows

const [tellError, tellWarning] = [teller(status), teller(status)];

/**
 * The words of a warning, without the sources behind them.
 *
 * @param {string} id of the rule
 */
const wordsOfRule = (id) => /** @type {Text} */ (document.getElementById(`rule-${id}`).firstChild).data;

/** Tells those who listen what became against a rule, or against advice, by the last answer. */
function tellWarnings() {
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
    box.hidden = !own.length;
    const items = own.map(({ id, beside }) => linkWith(beside, wordsOfRule(id)));
    box.querySelector("ul").replaceChildren(...items);
  }
}

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

/** What draws the preview comes after the form, as the papers do. */
const drawersOf = () => Promise.all([import("./preview.js"), import("./slides.js")]);

/**
 * Shows the document chosen, in the edition chosen: what was chosen before and comes later is not shown.
 *
 * @returns {Promise<void>}
 */
async function showPreview() {
  const [id, wanted] = [previewed.value, edition()];
  const parts = await partsOf(await paperOf(id, wanted));
  const [{ showEntries }, { show }] = await drawersOf();
  await new Promise((resolve) => afterPress(() => resolve(undefined))); // what moves under a press is not clicked
  if (id !== previewed.value || wanted !== edition()) return showPreview();
  const given = values();
  const state = JSON.stringify([wanted, id, given.texts, ...given.ticks]);
  if (state === sheetState) return; // what someone reads or hears is not put anew for nothing
  sheetState = state;
  sheet.lang = wanted.split("-")[0];
  sheet.replaceChildren(...show(parts, given, labelOf));
  if (currentQuestion) showEntries(sheet, entriesOf(currentQuestion), typingLanguage);
}

const updatePreview = () => showPreview().catch(() => void (status.textContent = phrase("not-loaded")));

/**
 * Shows in the preview where the answer to a question goes, if need be in another document.
 *
 * @param {Question} question
 */
async function followQuestion(question) {
  currentQuestion = question;
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
    await Promise.all([drawersOf(), fontsOf(), writerOf()]);
    if (asked !== brought) return; // others are wanted meanwhile
    status.textContent = phrase("ready");
    builder.dataset.ready = "";
    updateShortfalls();
  } catch {
    if (asked === brought) status.textContent = phrase("not-loaded");
  }
}

/** Says what the PDF files wanted could not show of the answers: below each question, and above the files. */
async function updateShortfalls() {
  if (!("ready" in builder.dataset)) return;
  const wanted = formats().includes("pdf") ? documents() : [];
  const shortfalls = await shortfallsIn(wanted, edition(), values().texts);
  const texts = new Map(shortfalls.map(({ entry, reason }) => {
    return [/** @type {string} */ (questionOf[entry]), phrase(`warning-${reason}`, { name: labelOf(entry) })];
  }));
  showShortfalls(texts);
  const items = [...texts].map(([id, text]) => linkTo(`ask-${id}`, text));
  builder.querySelector(".builder__shortfalls").replaceChildren(...items);
}

/** Whether the PDF file of the document in the preview shows question marks in place of letters. */
async function lacksLetters() {
  const shortfalls = await shortfallsIn([previewed.value], edition(), values().texts);
  return shortfalls.some(({ reason }) => reason === "characters");
}

const showLacks = () => {
  builder.querySelector(".preview__lacks").textContent = lacksOf(content, previewed.value, choices());
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pauseTimer;

/**
 * The ids of the rules that warn.
 *
 * @type {Set<string>}
 */
let warned = new Set();

/** Brings the page up to date; the preview a moment later, when the reader pauses. */
function refresh() {
  warned = arrange(choices());
  showWarnings(warned);
  updateParts();
  showProgress(content, choices());
  showLacks();
  if (/#part-(review|files)/.test(location.hash)) checkAll(false);
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(() => {
    if (sheetInView) updatePreview();
    updateShortfalls();
    bringPapers();
  }, 200);
}

/**
 * The button last used.
 *
 * @type {Element | undefined}
 */
let usedButton;

/**
 * Says what was done, in the first place below the button that did it; without a phrase, nothing more.
 *
 * @param {string} [name] of the phrase
 * @param {Parameters<typeof phrase>[1]} [places]
 */
function announce(name, places) {
  const text = name ? phrase(name, places) : "";
  const message = messages.find((place) => {
    const isBelow = usedButton?.compareDocumentPosition(place) === Node.DOCUMENT_POSITION_FOLLOWING;
    return isBelow && !place.closest("[hidden]");
  });
  const shown = message ?? messages.findLast((each) => form.contains(each));
  for (const place of messages) place.textContent = place === shown ? text : "";
}

// ---- what the reader keeps

const keptNotice = builder.querySelector(".builder__kept");
const notice = builder.querySelector(".builder__notice");
const noticeText = builder.querySelector(".builder__notice p");
/** @type {HTMLAnchorElement} */
const placeLink = builder.querySelector("[data-back]");
let keeping = false;
/**
 * What a file or the browser held and this page cannot use.
 *
 * @type {Found["faults"]}
 */
let aside = [];

/** The file of what stands on the page, and where the reader is. */
const written = () =>
  writeAnswers({ ...choices(), place: placeLink.hash, answers: withAside(answers, aside) }, content);

/** What this browser keeps; null when it is nothing, or when storage is denied. */
function keptText() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * Says above the part, wherever the reader is in it, what stays there until they close it.
 *
 * @param {string} name of the phrase
 * @param {Parameters<typeof phrase>[1]} [places]
 */
function warn(name, places) {
  notice.dataset.about = name;
  noticeText.textContent = phrase(name, places);
  builder.querySelector(".builder__notice [data-do=forget]").hidden = keeping || keptText() === null;
  notice.hidden = false;
}

/** Closes what was said above the part, and leads back to it: the button that was pressed goes. */
function closeNotice() {
  const part = form.querySelector(".part:not([hidden]) h2");
  if (notice.contains(document.activeElement)) part.focus({ preventScroll: true });
  notice.hidden = true;
}

/** @param {boolean} isKept */
function showKept(isKept) {
  keeping = isKept;
  keptNotice.hidden = !isKept;
  builder.querySelector("[data-unkept]").hidden = isKept;
  form.keep.value = isKept ? "yes" : "no";
}

/** Keeps the answers in this browser, once the reader has asked for it. */
function keep() {
  try {
    localStorage.setItem(KEY, written());
  } catch {
    showKept(false);
    return warn("keep-failed"); // storage denied or full
  }
  showKept(true);
  unsaved = false;
  if (notice.dataset.about !== "loaded-but") closeNotice();
}

/** Keeps the answers from now on; what the browser keeps already comes to an empty page, and goes only after asking. */
function startKeeping() {
  announce();
  if (!keeping && keptText() !== null) {
    if (!Object.keys(answers).length && recall()) return refresh();
    if (!confirm(phrase("keep-sure"))) return showKept(false);
  }
  keep();
}

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // storage denied: there is nothing to forget
  }
  showForgotten();
  closeNotice();
  announce("forgotten");
}

/** From now on, the answers are nowhere but on the page: who leaves it is asked. */
function showForgotten() {
  showKept(false);
  unsaved = Object.keys(answers).length > 0;
}

/**
 * Ticks what is wanted; without a list the usual ones.
 *
 * @param {"format" | "document"} name
 * @param {string[]} [listed]
 */
function want(name, listed = []) {
  for (const box of boxesOf(name)) {
    box.checked = listed.length ? listed.includes(box.value) : !content.on_request.includes(box.value);
  }
  previewFirst();
}

/** Shows the first paper wanted, until the reader chooses another, answers or no longer wants it. */
function previewFirst() {
  previewed.value = documents()[0] ?? previewed.value;
}

/**
 * Puts what was found into the form; the rest of the page is brought up to date by who asks for it.
 *
 * @param {Found} found
 */
function restore(found) {
  answers = found.answers;
  aside = found.faults;
  choseEdition = true;
  form.edition.value = found.edition;
  want("format", found.formats);
  want("document", found.documents);
  showAnswers(answers);
  unsaved = false;
}

/** @type {Set<Found["faults"][number]["reason"]>} what the reader is told in the words for what is no text */
const NO_TEXT = new Set(["language", "translated"]);

/**
 * Says what could not be taken, and why.
 *
 * @param {Found["faults"][number]} fault
 */
function wordsFor({ path: [key, id], reason, value }) {
  const given = (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 60);
  if (key !== "answers") return `\n${phrase("dropped-choice", { name: given })}`;
  const name = reason === "former" ? phrase(`former-${id}`) : titleOf(`${id}`);
  const kind = NO_TEXT.has(reason) ? "text" : reason;
  return `\n${phrase(`dropped-${kind}`, { name, value: given })}`;
}

/**
 * Takes what was found, and says what could not be taken.
 *
 * @param {Found} found
 */
function take(found) {
  restore(found);
  announce("loaded");
  const list = aside.map(wordsFor).join("");
  if (!list) return closeNotice();
  announce();
  warn("loaded-but", { list });
  noticeText.focus({ preventScroll: true });
}

/**
 * Opens a file of answers, which are kept in this browser if those on the page are; what was typed stays when it is no
 * file of answers.
 *
 * @param {File} file
 */
async function openFile(file) {
  const found = readAnswers(await file.text(), content);
  if (typeof found === "string") return announce(`refused-${found}`);
  announce();
  const isEmpty = !Object.keys(answers).length && !aside.length;
  if (!isEmpty && (unsaved || keeping) && !confirm(phrase("replace-sure"))) return;
  take(found);
  refresh();
  if (keeping) keep();
}

/** Takes the answers that this browser keeps, and gives them; what it cannot read stays there and is told. */
function recall() {
  const text = keptText();
  if (text === null) return undefined;
  const found = readAnswers(text, content);
  if (typeof found === "string") return void warn("unreadable");
  showKept(true);
  take(found);
  return found;
}

// Another tab that keeps answers too may change them, or forget them: this one follows.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== KEY || !keeping) return;
  const found = newValue ? readAnswers(newValue, content) : "";
  if (typeof found === "string") return showForgotten();
  restore(found);
  refresh();
});

/**
 * Takes the answers over from the page in the other language, which leaves them for this tab only, and gives them. They
 * are not kept: what the browser keeps may be other answers, of another tab.
 */
function takeOver() {
  try {
    const left = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (left === null) return undefined;
    const [text, wasUnsaved] = /** @type {[string, boolean]} */ (JSON.parse(left));
    const found = readAnswers(text, content);
    if (typeof found === "string") return undefined; // something else stood under this name
    take(found);
    unsaved = wasUnsaved;
    return found;
  } catch {
    return undefined; // storage denied: there is nothing to take over
  }
}

// The other language opens at the same part, with the answers of this page, typed or from a file.
const otherLanguage = document.querySelector(".head__language");
otherLanguage?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab: nothing leaves this page
  otherLanguage.hash = location.hash;
  if (!unsaved && (keeping || !Object.keys(answers).length)) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([written(), unsaved]));
    unsaved = false;
  } catch {
    // storage denied: the browser asks before it leaves
  }
});

// ---- files

/**
 * Makes a file, hands it to the reader, and says so.
 *
 * @param {() => Promise<NamedFile>} make
 */
async function handOut(make) {
  if (!documents().length || !formats().length) {
    announce("choose-something");
    return;
  }
  const wrong = checkAll();
  if (!("ready" in builder.dataset)) announce("waiting");
  try {
    const file = await make();
    download(file);
    announce(wrong ? "done-but" : "done", { name: file.name, count: wrong });
  } catch (error) {
    announce("failed");
    throw error;
  }
}

/** @type {Record<string, (button: ActionButton) => unknown>} */
const actions = {
  "download-all": () => handOut(() => packOf(documents(), edition(), formats(), values())),
  download: (button) => {
    const id = button.closest("[data-document]").dataset.document;
    return handOut(() => fileOf(id, edition(), button.dataset.format, values(), "poster" in button.dataset));
  },
  /** Takes a ready answer, or that of the other language; what was typed stays, but for another that stands alone. */
  put: (button) => {
    const ask = button.closest(".ask");
    const own = [...ask.querySelectorAll("[data-answer]")];
    const others = [...ask.querySelectorAll("[data-alone]")];
    const given = own.find(({ value }) => value)?.value ?? "";
    for (const control of own) {
      const { value, dataset: { language = "fr" } } = control;
      const text = button.dataset[language];
      if (!text) control.value ||= given;
      else if (!value || others.some((other) => other.getAttribute(`data-${language}`) === value)) control.value = text;
      else if (!value.includes(text)) control.value = `${value}, ${text}`;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  },
  /** Hands the PDF files to another app of the device; most take no ZIP file. */
  share: async () => {
    if (!documents().length) return announce("choose-something");
    checkAll();
    try {
      const made = await Promise.all(documents().map((id) => fileOf(id, edition(), "pdf", values())));
      const files = made.map(({ name, content: bytes }) => new File([bytes], name, { type: "application/pdf" }));
      if (files.length > MOST_SHARED || !navigator.canShare({ files })) {
        return announce("share-fewer", { count: MOST_SHARED });
      }
      await navigator.share({ files });
      announce("shared");
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") announce("failed"); // else the reader went back
    }
  },
  "save-file": () => {
    const file = { name: `plp-bin${suffix(values().texts)}.json`, content: written() };
    download(file);
    unsaved = false;
    announce("done", { name: file.name });
  },
  "open-file": () => fileInput.click(),
  /** Has the papers in the language of the page. */
  speak: () => {
    form.querySelector(`#edition-${document.documentElement.lang}`).click();
    form.querySelector(".part:not([hidden]) h2").focus(); // its button goes
    tellWarning(phrase(`municipality-in-${edition()}`), true);
  },
  keep: startKeeping,
  forget,
  /** Closes what was said above the part; who has read what is no longer asked needs it no more. */
  close: () => {
    closeNotice();
    aside = aside.filter(({ reason }) => reason !== "former");
    if (keeping) keep();
  },
  "start-over": () => {
    if (!confirm(phrase("start-over-sure"))) return;
    [answers, aside, unsaved] = [{}, [], false];
    showAnswers(answers);
    if (keeping) forget();
    refresh();
  },
  /** Opens the PDF file, whose pages the preview has not; it prints where that lacks letters or cannot be shown. */
  print: async () => {
    if (navigator.pdfViewerEnabled && "ready" in builder.dataset && !(await lacksLetters())) {
      const file = await fileOf(previewed.value, edition(), "pdf", values());
      if (open(addressOf(file))) return announce("print-there");
    }
    await updatePreview();
    print();
    announce("print-preview");
  },
};

// ---- start

builder.addEventListener("click", (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  if (target.name === "edition") choseEdition = true; // also when it is the one that was there
  const button = target.closest("button[data-do]");
  if (!button) return;
  usedButton = button;
  actions[button.dataset.do](button);
});

form.addEventListener("input", (event) => {
  const target = /** @type {Control} */ (event.target);
  if (target.name === "keep") return target.value === "yes" ? startKeeping() : forget();
  if (target.dataset.answer) noteAnswer(target, answers);
  if (target.hasAttribute("aria-invalid")) { // put right, it is no longer wrong
    check(/** @type {FieldQuestion} */ (questionAt(event)));
    checkAgain();
  }
  if (target.name === "edition") {
    builder.querySelector(".find__count").textContent = ""; // it speaks of languages
    answers = carried(content.questions, answers);
    showAnswers(answers);
  }
  if (target.name === "document" && !documents().includes(previewed.value)) previewFirst();
  announce();
  unsaved = true;
  if (target.dataset.answer) tellWarnings();
  else refresh();
  if (keeping) keep();
});

/**
 * The question of the control of an event; undefined when there is none.
 *
 * @param {Event} event
 */
const questionAt = ({ target }) => {
  const { answer } = /** @type {HTMLElement} */ (target).dataset;
  return content.questions.find(({ id }) => id === answer);
};

form.addEventListener("focusin", (event) => {
  const question = questionAt(event);
  if (!question) return;
  typingLanguage = /** @type {Control} */ (event.target).dataset.language ?? typingLanguage;
  followQuestion(question);
});

let isPressed = false; // a button of the mouse
addEventListener("pointerdown", () => void (isPressed = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => void (isPressed = false), true);

/**
 * Does something at once; or after the click, where the reader has pressed on what it would move.
 *
 * @param {() => void} work
 */
function afterPress(work) {
  if (isPressed) addEventListener("pointerup", () => void setTimeout(work), { once: true });
  else work();
}

form.addEventListener("focusout", (event) => {
  const question = questionAt(event);
  if (!question || !isField(question)) return;
  afterPress(() => {
    if (!check(question)) tellError(saidOf(question.id, errorOf(question.id)), true);
    checkAgain();
  });
});

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("keydown", (event) => {
  const { rows } = /** @type {HTMLTextAreaElement} */ (event.target);
  if (rows === 1 && event.key === "Enter") event.preventDefault(); // it grows, but holds one line
});

const fileInput = form.querySelector("[data-load]");
fileInput.addEventListener("change", async () => {
  const file = fileInput.files?.[0];
  fileInput.value = ""; // so that the same file can be opened again
  if (file) await openFile(file);
});

previewed.addEventListener("change", () => {
  showLacks();
  updatePreview();
});

// Leaving the page loses what was typed and not kept: the browser asks first.
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

/**
 * Takes the names of a municipality, its edition, and what its file answers; what was typed stays.
 *
 * @param {Municipality} municipality
 */
function chooseMunicipality({ fr, nl, edition: own, known = {} }) {
  const proposed = withNames(answers.municipality)?.known ?? {};
  const typed = Object.entries(answers).filter(([id, answer]) => !isSame(answer, proposed[id])); // not another's zone
  answers = { ...known, ...Object.fromEntries(typed), municipality: { fr, nl } };
  const before = edition();
  if (!choseEdition) form.edition.value = own;
  if (edition() !== before) sayMore(phrase(`municipality-in-${own}`));
  unsaved = true;
  showAnswers(answers);
  refresh();
  if (keeping) keep();
}

startFinding((municipality) => {
  chooseMunicipality(municipality);
  controlOf("municipality")?.focus();
});

await pause();
arrange(choices());
previewFirst();
builder.dataset.started = "";
const place = (takeOver() ?? recall())?.place;
await pause();
if (!location.hash && typeof place === "string" && /^#(ask|part)-[a-z-]+$/.test(place)) {
  history.replaceState(null, "", place);
}
// The municipality that the address names, or whose own edition this is, unless one is there already.
const own = withCode(/^#commune-(\d{5})$/.exec(location.hash)?.[1] ?? document.body.dataset.own);
if (own && !answers.municipality) chooseMunicipality(own);
const linked = location.hash ? document.getElementById(location.hash.slice(1)) : null;
if (linked?.closest("[data-ask][hidden], [data-unused]")) {
  want("document"); // what a link on another page leads to is asked
  refresh();
}
if (linked?.matches("[id^=paper]")) { // a link to a paper, or to those of a stage, asks for these
  const papers = boxesOf("document").filter((box) => linked.contains(box)).map(({ value }) => value);
  want("document", [...(Object.keys(answers).length ? documents() : []), ...papers]);
  arrange(choices());
  const ids = papers.length === 1 ? content.documents[papers[0]] : []; // one is asked about at once
  const asked = ids.map((id) => document.getElementById(`ask-${id}`)).filter((ask) => !ask.hidden);
  const first = [...document.querySelectorAll("[data-part]")].find((part) => asked.some((ask) => part.contains(ask)));
  if (first) history.replaceState(null, "", `#${first.id}`);
}
startParts(() => {
  refresh();
  if (keeping) keep();
});
if (!notice.hidden) noticeText.focus({ preventScroll: true });
await pause();
refresh();
builder.querySelector("[data-do=share]").hidden = !("canShare" in navigator); // which came with the sharing of files

// A preview that nobody sees is not made.
const preview = builder.querySelector(".preview");
new IntersectionObserver(([{ isIntersecting }]) => {
  sheetInView = isIntersecting;
  if (sheetInView) updatePreview();
}).observe(preview);
addEventListener("beforeprint", updatePreview);

// Where the preview fills the screen, the bar leads back to the question.
const [toPreview, toQuestion] = builder.querySelectorAll(".builder__bar a");
new IntersectionObserver(
  ([{ isIntersecting }]) => {
    toPreview.hidden = isIntersecting;
    toQuestion.hidden = !isIntersecting;
  },
  { rootMargin: "-50% 0px" },
).observe(preview);

bringPapers();
addEventListener("online", () => {
  brought = ""; // what could not be loaded is asked for again
  bringPapers();
});
