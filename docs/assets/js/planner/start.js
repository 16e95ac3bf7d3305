// The page of the calendar: dates follow from those that the reader gives, in this browser. See decisions/planner.md.

import { download } from "../builder/download.js";
import { teller } from "../saying.js";
import { calendarOf } from "./calendar.js";
import { dayText, phraseOf, planOf, titleOf } from "./plan.js";

/** @import { PlannedDate, Planner } from "exchange" */

/**
 * What a reader types in: the `name`, the `time`, or the date of the step with this id.
 *
 * @typedef {HTMLInputElement & { dataset: { wish: string } }} Wish
 */

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") {
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
}

const list = document.querySelector(".plan__steps");
const check = document.querySelector(".plan__check");
const done = document.querySelector(".planner__done");
const tell = teller(done);
const controls = [...document.querySelectorAll("[data-wish]")];
const results = [...document.querySelectorAll(".planner__found")]; // each below a date on which all others may rest
let isKept = false; // whether what stands on the page was taken or printed

/** @type {Planner} */
const planner = await import(`../../builder/planner-${document.documentElement.lang}.js`).then(
  (module) => module.default,
  (error) => {
    done.textContent = done.dataset.notLoaded;
    throw error;
  },
);

/** Between titles, which have commas in them. */
const BETWEEN = planner.language === "fr" ? "\u202f; " : "; ";

/** What stands on the page; a browser gives no value for a date that does not exist. */
function wishes() {
  const typed = controls.map(({ dataset, value, validity }) => [dataset.wish, validity.badInput ? "?" : value]);
  const { name, time, ...dates } = Object.fromEntries(typed);
  return { name, time, dates };
}

let asksAll = false; // whether a date is missed that nobody gave: once the calendar was asked for

/** Brings the page up to date, and says below each control what is wrong with it; gives the plan. */
function show() {
  const given = wishes();
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Brussels" });
  const { dates, faults } = planOf(planner, given, today);
  const wrong = faults.filter((fault) => asksAll || !fault.is_missing);
  for (const control of controls) {
    const { wish } = control.dataset;
    const text = wrong.find(({ id }) => id === wish)?.text ?? "";
    const error = document.getElementById(`error-${wish}`);
    error.textContent = text;
    error.hidden = !text;
    control.ariaInvalid = text ? "true" : null;
  }
  const planned = dates.filter(({ date }) => date).toSorted((one, other) => one.date.localeCompare(other.date));
  list.toggleAttribute("data-planned", planned.length > 0);
  const [begin, end] = [planned[0], planned[planned.length - 1]].map((each) => Date.parse(each?.date));
  let drawn = begin; // how far the line has come
  for (const each of dates) {
    const day = Math.max(drawn, Date.parse(each.date) || 0);
    const fault = wrong.find(({ id }) => id === each.id);
    showDate({ ...each, ...fault }, (day - drawn) / (end - begin || 1), Boolean(given.dates[each.id]));
    drawn = day;
  }
  document.querySelector(".plan__title").textContent = titleOf(planner, given);
  const toCheck = planned.filter((each) => each.is_to_check);
  showToCheck(toCheck);
  const summary = planned.length && !wrong.length ? summaryOf(planned) : "";
  const shownBelow = results.find(({ dataset }) => given.dates[dataset.of]);
  for (const result of results) {
    result.hidden = !summary || result !== shownBelow;
    result.firstElementChild.textContent = summary;
  }
  tell(summary && toCheck.length ? `${summary} ${toCheckText(toCheck)}` : summary);
  return { dates, faults };
}

/** @param {PlannedDate[]} toCheck */
const toCheckText = (toCheck) =>
  phraseOf(planner, "to-check", { steps: toCheck.map(({ title }) => title).join(BETWEEN) });

/**
 * Names the dates that ask something, each with a link to its place.
 *
 * @param {PlannedDate[]} toCheck
 */
function showToCheck(toCheck) {
  check.hidden = !toCheck.length;
  if (check.textContent === toCheckText(toCheck)) return; // a link that is being pressed must stay
  const [before, after] = phraseOf(planner, "to-check", { steps: "\n" }).split("\n");
  const links = toCheck.flatMap(({ id, title }, place) => {
    const link = document.createElement("a");
    link.href = `#date-${id}`;
    link.textContent = title;
    return place ? [BETWEEN, link] : [link];
  });
  check.replaceChildren(before, ...links, after);
}

/**
 * How many dates were counted, from which day to which.
 *
 * @param {PlannedDate[]} planned in their order
 */
function summaryOf(planned) {
  const [first, last] = [planned[0], planned[planned.length - 1]].map(({ date }) => dayText(planner, date));
  const own = planned.filter((each) => each.is_own).length;
  return phraseOf(planner, "planned", { count: planned.length - own, own, first, last });
}

/**
 * Shows the date of a step, or what is wrong with it, what is to be seen about it, and how long the line to it is, as
 * a part of the whole.
 *
 * @param {PlannedDate} planned
 * @param {number} part
 * @param {boolean} isGiven whether the reader typed a date, even a wrong one
 */
function showDate({ id, title, text, distance, notes }, part, isGiven) {
  const step = list.querySelector(`[data-step="${id}"]`);
  step.querySelector(".plan__date").textContent = list.hasAttribute("data-planned") ? text : "";
  step.querySelector(".plan__name").textContent = title;
  step.querySelector(".plan__note").textContent = notes.join(" ");
  step.querySelector(".plan__distance").textContent = distance;
  step.toggleAttribute("data-own", isGiven);
  step.toggleAttribute("data-noted", notes.length > 0);
  step.style.setProperty("--part", `${part || 0}`);
  const release = step.querySelector("[data-release]");
  if (release) release.hidden = !isGiven;
}

for (const control of controls) {
  control.addEventListener("input", () => {
    done.textContent = "";
    isKept = false;
    show();
  });
  control.addEventListener("blur", () => {
    show(); // some browsers say only now that a date does not exist
    const { textContent: fault } = document.getElementById(`error-${control.dataset.wish}`);
    if (fault) tell(`${control.labels?.[0].textContent}. ${fault}`);
  });
}

list.addEventListener("click", ({ target }) => {
  const release = /** @type {Element} */ (target).closest("[data-release]");
  const control = controls.find(({ dataset }) => dataset.wish === release?.dataset.release);
  if (!control) return;
  control.value = "";
  isKept = false;
  show();
  control.focus(); // its button goes
});

document.querySelector("[data-do=print]").addEventListener("click", () => print());
addEventListener("beforeprint", () => (isKept = true));
addEventListener("beforeunload", (event) => {
  if (!isKept && controls.some(({ value, defaultValue }) => value !== defaultValue)) event.preventDefault();
});

document.querySelector("[data-do=calendar]").addEventListener("click", () => {
  asksAll = true;
  const { dates, faults } = show();
  if (faults.length) {
    done.textContent = phraseOf(planner, "faults");
    controls.find((control) => control.ariaInvalid)?.focus();
    return;
  }
  const content = new TextEncoder().encode(calendarOf(planner, wishes(), dates, new Date().toISOString()));
  const name = planner.words.file;
  download({ name, content });
  isKept = true;
  done.textContent = phraseOf(planner, "done", { name });
});

show();
document.querySelector(".planner").dataset.started = "";
