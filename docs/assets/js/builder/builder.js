// Fills in the documents from answers, in this browser: nothing is sent. See decisions/builder.md.

import { sought } from "../folding.js";
import { addressOf, download } from "./download.js";
import { findMunicipalities, isProposed, withCode, withNames } from "./find.js";
import {
  closeNotice,
  dropLeft,
  forget,
  isEmpty,
  keep,
  leadToNotice,
  openFile,
  recall,
  startKeeping,
  takeOver,
  warn,
  written,
} from "./keeping.js";
import { shortfallsIn, suffix, writersOf } from "./papers.js";
import {
  arrange,
  builder,
  checkAll,
  content,
  controlOf,
  documents,
  edition,
  form,
  formats,
  held,
  pause,
  phrase,
  previewed,
  previewFirst,
  showAnswers,
  values,
  want,
} from "./questions.js";
import {
  afterPress,
  announce,
  bringAgain,
  followQuestion,
  refresh,
  sayFound,
  startParts,
  startPreview,
  tellAnswer,
  tellWarning,
  tellWarnings,
  updatePreview,
} from "./shown.js";
import { carried, eachOf, gapsOf, isOfNone } from "./values.js";

/**
 * @import { Municipality, Question } from "exchange"
 * @import { Format } from "./answers.js"
 * @import { NamedFile } from "./files.js"
 * @import { Control } from "./questions.js"
 * @import { Language } from "./texts.js"
 */

// ---- what the buttons do

/**
 * A document as a file, in the edition wanted.
 *
 * @param {string} id
 * @param {Format} format
 * @param {boolean} [isPoster]
 */
async function made(id, format, isPoster) {
  const [{ fileOf }] = await writersOf();
  return fileOf(id, edition(), format, values(), isPoster);
}

/**
 * Makes a file, hands it to the reader, and says so.
 *
 * @param {() => Promise<NamedFile>} make
 */
async function handOut(make) {
  const wrong = checkAll(true);
  if (!("ready" in builder.dataset)) announce("waiting");
  try {
    const file = await make();
    download(file);
    announce(wrong ? "done-but" : "done", { name: file.name, count: wrong });
    if (!("ready" in builder.dataset)) bringAgain();
  } catch (error) {
    announce("failed");
    throw error;
  }
}

/** @type {Record<string, (button: ActionButton) => unknown>} */
const actions = {
  "download-all": () => {
    // the box of slides, which nobody sees while none are wanted, does not count
    const ids = documents();
    const isAnyWanted = formats().some((format) => format !== "pptx" || ids.includes("slides"));
    if (!ids.length || !isAnyWanted) return announce("choose-something");
    return handOut(async () => {
      const [{ packOf }] = await writersOf();
      return packOf(ids, edition(), formats(), values());
    });
  },
  download: (button) => {
    const id = button.closest("[data-document]").dataset.document;
    return handOut(() => made(id, button.dataset.format, "poster" in button.dataset));
  },
  /**
   * Takes a ready answer, where what was typed stays, but for another that stands alone; or the answer of the first
   * language in the other, where the reader is asked before another goes.
   */
  put: (button) => {
    const ask = button.closest(".ask");
    const own = [...ask.querySelectorAll("[data-answer]")];
    const others = [...ask.querySelectorAll("[data-alone]")];
    const given = own.find(({ value }) => value)?.value ?? "";
    const ready = [...ask.querySelectorAll("[data-fr]")].find(({ dataset: { fr, nl } }) => [fr, nl].includes(given));
    const isOther = own.some(({ value }) => value && value !== given);
    if (!button.dataset.fr && isOther && !confirm(phrase("same-sure"))) return;
    for (const control of own) {
      const { value, dataset: { language = /** @type {Language} */ ("fr") } } = control;
      const text = button.dataset[language];
      if (!text) control.value = ready?.dataset[language] ?? given;
      else if (!value || others.some((other) => other.dataset[language] === value)) control.value = text;
      else if (!value.includes(text)) control.value = `${value}, ${text}`;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    tellAnswer(own[0].value, true); // in the language of the page
  },
  /** Hands the PDF files to another app of the device; most take no ZIP file. */
  share: async () => {
    announce();
    checkAll(true);
    const [{ share }] = await writersOf();
    announce(await share(documents().map((id) => made(id, "pdf"))));
  },
  "save-file": () => {
    const name = `plp-bin${suffix(values().texts)}.json`;
    download({ name, content: written() });
    held.unsaved = false;
    announce("done", { name });
  },
  "open-file": () => fileInput.click(),
  /** Has the papers in the language of the page. */
  speak: () => {
    document.querySelector(`#edition-${document.documentElement.lang}`).click();
    tellWarning(phrase(`municipality-in-${edition()}`), true);
  },
  keep: startKeeping,
  forget,
  /** Closes what was said above the part; who has read what is no longer asked needs it no more. */
  close: () => {
    closeNotice();
    held.aside = held.aside.filter(({ reason }) => reason !== "former");
    if (held.keeping) keep();
    if (held.waits) takeNamed();
    leadToNotice();
  },
  /** Takes the municipality that the address names, in place of another. */
  move: () => choose(named),
  "start-over": () => {
    if (!confirm(phrase("start-over-sure"))) return;
    dropLeft();
    [held.answers, held.aside, held.unsaved, held.waits] = [{}, [], false, false];
    showAnswers(true);
    closeNotice();
    sayFound();
    announce();
    if (held.keeping) forget();
    refresh();
    location.hash = ""; // leads to the first part
  },
  /** Opens the PDF file, whose pages the preview has not; it prints where that lacks letters or cannot be shown. */
  print: async () => {
    // at once: Safari opens nothing after something was waited for
    const sheets = navigator.pdfViewerEnabled && "ready" in builder.dataset && open();
    const file = sheets && await shortfallsIn([previewed.value], edition(), values().texts)
      .then((found) => found.some(({ reason }) => reason === "characters") ? undefined : made(previewed.value, "pdf"))
      .catch(() => {}); // the preview is there without it
    if (file) {
      sheets.location = addressOf(file);
      return announce("print-there");
    }
    if (sheets) sheets.close();
    await updatePreview();
    print();
    announce("print-preview");
  },
};

// ---- what the reader does

/**
 * What a question said in both languages when the reader came to it: a copy, which follows while it is not shown.
 *
 * @type {string | false}
 */
let copied = false;

builder.addEventListener("click", (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  if (target.name === "edition") held.choseEdition = true; // also when it is the one that was there
  const button = target.closest("button[data-do]");
  if (!button) return;
  held.used = button;
  actions[button.dataset.do](button);
  if (button.offsetParent || document.activeElement?.matches("[tabindex='0']")) return; // it stays, or led to a notice
  const place = document.querySelector(button.dataset.do === "keep" ? ".builder__kept" : ".part:not([hidden]) h2");
  place.focus({ preventScroll: true }); // the button went
});

/**
 * The question of the control of an event; undefined when there is none.
 *
 * @param {Event} event
 */
const questionAt = ({ target }) =>
  content.questions.find(({ id }) => id === /** @type {HTMLElement} */ (target).dataset.answer);

/**
 * Notes what a control holds: for both languages, while what is typed over a copy is of no language.
 *
 * @param {Question} question
 * @param {Control} control
 */
function noteAnswer(question, control) {
  const { language } = control.dataset;
  const given = copied || held.answers[question.id];
  const { type, value: typed, checked } = /** @type {HTMLInputElement} */ (control);
  const value = type === "checkbox" && !checked ? "" : typed;
  const both = typeof given === "string" ? { fr: given, nl: given } : given; // one text may stand for both languages
  const isShared = !language || (copied && isOfNone(question, value || copied));
  held.answers[question.id] = isShared ? value : { ...both, [language]: value };
}

form.addEventListener("input", (event) => {
  const target = /** @type {Control} */ (event.target);
  if (/search|file/.test(target.type)) return; // the municipality looked for, or a file, is no answer yet
  if (target.name === "keep") {
    held.used = target;
    return target.value === "yes" ? startKeeping() : forget();
  }
  const question = questionAt(event);
  if (question) noteAnswer(question, target);
  if (target.name === "edition") {
    sayFound(); // it speaks of languages
    held.answers = carried(content.questions, held.answers);
    showAnswers();
  }
  if (target.name === "document" && !documents().includes(previewed.value)) previewFirst();
  announce();
  dropLeft();
  held.unsaved = true;
  if (question) tellWarnings();
  else refresh();
  if (held.keeping) keep();
});

form.addEventListener("focusin", (event) => {
  const question = questionAt(event);
  if (!question) return;
  const { language } = /** @type {Control} */ (event.target).dataset;
  const [text, other = text] = eachOf(held.answers[question.id], "fr-nl");
  copied = language === edition() && text === other && isOfNone(question, text) && text;
  followQuestion(question, language);
});

form.addEventListener("focusout", (event) => {
  copied = false;
  // which looks at all again, also where it is a button beside the answer that is left
  afterPress(() => tellWarnings(questionAt(event)?.id));
});

form.addEventListener("keydown", (event) => {
  const { rows } = /** @type {HTMLTextAreaElement} */ (event.target);
  if (rows === 1 && event.key === "Enter") event.preventDefault(); // it grows, but holds one line
});

const fileInput = document.querySelector("[data-load]");
fileInput.addEventListener("change", () => {
  const file = fileInput.files?.[0];
  fileInput.value = ""; // so that the same file can be opened again
  if (file) openFile(file);
});

// Leaving the page loses what was typed and not kept, and half a date that is asked for: the browser asks first.
addEventListener("beforeunload", (event) => {
  if ((held.unsaved && !isEmpty()) || document.querySelector(".ask:not([hidden]) :invalid")) event.preventDefault();
});

/** Shows what the form holds anew, and keeps it where it is kept. */
function showAll() {
  dropLeft(); // who goes to another part stayed, and may come back to this one
  showAnswers(); // what stayed in sight of the other language goes, once it is answered in this one
  refresh();
  if (held.keeping) keep();
}

// ---- the municipality

/** Lets the reader choose; gives what chooses a municipality in their place, says so and reads it out. */
function startFinding() {
  const finder = document.querySelector("div.find");
  const input = finder.querySelector("input");
  const list = finder.querySelector("ul");
  const ask = /** @type {HTMLElement} */ (finder.parentElement);
  /** How many municipalities are offered at most. */
  const most = 8;

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
   * Takes the names of a municipality, its edition, and what its file answers, says so and reads it out; what was typed
   * stays.
   *
   * @param {Municipality} municipality
   * @param {boolean} [unsaved] whether that is to be kept or saved
   */
  function choose(municipality, unsaved = true) {
    const { fr, nl, edition: own, known = {} } = municipality;
    let said = phrase("municipality-chosen", { name: wordsFor(municipality) });
    // Not the zone of another municipality, which was proposed, nor what was typed and deleted again.
    const typed = Object.entries(held.answers).filter(
      (entry) => !isProposed(entry) && !gapsOf(entry[0], held.answers, "fr-nl").all,
    );
    held.answers = carried(content.questions, { ...known, ...Object.fromEntries(typed), municipality: { fr, nl } });
    const isOther = !held.choseEdition && edition() !== own;
    if (isOther) {
      form.edition.value = own;
      said += ` ${phrase(`municipality-in-${own}`)}`;
    }
    input.value = "";
    list.replaceChildren();
    sayFound(said, isOther && own === "fr-nl");
    held.unsaved = unsaved;
    closeNotice(/other/); // the reader has seen to it
    held.waits = false;
    showAll();
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
    list.replaceChildren(...found.slice(0, most).map(itemFor));
    const said = ["none", "one"][found.length] ?? (found[most] ? "first" : "found");
    sayFound(sought(text)[1] && phrase(`municipality-${said}`, { count: found.length, first: most }));
  }

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
    if (!control || (control === input ? finder : control).contains(next)) return;
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

const choose = startFinding();

/**
 * The municipality that the address named last.
 *
 * @type {Municipality}
 */
let named;

/** Takes it; where another was written, it asks, once nothing else is said. */
function takeNamed() {
  const { municipality } = held.answers;
  if (withNames(municipality) === named) return;
  const same = new Set(["", named.fr, named.nl].map(sought));
  if (eachOf(municipality, "fr-nl").every((text) => same.has(sought(text)))) choose(named, held.unsaved);
  else {
    held.waits = warn("other-municipality", { name: named[/** @type {Language} */ (document.documentElement.lang)] });
  }
}

/** The links that were followed: a way back to one asks for nothing. */
const followed = new Set();

/**
 * Follows a link on another page, whether it opened this one or was pasted into its address.
 *
 * @param {string} [code] of a municipality to take where it names none
 */
function followLink(code) {
  const { hash } = location;
  const isFirst = followed.size < followed.add(hash).size;
  const isNew = isFirst && !(held.unsaved || held.keeping) && isEmpty(); // else the papers were chosen
  const found = isFirst && withCode(hash.split("#commune-")[1] ?? code);
  if (found) {
    named = found;
    takeNamed();
  }
  const linked = document.getElementById(hash.slice(1));
  if (linked?.closest("[data-ask][hidden], [data-unused]")) {
    if (isNew) want("document"); // what a link on another page leads to is asked
    else history.replaceState(null, "", "#"); // leads to the papers, where it may be
    refresh();
  }
  if (linked?.matches("[id^=paper]") && isFirst) { // a link to a paper, or to those of a stage, asks for these
    const others = documents().filter(() => !isNew);
    const papers = [...linked.querySelectorAll("input")].map(({ value }) => value);
    want("document", papers);
    arrange();
    const part = document.querySelector("[data-part]:not([data-unused])");
    if (part && !papers[1]) history.replaceState(null, "", `#${part.id}`); // one is asked about at once
    want("document", [...others, ...papers]);
    arrange();
  }
}

// ---- start

await pause();
/** What the reader ticked before the scripts came, or no longer ticks. */
const early = [...form.querySelectorAll("[type=checkbox], :checked")]
  .filter(({ checked, defaultChecked }) => checked !== defaultChecked);
if (!takeOver()) recall();
showAnswers(); // in the boxes of the edition
arrange(); // before it is seen whether the address leads to what is not asked
previewFirst();
builder.dataset.started = "";
await pause();
// The municipality that the address names, or whose own edition this is, unless one is there already.
followLink(held.answers.municipality ? "" : document.body.dataset.own);
for (const box of early) {
  box.checked = box.defaultChecked;
  box.click();
}
addEventListener("hashchange", () => followLink());
startParts();
addEventListener("hashchange", showAll);
leadToNotice();
await pause();
refresh();
document.querySelector("[data-do=share]").hidden = !("canShare" in navigator); // which came with the sharing of files

startPreview();
bringAgain();
addEventListener("online", bringAgain);
