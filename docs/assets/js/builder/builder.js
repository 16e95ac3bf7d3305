// Fills in the documents from answers, in this browser: nothing is sent. See decisions/builder.md.

import { read, Refusal, written } from "./answers.js";
import { download, fileOf, fontsOf, packOf, paperOf, partsOf, shortfallsIn, suffix } from "./files.js";
import { startFinding } from "./find.js";
import { startParts } from "./parts.js";
import { followOn, previewOf } from "./preview.js";
import { lacksOf, showProgress } from "./progress.js";
import { arrange, check, checkAgain, checkAll, controlOf, linkTo, note, phrase, sayShort, show, titleOf } from "./questions.js";
import { valuesOf } from "./values.js";

const KEY = "guide.answers";
const builder = document.querySelector(".builder");
const form = builder.querySelector(".builder__form");
const status = builder.querySelector(".builder__state");
const saying = [...builder.querySelectorAll(".builder__done")];
const previewed = document.getElementById("previewed");
const content = JSON.parse(document.getElementById("builder-questions").textContent);
const labels = Object.fromEntries(content.questions.filter(({ ask }) => ask === "field").map(({ id }) => [id, titleOf(id)]));

/** The question of an entry; in a paper of both languages it may be that of one. */
const questionOf = (entry) => (entry in labels ? entry : entry.replace(/-(fr|nl)$/, ""));
const labelOf = (entry) => labels[questionOf(entry)];

/** All entries that a question may fill. */
const entriesOf = ({ id, options = ["fr", "nl"] }) => [id, ...options.map((each) => `${id}-${each}`)];

let answers = {};
let unsaved = false;

const ticked = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map(({ value }) => value);
const edition = () => ticked("edition")[0];
const choices = () => ({ edition: edition(), formats: ticked("format"), documents: ticked("document"), answers });
const values = () => valuesOf(content, answers, edition());

// ---- what the page shows

function showWarnings(warned) {
  const box = builder.querySelector(".builder__warnings");
  box.hidden = !warned.size;
  const items = content.rules.filter(({ id }) => warned.has(id)).map(({ id, beside }) => {
    const item = linkTo(`ask-${beside}`, titleOf(beside));
    item.append(document.createElement("br"), document.getElementById(`rule-${id}`).firstChild.textContent);
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
}

let shown = "";

let inView = false;
let here; // the question in which the reader is

const sheet = builder.querySelector(".sheet");

async function showPreview() {
  const { odt } = await partsOf(await paperOf(previewed.value, edition()));
  const { texts, ticks } = values();
  const state = JSON.stringify([edition(), previewed.value, texts, [...ticks]]);
  if (state === shown) return; // what someone reads or hears is not put anew for nothing
  shown = state;
  sheet.lang = edition().split("-")[0];
  sheet.replaceChildren(...previewOf(odt, { texts, ticks }, labelOf));
  if (here) followOn(sheet, entriesOf(here));
}

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
  await showPreview();
  followOn(sheet, entriesOf(question));
}

/** Says below each question what the PDF files wanted could not show of its answer. */
async function showShort() {
  if (!("ready" in builder.dataset)) return;
  const found = ticked("format").includes("pdf") ? await shortfallsIn(ticked("document"), edition(), values().texts) : [];
  sayShort(new Map(found.map(({ entry, reason }) => [questionOf(entry), shortOf(entry, reason)])));
}

const shortOf = (entry, reason) => phrase(`warning-${reason}`, { name: labelOf(entry) });

const showLacks = () => {
  builder.querySelector(".preview__lacks").textContent = lacksOf(content, previewed.value, choices());
};

let waiting;
let showParts;

/** Brings the page up to date; the preview a moment later, when the reader pauses. */
function refresh() {
  showWarnings(arrange(content, choices()));
  showParts?.();
  showProgress(content, choices());
  showLacks();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (inView) showPreview();
    showShort();
  }, 200);
}

/** Says what was done, below the button that did it. */
function say(text) {
  const place = saying.find((each) => !each.closest("[hidden]"));
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

function restore(text) {
  const found = read(text, content);
  answers = found.answers;
  for (const box of form.querySelectorAll("[name=edition], [name=format], [name=document]")) {
    const wanted = { edition: [found.edition], format: found.formats, document: found.documents }[box.name];
    box.checked = wanted.includes(box.value) || (box.name === "document" && !wanted.length);
  }
  show(answers);
  refresh();
}

/** Takes answers from a text, or says why not; what was typed stays. */
function load(text) {
  try {
    restore(text);
    unsaved = false;
    return phrase("loaded");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return phrase(`refused-${error.reason}`, { name: error.name });
  }
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
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (text === null) return;
    load(text);
    unsaved = true;
  } catch {
    // storage denied: there is nothing to take over
  }
}

document.querySelector(".head__language").addEventListener("click", () => {
  if (!unsaved) return;
  try {
    sessionStorage.setItem(KEY, written(choices()));
    unsaved = false;
  } catch {
    // storage denied: the browser asks before it leaves
  }
});

// ---- files

async function hand(make) {
  if (!ticked("document").length || !ticked("format").length) return say(phrase("choose-something"));
  checkAll(content);
  if (!("ready" in builder.dataset)) say(phrase("waiting"));
  try {
    const file = await make();
    download(file);
    say(phrase("done", { name: file.name }));
    showShortfalls(file.shortfalls);
  } catch (error) {
    say(phrase("failed"));
    throw error;
  }
}

function showShortfalls(shortfalls) {
  const texts = shortfalls.map(({ entry, reason }) => shortOf(entry, reason));
  const items = [...new Set(texts)].map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  });
  builder.querySelector(".builder__shortfalls").replaceChildren(...items);
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
  print: () => showPreview().then(() => print()),
};

// ---- start

builder.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do](button);
});

form.addEventListener("input", ({ target }) => {
  if (target.dataset.answer) note(target, answers);
  unsaved = true;
  refresh();
  if (keeping) keep();
});

form.addEventListener("focusin", ({ target }) => {
  const question = content.questions.find(({ id }) => id === target.dataset.answer);
  if (question) follow(question);
});

form.addEventListener("focusout", ({ target }) => {
  const question = content.questions.find(({ id, ask }) => ask === "field" && id === target.dataset?.answer);
  if (!question) return;
  check(question);
  checkAgain(content);
});

form.addEventListener("submit", (event) => event.preventDefault());

form.querySelector("[data-load]").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (file) say(load(await file.text()));
});

previewed.addEventListener("change", () => {
  showLacks();
  showPreview();
});

// Leaving the page loses what was typed and not kept: the browser asks first.
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

startFinding((french, dutch) => {
  answers.municipality = { fr: french, nl: dutch };
  unsaved = true;
  show(answers);
  refresh();
  controlOf("municipality").focus();
});
arrange(content, choices());
builder.dataset.started = "";
showParts = startParts(refresh);
recall();
passOver();
refresh();

// A preview that nobody sees is not made.
new IntersectionObserver(([{ isIntersecting }]) => {
  inView = isIntersecting;
  if (inView) showPreview();
}).observe(builder.querySelector(".preview"));
addEventListener("beforeprint", showPreview);

// The papers come last, one edition after the other, the reader's own first: the form does not wait for them.
const ids = Object.keys(content.documents);
const editions = [...form.querySelectorAll("[name=edition]")].map(({ value }) => value);
try {
  for (const each of [edition(), ...editions]) await Promise.all(ids.map((id) => paperOf(id, each)));
  await fontsOf();
  status.textContent = phrase("ready");
  builder.dataset.ready = "";
  showShort();
} catch {
  status.textContent = phrase("not-loaded"); // the network failed; what is asked for again is loaded again
}
