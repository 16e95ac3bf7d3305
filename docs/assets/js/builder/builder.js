// Fills in the documents from answers, in this browser: nothing is sent. See decisions/builder.md.

import { EDITIONS, readAnswers, Refusal, writeAnswers } from "./answers.js";
import { download, fileOf, fontsOf, packOf, paperOf, partsOf, shortfallsIn, suffix, writersOf } from "./files.js";
import { sayMore, startFinding, withCode } from "./find.js";
import { lacksOf, showProgress, startParts } from "./parts.js";
import { previewOf, showEntries } from "./preview.js";
import {
  arrange,
  check,
  checkAgain,
  checkAll,
  content,
  controlOf,
  form,
  isField,
  linksTo,
  linkTo,
  noteAnswer,
  phrase,
  showAnswers,
  showShortfalls,
  titleOf,
} from "./questions.js";
import { valuesOf } from "./values.js";

/**
 * @import { Edition, Municipality, Question } from "exchange"
 * @import { Choices, Format } from "./answers.js"
 * @import { NamedFile } from "./files.js"
 * @import { Control } from "./questions.js"
 * @import { Answers } from "./values.js"
 */

const KEY = "guide.answers";
const builder = document.querySelector(".builder");
const status = builder.querySelector(".builder__state");
const messages = [...builder.querySelectorAll(".builder__done")];
const previewed = document.getElementById("previewed");
/** @type {Record<string, string | undefined>} */
const labels = Object.fromEntries(content.questions.filter(isField).map(({ id }) => [id, titleOf(id)]));

/**
 * The id of the question of an entry; in a paper of both languages it may be that of one.
 *
 * @param {string} entry
 */
const questionOf = (entry) => (entry in labels ? entry : entry.replace(/-(fr|nl)$/, ""));
/** @param {string} entry */
const labelOf = (entry) => labels[questionOf(entry)];

/**
 * All entries that a question may fill.
 *
 * @param {Question} question
 */
const entriesOf = ({ id, options = ["fr", "nl"] }) => [id, ...options.map((ending) => `${id}-${ending}`)];

/** @type {Answers} */
let answers = {};
let unsaved = false;
let choseEdition = false; // whether the reader chose one

/** @param {"edition" | "format" | "document"} name */
const ticked = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map(({ value }) => value);
const edition = () => /** @type {Edition} */ (ticked("edition")[0]);
const formats = () => /** @type {Format[]} */ (ticked("format"));
const documents = () => ticked("document");
const values = () => valuesOf(content, answers, edition());
/** @returns {Choices} */
const choices = () => ({ edition: edition(), formats: formats(), documents: documents(), answers });

// ---- what the page shows

/** @param {Set<string>} warned the ids of the rules that warn */
function showWarnings(warned) {
  const box = builder.querySelector(".builder__warnings");
  box.hidden = !warned.size;
  const items = content.rules.filter(({ id }) => warned.has(id)).map(({ id, beside }) => {
    const [item] = linksTo([beside]);
    // without the sources behind the text
    const { textContent } = /** @type {Text} */ (document.getElementById(`rule-${id}`).firstChild);
    item.append(document.createElement("br"), textContent);
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
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

/**
 * Shows the document chosen, in the edition chosen: what was chosen before and comes later is not shown.
 *
 * @returns {Promise<void>}
 */
async function showPreview() {
  const [id, wanted] = [previewed.value, edition()];
  const isWanted = () => id === previewed.value && wanted === edition();
  const loadingTimer = setTimeout(() => {
    if (!isWanted()) return; // what was chosen since may be there already
    sheetState = "";
    sheet.textContent = phrase("loading");
  }, 300);
  const { odt } = await paperOf(id, wanted).then(partsOf).finally(() => clearTimeout(loadingTimer));
  if (!isWanted()) return showPreview();
  const { texts, ticks } = values();
  const state = JSON.stringify([wanted, id, texts, [...ticks]]);
  if (state === sheetState) return; // what someone reads or hears is not put anew for nothing
  sheetState = state;
  sheet.lang = wanted.split("-")[0];
  sheet.replaceChildren(...previewOf(odt, { texts, ticks }, labelOf));
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
  showEntries(sheet, entriesOf(currentQuestion), typingLanguage); // the reader may have gone on
}

/** Says what the PDF files wanted could not show of the answers: below each question, and above the files. */
async function updateShortfalls() {
  if (!("ready" in builder.dataset)) return;
  const wanted = formats().includes("pdf") ? documents() : [];
  const shortfalls = await shortfallsIn(wanted, edition(), values().texts);
  const texts = new Map(shortfalls.map(({ entry, reason }) => {
    return [questionOf(entry), phrase(`warning-${reason}`, { name: labelOf(entry) })];
  }));
  showShortfalls(texts);
  const items = [...texts].map(([id, text]) => linkTo(`ask-${id}`, text));
  builder.querySelector(".builder__shortfalls").replaceChildren(...items);
}

const showLacks = () => {
  builder.querySelector(".preview__lacks").textContent = lacksOf(content, previewed.value, choices());
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pauseTimer;

/** Brings the page up to date; the preview a moment later, when the reader pauses. */
function refresh() {
  showWarnings(arrange(choices()));
  updateParts();
  showProgress(content, choices());
  showLacks();
  for (const button of builder.querySelectorAll("[data-format]")) {
    button.hidden = !formats().includes(button.dataset.format);
  }
  if (location.hash === "#part-files") checkAll(false);
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(() => {
    if (sheetInView) updatePreview();
    updateShortfalls();
  }, 200);
}

/**
 * The button last used.
 *
 * @type {Element | undefined}
 */
let usedButton;

/**
 * Says what was done, in the first place below the button that did it.
 *
 * @param {string} text
 */
function announce(text) {
  const message = messages.find((place) => {
    const isBelow = usedButton?.compareDocumentPosition(place) === Node.DOCUMENT_POSITION_FOLLOWING;
    return isBelow && !place.closest("[hidden]");
  });
  for (const place of messages) place.textContent = place === (message ?? messages.at(-1)) ? text : "";
}

// ---- what the reader keeps

const keptNotice = builder.querySelector(".builder__kept");
let keeping = false; // what this page could not read is shown as kept, and never written over unasked

/** Keeps the answers in this browser, once the reader has asked for it. */
function keep() {
  try {
    localStorage.setItem(KEY, writeAnswers(choices(), content));
    keptNotice.hidden = false;
    keeping = true;
    unsaved = false;
    announce("");
  } catch {
    announce(phrase("keep-failed")); // storage denied or full
  }
}

function forget() {
  localStorage.removeItem(KEY);
  keptNotice.hidden = true;
  keeping = false;
  announce(phrase("forgotten"));
}

/** @param {Choices} found */
function restore(found) {
  answers = found.answers;
  choseEdition = true;
  /** @type {Record<string, string[]>} */
  const wanted = { edition: [found.edition], format: found.formats, document: found.documents };
  for (const [name, listed] of Object.entries(wanted)) {
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) {
      box.checked = listed.includes(box.value) || (box.defaultChecked && !listed.length); // none means the usual ones
    }
  }
  showAnswers(answers);
  refresh();
}

/**
 * Takes answers from a text; what was typed stays when they cannot be taken.
 *
 * @param {string} text
 * @param {() => boolean} [mayReplace] asked once they have been read
 * @returns {string} what is to be said of it: empty when they may not replace what is there
 */
function load(text, mayReplace = () => true) {
  try {
    const found = readAnswers(text, content);
    if (!mayReplace()) return "";
    restore(found);
    unsaved = false;
    return phrase("loaded");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return phrase(`refused-${error.reason}`, { name: error.subject });
  }
}

/**
 * Opens a file of answers, which are kept in this browser if those on the page are.
 *
 * @param {File} file
 */
async function openFile(file) {
  const replaces = Object.keys(answers).length && (unsaved || keeping);
  const message = load(await file.text(), () => !replaces || confirm(phrase("replace-sure")));
  if (keeping && message === phrase("loaded")) keep();
  announce(message);
}

/** Takes the answers that this browser keeps. */
function recall() {
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // storage denied: there is nothing to recall
  }
  if (text === null) return;
  const message = load(text);
  announce(message);
  keptNotice.hidden = false;
  keeping = message === phrase("loaded");
}

// Another tab that keeps answers too may change them: this one follows.
addEventListener("storage", ({ key, newValue }) => {
  if (key === KEY && newValue && keeping) load(newValue);
});

/** Takes the answers over from the page in the other language, which leaves them for this tab only. */
function takeOver() {
  try {
    const left = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (left === null) return;
    const [text, wasUnsaved] = /** @type {[string, boolean]} */ (JSON.parse(left));
    load(text);
    unsaved = wasUnsaved;
  } catch {
    // storage denied: there is nothing to take over
  }
}

// The other language opens at the same part, with the answers of this page, typed or from a file.
const otherLanguage = document.querySelector(".head__language");
otherLanguage?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab: nothing leaves this page
  otherLanguage.hash = location.hash;
  if (keeping || !(unsaved || Object.keys(answers).length)) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([writeAnswers(choices(), content), unsaved]));
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
    announce(phrase("choose-something"));
    return;
  }
  checkAll();
  if (!("ready" in builder.dataset)) announce(phrase("waiting"));
  try {
    const file = await make();
    download(file);
    announce(phrase("done", { name: file.name }));
  } catch (error) {
    announce(phrase("failed"));
    throw error;
  }
}

/** @type {Record<string, (button: ActionButton) => unknown>} */
const actions = {
  "download-all": () => handOut(() => packOf(documents(), edition(), formats(), values())),
  download: (button) => {
    const id = button.closest("[data-document]").dataset.document;
    return handOut(() => fileOf(id, edition(), button.dataset.format, values()));
  },
  "save-file": () => {
    const file = { name: `plp-bin${suffix(values().texts)}.json`, content: writeAnswers(choices(), content) };
    download(file);
    unsaved = false;
    announce(phrase("done", { name: file.name }));
  },
  keep,
  forget,
  "start-over": () => {
    if (!confirm(phrase("start-over-sure"))) return;
    answers = {};
    showAnswers(answers);
    unsaved = false;
    if (!keptNotice.hidden) forget();
    refresh();
  },
  print: () => updatePreview().then(() => print()),
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
  if (target.dataset.answer) noteAnswer(target, answers);
  if (target.name === "edition") builder.querySelector(".find__count").textContent = ""; // it speaks of languages
  announce("");
  unsaved = true;
  refresh();
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

form.addEventListener("focusout", (event) => {
  const question = questionAt(event);
  if (!question || !isField(question)) return;
  check(question);
  checkAgain();
});

form.addEventListener("submit", (event) => event.preventDefault());

const fileInput = form.querySelector("[data-load]");
fileInput.addEventListener("change", async () => {
  const file = fileInput.files?.[0];
  usedButton = fileInput;
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
 * Takes the names of a municipality, its edition, and what its page knows; what was typed stays.
 *
 * @param {Municipality} municipality
 */
function chooseMunicipality({ fr, nl, edition: own, known = {} }) {
  answers = { ...known, ...answers, municipality: { fr, nl } };
  const before = edition();
  if (!choseEdition) form.querySelector(`input[name="edition"][value="${own}"]`).checked = true;
  if (edition() !== before) sayMore(phrase(`municipality-in-${own}`));
  unsaved = true;
  showAnswers(answers);
  refresh();
}

startFinding((municipality) => {
  chooseMunicipality(municipality);
  controlOf("municipality")?.focus();
});

/**
 * Opens with the municipality that the address names, or whose own edition this is, unless one is there already.
 *
 * @param {string} [code] its NIS code
 */
function openFor(code) {
  const municipality = withCode(code);
  if (municipality && !answers.municipality) chooseMunicipality(municipality);
}

arrange(choices());
builder.dataset.started = "";
const updateParts = startParts(refresh);
recall();
takeOver();
openFor(/^#commune-(\d{5})$/.exec(location.hash)?.[1] ?? document.body.dataset.own);
refresh();

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

// The papers come last, one edition after the other, the reader's own first: the form does not wait for them.
try {
  for (const each of [edition(), ...EDITIONS]) {
    await Promise.all(Object.keys(content.documents).map((id) => paperOf(id, each)));
  }
  await Promise.all([fontsOf(), writersOf()]);
  status.textContent = phrase("ready");
  builder.dataset.ready = "";
  updateShortfalls();
} catch {
  status.textContent = phrase("not-loaded"); // the network failed; what is asked for again is loaded again
}
