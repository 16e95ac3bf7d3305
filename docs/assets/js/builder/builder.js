// Fills in the documents from answers, in this browser: nothing is sent. See decisions/builder.md.

import { EDITIONS, read, Refusal, written } from "./answers.js";
import { download, fileOf, fontsOf, packOf, paperOf, partsOf, shortfallsIn, suffix } from "./files.js";
import { sayFound, startFinding, withCode } from "./find.js";
import { lacksOf, showProgress, startParts } from "./parts.js";
import { followOn, previewOf } from "./preview.js";
import { arrange, check, checkAgain, checkAll, content, controlOf, form, linksTo, linkTo, note, phrase, sayShort, show, titleOf } from "./questions.js";
import { valuesOf } from "./values.js";

const KEY = "guide.answers";
const builder = document.querySelector(".builder");
const status = builder.querySelector(".builder__state");
const saying = [...builder.querySelectorAll(".builder__done")];
const previewed = document.getElementById("previewed");
const labels = Object.fromEntries(content.questions.filter(({ ask }) => ask === "field").map(({ id }) => [id, titleOf(id)]));

/** The question of an entry; in a paper of both languages it may be that of one. */
const questionOf = (entry) => (entry in labels ? entry : entry.replace(/-(fr|nl)$/, ""));
const labelOf = (entry) => labels[questionOf(entry)];

/** All entries that a question may fill. */
const entriesOf = ({ id, options = ["fr", "nl"] }) => [id, ...options.map((each) => `${id}-${each}`)];

let answers = {};
let unsaved = false;
let chosen = false; // whether the reader chose an edition

const ticked = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map(({ value }) => value);
const edition = () => ticked("edition")[0];
const choices = () => ({ edition: edition(), formats: ticked("format"), documents: ticked("document"), answers });
const values = () => valuesOf(content, answers, edition());

// ---- what the page shows

function showWarnings(warned) {
  const box = builder.querySelector(".builder__warnings");
  box.hidden = !warned.size;
  const items = content.rules.filter(({ id }) => warned.has(id)).map(({ id, beside }) => {
    const [item] = linksTo([beside]);
    item.append(document.createElement("br"), document.getElementById(`rule-${id}`).firstChild.textContent);
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
}

let shown = ""; // what the sheet shows
let inView = false;
let here; // the question in which the reader is
let tongue = document.documentElement.lang; // the language in which they last answered

const sheet = builder.querySelector(".sheet");

/** Shows the document chosen, in the edition chosen: what was chosen before and comes later is not shown. */
async function showPreview() {
  const [id, wanted] = [previewed.value, edition()];
  const late = setTimeout(() => {
    shown = "";
    sheet.textContent = phrase("loading");
  }, 300);
  const { odt } = await paperOf(id, wanted).then(partsOf).finally(() => clearTimeout(late));
  if (id !== previewed.value || wanted !== edition()) return showPreview();
  const { texts, ticks } = values();
  const state = JSON.stringify([wanted, id, texts, [...ticks]]);
  if (state === shown) return; // what someone reads or hears is not put anew for nothing
  shown = state;
  sheet.lang = wanted.split("-")[0];
  sheet.replaceChildren(...previewOf(odt, { texts, ticks }, labelOf));
  if (here) followOn(sheet, entriesOf(here), tongue);
}

const updatePreview = () => showPreview().catch(() => (status.textContent = phrase("not-loaded")));

/** Shows in the preview where the answer to a question goes, if need be in another document. */
async function follow(question) {
  here = question;
  const asks = (id) => content.documents[id].includes(question.id);
  const other = ticked("document").find(asks);
  if (!asks(previewed.value) && other) {
    previewed.value = other;
    showLacks();
  }
  if (!inView) return;
  await updatePreview();
  followOn(sheet, entriesOf(here), tongue);
}

/** Says what the PDF files wanted could not show of the answers: below each question, and above the files. */
async function showShort() {
  if (!("ready" in builder.dataset)) return;
  const found = ticked("format").includes("pdf") ? await shortfallsIn(ticked("document"), edition(), values().texts) : [];
  const texts = new Map(found.map(({ entry, reason }) => [questionOf(entry), phrase(`warning-${reason}`, { name: labelOf(entry) })]));
  sayShort(texts);
  builder.querySelector(".builder__shortfalls").replaceChildren(...[...texts].map(([id, text]) => linkTo(`ask-${id}`, text)));
}

const showLacks = () => {
  builder.querySelector(".preview__lacks").textContent = lacksOf(content, previewed.value, choices());
};

let waiting;
let showParts;

/** Brings the page up to date; the preview a moment later, when the reader pauses. */
function refresh() {
  showWarnings(arrange(choices()));
  showParts?.();
  showProgress(content, choices());
  showLacks();
  for (const button of builder.querySelectorAll("[data-format]")) button.hidden = !ticked("format").includes(button.dataset.format);
  if (location.hash === "#part-files") checkAll(false);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (inView) updatePreview();
    showShort();
  }, 200);
}

let doer; // the button last used

/** Says what was done, in the first place below the button that did it. */
function say(text) {
  const place = saying.find((each) => !each.closest("[hidden]") && doer?.compareDocumentPosition(each) === Node.DOCUMENT_POSITION_FOLLOWING) ?? saying.at(-1);
  for (const each of saying) each.textContent = each === place ? text : "";
}

// ---- what the reader keeps

const kept = builder.querySelector(".builder__kept");
let keeping = false; // what this page could not read is shown as kept, and never written over unasked

/** Keeps the answers in this browser, once the reader has asked for it. */
function keep() {
  try {
    localStorage.setItem(KEY, written(choices()));
    kept.hidden = false;
    keeping = true;
    unsaved = false;
    say("");
  } catch {
    say(phrase("keep-failed")); // storage denied or full
  }
}

function forget() {
  localStorage.removeItem(KEY);
  kept.hidden = true;
  keeping = false;
  say(phrase("forgotten"));
}

function restore(found) {
  answers = found.answers;
  chosen = true;
  for (const box of form.querySelectorAll("[name=edition], [name=format], [name=document]")) {
    const wanted = { edition: [found.edition], format: found.formats, document: found.documents }[box.name];
    box.checked = wanted.includes(box.value) || (box.name === "document" && !wanted.length);
  }
  show(answers);
  refresh();
}

/** Takes answers from a text, or says why not; what was typed stays. `agreed` says whether it may be replaced. */
function load(text, agreed = () => true) {
  try {
    const found = read(text, content);
    if (!agreed()) return "";
    restore(found);
    unsaved = false;
    return phrase("loaded");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return phrase(`refused-${error.reason}`, { name: error.name });
  }
}

/** Opens a file of answers, which are kept in this browser if those on the page are. */
async function open(file) {
  const replaces = Object.keys(answers).length && (unsaved || keeping);
  const said = load(await file.text(), () => !replaces || confirm(phrase("replace-sure")));
  if (keeping && said === phrase("loaded")) keep();
  say(said);
}

function recall() {
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // storage denied: there is nothing to recall
  }
  if (text === null) return;
  const loaded = load(text);
  say(loaded);
  kept.hidden = false;
  keeping = loaded === phrase("loaded");
}

// Another tab that keeps answers too may change them: this one follows.
addEventListener("storage", ({ key, newValue }) => {
  if (key === KEY && newValue && keeping) load(newValue);
});

/** Takes the answers over from the page in the other language, which leaves them for this tab only. */
function passOver() {
  try {
    const passed = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (passed === null) return;
    const [text, wasUnsaved] = JSON.parse(passed);
    load(text);
    unsaved = wasUnsaved;
  } catch {
    // storage denied: there is nothing to take over
  }
}

// The other language opens at the same part, with the answers of this page, typed or from a file.
document.querySelector(".head__language").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab: nothing leaves this page
  event.currentTarget.hash = location.hash;
  if (keeping || !(unsaved || Object.keys(answers).length)) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([written(choices()), unsaved]));
    unsaved = false;
  } catch {
    // storage denied: the browser asks before it leaves
  }
});

// ---- files

async function hand(make) {
  if (!ticked("document").length || !ticked("format").length) return say(phrase("choose-something"));
  checkAll();
  if (!("ready" in builder.dataset)) say(phrase("waiting"));
  try {
    const file = await make();
    download(file);
    say(phrase("done", { name: file.name }));
  } catch (error) {
    say(phrase("failed"));
    throw error;
  }
}

const actions = {
  "download-all": () => hand(() => packOf(ticked("document"), edition(), ticked("format"), values())),
  download: (button) => hand(() => fileOf(button.closest("[data-document]").dataset.document, edition(), button.dataset.format, values())),
  "save-file": () => {
    const file = { name: `plp-bin${suffix(values().texts)}.json`, content: written(choices()) };
    download(file);
    unsaved = false;
    say(phrase("done", { name: file.name }));
  },
  keep,
  forget,
  "start-over": () => {
    if (!confirm(phrase("start-over-sure"))) return;
    answers = {};
    show(answers);
    unsaved = false;
    if (!kept.hidden) forget();
    refresh();
  },
  print: () => updatePreview().then(() => print()),
};

// ---- start

builder.addEventListener("click", (event) => {
  if (event.target.name === "edition") chosen = true; // also when it is the one that was there
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]((doer = button));
});

form.addEventListener("input", ({ target }) => {
  if (target.dataset.answer) note(target, answers);
  if (target.name === "edition") builder.querySelector(".find__count").textContent = ""; // what it says of languages no longer holds
  say("");
  unsaved = true;
  refresh();
  if (keeping) keep();
});

form.addEventListener("focusin", ({ target }) => {
  const question = content.questions.find(({ id }) => id === target.dataset.answer);
  if (!question) return;
  tongue = target.dataset.language ?? tongue;
  follow(question);
});

form.addEventListener("focusout", ({ target }) => {
  const question = content.questions.find(({ id, ask }) => ask === "field" && id === target.dataset?.answer);
  if (!question) return;
  check(question);
  checkAgain();
});

form.addEventListener("submit", (event) => event.preventDefault());

form.querySelector("[data-load]").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  doer = target;
  target.value = "";
  if (file) await open(file);
});

previewed.addEventListener("change", () => {
  showLacks();
  updatePreview();
});

// Leaving the page loses what was typed and not kept: the browser asks first.
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

/** Takes the names of a municipality, its edition, and what its page knows; what was typed stays. */
function choose([french, dutch, , , itsEdition, , known = {}]) {
  answers = { ...known, ...answers, municipality: { fr: french, nl: dutch } };
  const before = edition();
  if (!chosen) form.querySelector(`[name=edition][value="${itsEdition}"]`).checked = true;
  if (edition() !== before) sayFound(phrase(`municipality-in-${itsEdition}`));
  unsaved = true;
  show(answers);
  refresh();
}

startFinding((commune) => {
  choose(commune);
  controlOf("municipality").focus();
});

/** Opens with the municipality that the address names, or whose own edition this is, unless one is there already. */
function openFor(code) {
  const commune = withCode(code);
  if (commune && !answers.municipality) choose(commune);
}

arrange(choices());
builder.dataset.started = "";
showParts = startParts(refresh);
recall();
passOver();
openFor(/^#commune-(\d{5})$/.exec(location.hash)?.[1] ?? document.body.dataset.own);
refresh();

// A preview that nobody sees is not made.
const preview = builder.querySelector(".preview");
new IntersectionObserver(([{ isIntersecting }]) => {
  inView = isIntersecting;
  if (inView) updatePreview();
}).observe(preview);
addEventListener("beforeprint", updatePreview);

// Where the preview fills the screen, the bar leads back to the question.
const [toPreview, toQuestion] = builder.querySelectorAll(".builder__bar a");
new IntersectionObserver(([{ isIntersecting }]) => {
  toPreview.hidden = isIntersecting;
  toQuestion.hidden = !isIntersecting;
}, { rootMargin: "-50% 0px" }).observe(preview);

// The papers come last, one edition after the other, the reader's own first: the form does not wait for them.
try {
  for (const each of [edition(), ...EDITIONS]) await Promise.all(Object.keys(content.documents).map((id) => paperOf(id, each)));
  await fontsOf();
  status.textContent = phrase("ready");
  builder.dataset.ready = "";
  showShort();
} catch {
  status.textContent = phrase("not-loaded"); // the network failed; what is asked for again is loaded again
}
