// What the reader keeps: answers in this browser, in a file, or for the page in the other language.

import { readAnswers, withAside, writeAnswers } from "./answers.js";
import { withNames } from "./find.js";
import {
  arrange, content, documents, edition, form, formats, held, linkTo, phrase, showAnswers, titleOf, want,
} from "./questions.js";
import { announce, refresh, sayFound } from "./shown.js";

/** @import { Found } from "./answers.js" */

const KEY = "guide.answers";
const notice = document.querySelector(".builder__notice");
const noticeText = document.querySelector(".builder__notice p");

/** The file of what stands on the page, and where the reader is. */
export function written() {
  const answers = withAside(held.answers, held.aside);
  const place = document.querySelector("[data-back]").hash;
  return writeAnswers({ edition: edition(), formats: formats(), documents: documents(), answers, place }, content);
}

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
 * @param {Parameters<typeof phrase>[1]} [places] of one that gives way to what is said there already
 * @returns {true | void} whether it gave way
 */
export function warn(name, places) {
  if (!notice.hidden && places) return true;
  notice.dataset.about = name;
  noticeText.textContent = phrase(name, places);
  notice.hidden = false;
}

/**
 * Closes what was said above the part.
 *
 * @param {RegExp} [about] only where the name of the phrase has it
 */
export function closeNotice(about = /./) {
  notice.hidden ||= about.test(`${notice.dataset.about}`);
}

/** Leads the reader to what is said above the part, if anything is: what is hidden takes no focus. */
export const leadToNotice = () => noticeText.focus();

/** @param {boolean} isKept */
function showKept(isKept) {
  held.keeping = isKept;
  form.keep.value = isKept ? "yes" : "no";
}

/** Whether the page holds nothing that could be lost: what was typed and deleted again is an empty text. */
export const isEmpty = () => !/:"[^"]/.test(JSON.stringify([held.answers, held.aside]));

/** Keeps the answers in this browser, once the reader has asked for it. */
export function keep() {
  try {
    localStorage.setItem(KEY, written());
  } catch {
    showKept(false);
    return warn("keep-failed"); // storage denied or full
  }
  dropLeft(); // it would come back instead of what is kept
  showKept(true);
  held.unsaved = false;
  closeNotice(/keep|unread|forg/); // keep-failed, unreadable, forgotten: what keeping mends
}

/** Keeps the answers from now on; what the browser keeps already comes to an empty page, and goes only after asking. */
export function startKeeping() {
  announce();
  if (!held.keeping && keptText() !== null) {
    if (isEmpty()) recall();
    if (held.keeping) return refresh();
    if (!confirm(phrase("keep-sure"))) return showKept(false);
  }
  keep();
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // storage denied: there is nothing to forget
  }
  closeNotice();
  stopKeeping();
  announce("forgotten");
}

/** From now on, the answers are nowhere but on the page: who leaves it is asked. */
function stopKeeping() {
  showKept(false);
  held.unsaved = !isEmpty();
}

/**
 * Puts what was found into the form; the rest of the page is brought up to date by who asks for it.
 *
 * @param {Found} found
 * @param {boolean} [clears] whether half a date goes, too, which somebody may be typing
 */
function restore(found, clears) {
  dropLeft();
  held.answers = found.answers;
  held.aside = found.faults;
  // that of the municipality, or else of the page, goes without saying
  held.choseEdition ||= found.edition !== (withNames(found.answers.municipality)?.edition ?? form.edition.value);
  form.edition.value = found.edition;
  want("format", found.formats);
  want("document", found.documents);
  showAnswers(clears);
  sayFound();
  held.unsaved = false;
}

/**
 * Says what could not be taken, and why; a line that leads to its question, if that is asked.
 *
 * @param {Found["faults"][number]} fault
 */
function lineFor({ path: [key, id], reason, value }) {
  const given = (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 60);
  if (key !== "answers") return `\n${phrase("dropped-choice", { name: given })}`;
  const name = reason === "former" ? phrase(`former-${id}`) : titleOf(`${id}`);
  const why = /language|translated/.test(reason) ? "text" : reason;
  const line = `\n${phrase(`dropped-${why}`, { name, value: given })}`;
  return document.getElementById(`ask-${id}`)?.hidden === false ? linkTo(`${id}`, line).children[0] : line;
}

/**
 * Takes what was found, and says what could not be taken.
 *
 * @param {Found} found
 * @param {unknown} [address] when it is in the part in which the reader was, and leads to no paper or source, they
 *   return to their place; none that is empty does
 */
function take(found, address = found.place) {
  restore(found, true);
  held.waits = false;
  arrange(); // what could not be taken leads to questions that are asked
  /** @param {unknown} hash */
  const at = (hash) => document.getElementById(`${hash}`.slice(1));
  const place = at(found.place);
  if (place?.closest(".part")?.contains(at(address)) && !/^#(cite|paper)/.test(`${address}`)) {
    location.replace(`#${place.id}`);
  }
  if (held.aside.length) {
    warn("loaded-but");
    noticeText.append(...held.aside.map(lineFor));
  } else {
    announce("loaded");
    closeNotice();
  }
  leadToNotice();
}

/**
 * The text of a file: UTF-8, or what an editor of Windows made of it ("ANSI").
 *
 * @param {ArrayBuffer} bytes
 */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Opens a file of answers, which are kept in this browser if those on the page are, and leads to where the reader was;
 * what was typed stays when it is no file of answers.
 *
 * @param {File} file
 */
export async function openFile(file) {
  const found = await file.arrayBuffer().then(
    (bytes) => readAnswers(decoded(bytes), content),
    () => "truncated", // it cannot be read at all, as from a stick that was taken away
  );
  if (typeof found === "string") return announce(`refused-${found}`);
  announce();
  if (!isEmpty() && (held.unsaved || held.keeping) && !confirm(phrase("replace-sure"))) return;
  take(found);
  refresh();
  if (held.keeping) keep();
}

/** Takes the answers that this browser keeps; what it cannot read stays there and is told. */
export function recall() {
  const text = keptText();
  if (text === null) return;
  const found = readAnswers(text, content);
  if (typeof found === "string") return warn("unreadable");
  showKept(true);
  take(found, location.hash || undefined);
}

/**
 * Follows another page that keeps answers too, and has changed or forgotten them.
 *
 * @param {string | null} text what is kept now
 */
function follow(text) {
  const found = readAnswers(`${text}`, content);
  if (typeof found === "string") {
    stopKeeping();
    return warn(text ? "unreadable" : "forgotten");
  }
  restore(found);
  refresh();
}

addEventListener("storage", ({ key, newValue }) => key === KEY && held.keeping && follow(newValue));

let wereUnsaved = false; // when the other language was last pressed, until the reader comes back or goes on

// So does a page to which the reader comes back, as they left it.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) {
    dropLeft();
    if (held.keeping) follow(keptText());
  }
});

/** Drops what this page left for the other language, where the reader stayed after all, and goes on. */
export function dropLeft() {
  if (history.state) history.replaceState(null, ""); // not at each letter: browsers allow a page only so many
  held.unsaved ||= wereUnsaved;
  wereUnsaved = false;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // storage denied: nothing was left
  }
}

/**
 * Takes the answers over from the page in the other language, which leaves them for this tab only, or those that this
 * page left when the reader went there and now comes back; and says whether there were any. They are not kept: what the
 * browser keeps may be other answers, of another tab.
 */
export function takeOver() {
  try {
    const left = JSON.parse(`${sessionStorage.getItem(KEY)}`) || (keptText() === null && history.state);
    dropLeft(); // once: who starts over and loads the page again finds nothing
    const [text, wasUnsaved] = /** @type {[string, boolean]} */ (left);
    const found = readAnswers(text, content);
    if (typeof found === "string") return false; // something else stood under this name
    take(found, "");
    held.unsaved = wasUnsaved;
    return true;
  } catch {
    return false; // storage denied, or nothing to take over
  }
}

// The other language opens at the same part, with the answers of this page, typed or from a file.
document.querySelector(".head__language")?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab: nothing leaves this page
  dropLeft();
  if (!held.unsaved && (held.keeping || isEmpty())) return;
  wereUnsaved = held.unsaved;
  try {
    // for the way back, where the browser did not hold the page as it was
    history.replaceState([written(), wereUnsaved], "");
    sessionStorage.setItem(KEY, JSON.stringify(history.state));
    held.unsaved = false; // with half a date, the browser asks all the same, and the reader may stay
  } catch {
    // storage denied: the browser asks before it leaves
  }
});
