// The page that sets evaluations side by side: a form for each, files, two tables with a small chart for each figure.

import {
  bars,
  changeOf,
  figureIn,
  fileEnd,
  inOrder,
  isComparable,
  notesOn,
  readEvaluation,
  writeEvaluation,
} from "./evaluations.js";
import { filled } from "../saying.js";

/** @import { Evaluation, Refusal } from "./evaluations.js" */

/**
 * The tool, with what it says.
 *
 * @typedef {HTMLElement & { dataset: Record<Refusal | "done" | "doneBut" | "opened" | "removed" | "removeSure" |
 *   "same" | "more" | "less" | "better" | "worse" | "unknown" | "indicator" | "until" | "evaluation" | "change" |
 *   "order" | "year" | "future" | "long" | "overlap" | "twice" | "noDate" | "left" | "missing" | "toCorrect" |
 *   "noChange" | "police" | "title" | "titleOf" | "file" | "replaceSure" | "kept" | "otherPlace" | "number" |
 *   "part", string> }} YearsTool
 */

/**
 * Where something is typed or chosen: the field or point of the evaluation form that it answers, what this asks, and
 * the field of the figure of which it gives a part.
 *
 * @typedef {(HTMLInputElement | HTMLSelectElement) & {
 *   dataset: { value: string, figure?: string, whole?: string, point?: string, police?: string },
 * }} Control
 */

/**
 * One evaluation of the page: its form, its period, what its file held beside what the form asks, the text of this
 * file when it was last read or written, and whether it was to be saved without an end.
 *
 * @typedef {{ form: HTMLFieldSetElement, from: string, until: string, others: Evaluation, saved: string,
 *   lacksEnd: boolean }} Shown
 */

/** In pixels: a bar, from one to the next, the height of the highest, and what shows of a figure that is 0. */
const BAR = { width: 14, step: 18, room: 28, ground: 2 };
const NOTHING = writeEvaluation({});

const tool = document.querySelector("[data-years]");
const words = tool.dataset;
const template = document.querySelector("[data-years] template");
const drawing = /** @type {SVGElement} */ (template.content.querySelector("svg"));
const list = tool.querySelector(".evaluations");
const status = tool.querySelector(".years__done");
const files = tool.querySelector("#years-files");
const place = tool.querySelector("#place");
const { lang } = document.documentElement;
/** Between names, which have commas in them. */
const BETWEEN = lang === "fr" ? "\u202f; " : "; ";
/** @type {Shown[]} */
let shown = [];
let made = 0; // counts forms, for the ids of their controls

/** @param {ParentNode} form */
const controlsOf = (form) => [...form.querySelectorAll("[data-value]")];

/** @param {string} day */
function dayText(day) {
  const written = new Date(`${day}T12:00Z`).toLocaleDateString(`${lang}-BE`, { dateStyle: "long", timeZone: "UTC" });
  return lang === "fr" ? written.replace(/^1 /, "1er ") : written;
}

/** @param {string} day */
const shortText = (day) => new Date(`${day}T12:00Z`).toLocaleDateString(`${lang}-BE`, { timeZone: "UTC" });

/**
 * Shows a form for an evaluation, with what is known of it.
 *
 * @param {Evaluation} [known]
 */
function add(known = {}) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const form = copy.querySelector(".evaluation");
  const error = form.querySelector(".evaluation__error");
  made += 1;
  error.id = `error-${made}`;
  const others = { ...known };
  for (const control of controlsOf(form)) {
    const { value: id } = control.dataset;
    control.value = known[id] ?? "";
    if (control.value === (known[id] ?? "")) delete others[id]; // what the form cannot show stays in the file
    control.id = `${id}-${made}`;
    const wrong = /** @type {HTMLElement | null} */ (control.parentElement?.querySelector(".evaluation__wrong"));
    if (wrong) wrong.id = `${control.id}-wrong`;
    control.setAttribute("aria-describedby", wrong?.id ?? error.id);
    form.querySelector(`label[for="${id}"]`)?.setAttribute("for", control.id);
  }
  list.append(form);
  const each = { form, from: "", until: "", others, saved: "", lacksEnd: false };
  each.saved = fileOf(each);
  shown.push(each);
  return each;
}

/** @param {Shown} each */
function fileOf({ form, others }) {
  const typed = controlsOf(form).map((control) => [control.dataset.value, control.value.trim()]);
  return writeEvaluation({ ...others, ...Object.fromEntries(typed.filter(([, value]) => value)) });
}

/**
 * What is to be seen about the period of an evaluation, in words.
 *
 * @param {Shown} each
 */
function toldOf(each) {
  if (each.lacksEnd) return words.noDate;
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Brussels" });
  const others = shown.filter((other) => other !== each);
  return [...notesOn(each, others, today)].map((name) => words[name]).join(" ");
}

/**
 * When faults are shown: while somebody types they only go, and when they leave what they typed they only come.
 *
 * @typedef {"typing" | "leaving"} Moment
 */

/**
 * What is wrong in a figure, in words: it is no number, or a part that is more than the whole; else an empty text.
 *
 * @param {Control} control
 */
function faultIn(control) {
  const figure = figureIn(control.value);
  if (figure === undefined) return words.number;
  const { whole } = control.dataset;
  const form = /** @type {HTMLElement} */ (control.closest(".evaluation"));
  const most = whole && figureIn(form.querySelector(`[data-value="${whole}"]`).value);
  return typeof most === "number" && Number(figure) > most ? words.part : "";
}

/**
 * Marks the figures in which something is wrong, and says what below them.
 *
 * @param {Shown} each
 * @param {Moment} [moment]
 */
function markNumbers({ form }, moment) {
  for (const control of controlsOf(form).filter(({ dataset }) => "figure" in dataset)) {
    const wrong = /** @type {HTMLElement} */ (control.parentElement?.querySelector(".evaluation__wrong"));
    const fault = faultIn(control);
    const said = moment === "typing" && fault !== wrong.textContent ? "" : fault;
    if (wrong.textContent === said) continue;
    control.ariaInvalid = said ? "true" : null;
    wrong.textContent = said;
    wrong.hidden = !said;
  }
}

/**
 * Says in each form what is wrong.
 *
 * @param {Moment} [moment]
 */
function markFaults(moment) {
  for (const each of shown) {
    markNumbers(each, moment);
    const error = each.form.querySelector(".evaluation__error");
    const told = toldOf(each);
    const said = moment === "typing" && told !== error.textContent ? "" : told;
    if ((moment === "leaving" && !said) || error.textContent === said) continue;
    error.textContent = said;
    for (const day of controlsOf(each.form).slice(0, 2)) {
      day.ariaInvalid = said.includes(words.order) ? "true" : null;
    }
  }
}

/**
 * Brings titles, faults and the comparison up to date with what is typed.
 *
 * @param {Moment} [moment]
 */
function refresh(moment) {
  for (const each of shown) {
    const [from, until] = controlsOf(each.form).map(({ value }) => value); // the form begins with its period
    Object.assign(each, { from, until, lacksEnd: each.lacksEnd && !until });
  }
  for (const [index, each] of shown.entries()) {
    const { form, until } = each;
    const number = { number: index + 1 };
    const [name, values] = isComparable(each) ? [words.until, { date: dayText(until) }] : [words.evaluation, number];
    form.querySelector("legend").textContent = filled(name, values);
  }
  markFaults(moment);
  const compared = inOrder(shown.filter(isComparable));
  const enough = compared.length > 1;
  tool.querySelector(".comparison__wait").hidden = enough;
  tool.querySelector(".comparison__tables").hidden = !enough;
  if (enough) compare(compared);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {Record<string, string>} [attributes]
 */
function element(name, text, attributes = {}) {
  const created = document.createElement(name);
  created.textContent = text;
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  return created;
}

/** @param {Shown[]} compared in the order of their periods */
function compare(compared) {
  const asked = controlsOf(compared[0].form);
  const periods = compared.map(({ from, until }) => {
    const period = from ? `${shortText(from)} – ${shortText(until)}` : dayText(until);
    return from > until ? `${period} (${words.toCorrect})` : period;
  });
  const isTurnedRound = compared.some(({ from, until }) => from > until); // then nobody knows what follows what
  const heads = [words.indicator, ...periods, words.change];
  const where = place.value.trim();
  tool.querySelector(".comparison__title").textContent = where ? filled(words.titleOf, { place: where }) : words.title;
  const tables = {
    figures: { table: tool.querySelector(".comparison__figures"), rowOf: figureRow },
    points: { table: tool.querySelector(".comparison__points"), rowOf: pointRow },
  };
  for (const [kind, { table, rowOf }] of Object.entries(tables)) {
    const head = document.createElement("tr");
    head.append(...heads.map((text) => element("th", text, { scope: "col" })));
    table.tHead.replaceChildren(head);
    const rows = asked.filter(({ dataset }) => dataset[kind === "figures" ? "figure" : "point"]);
    table.tBodies[0].replaceChildren(...rows.map(({ dataset: { value } }) => rowOf(answersTo(value, compared))));
    for (const row of table.tBodies[0].rows) {
      for (const [index, cell] of [...row.cells].entries()) cell.dataset.head = heads[index]; // said on narrow screens
      if (isTurnedRound) row.cells[row.cells.length - 1].textContent = words.toCorrect;
    }
  }
}

/**
 * @param {string} id a field or a point of the evaluation form
 * @param {Shown[]} compared
 */
const answersTo = (id, compared) => compared.map(({ form }) => form.querySelector(`[data-value="${id}"]`));

/** @param {number} number */
const numberText = (number) => number.toLocaleString(`${lang}-BE`);

/** @param {Control[]} answers */
function figureRow(answers) {
  const name = answers[0].dataset.figure ?? "";
  const figures = answers.map((answer) => (faultIn(answer) ? null : figureIn(answer.value) ?? null));
  const texts = answers.map(figureText);
  const isWrong = texts.includes(words.toCorrect);
  const row = rowWith(name, [...texts, isWrong ? words.toCorrect : figureChange(figures)]);
  if (figures.some((figure) => figure !== null)) row.cells[0].append(chartOf(figures));
  return row;
}

/** @param {Control} answer */
function figureText(answer) {
  if (faultIn(answer)) return words.toCorrect;
  const figure = figureIn(answer.value);
  if (typeof figure === "number") return numberText(figure);
  return answer.value.trim() ? words.unknown : words.missing;
}

/** @param {Control[]} answers */
function pointRow(answers) {
  const selects = /** @type {HTMLSelectElement[]} */ (answers);
  const texts = selects.map(({ selectedOptions: [option] }) => option?.text ?? words.unknown);
  return rowWith(answers[0].dataset.point ?? "", [...texts, pointChange(selects)]);
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function rowWith(name, cells) {
  const row = document.createElement("tr");
  row.append(element("th", name, { scope: "row" }), ...cells.map((text) => element("td", text)));
  return row;
}

/** @param {(number | null)[]} figures */
function figureChange(figures) {
  const change = changeOf(figures);
  if (change === null) return words.noChange;
  if (!change) return words.same;
  return filled(change > 0 ? words.more : words.less, { count: numberText(Math.abs(change)) });
}

/** @param {HTMLSelectElement[]} selects */
function pointChange(selects) {
  if ("police" in selects[0].dataset) return words.police; // what is judged of crime is no change of the partnership
  const known = selects.filter(({ value }) => value && value !== "unknown").map(({ selectedIndex }) => selectedIndex);
  const change = changeOf(known);
  if (change === null) return words.noChange;
  return !change ? words.same : change > 0 ? words.worse : words.better; // the best answer comes first
}

/**
 * A bar for each period, as high as its figure; where none is known, a gap.
 *
 * @param {(number | null)[]} figures
 */
function chartOf(figures) {
  const chart = /** @type {SVGElement} */ (drawing.cloneNode(true));
  const drawn = bars(figures, BAR.room).map((height, index) => {
    const top = BAR.room - (height ?? 0);
    return height === null ? "" : `M${index * BAR.step} ${top}h${BAR.width}v${height + BAR.ground}h-${BAR.width}z`;
  });
  chart.setAttribute("width", `${figures.length * BAR.step}`);
  chart.children[0].setAttribute("d", drawn.join(""));
  return chart;
}

/** @param {Shown} each */
function save(each) {
  if (!isComparable(each)) return refuse(each);
  const where = place.value.trim();
  const name = `${words.file}-${fileEnd(where, each.until)}.json`;
  if (where) each.others.place = where;
  each.saved = fileOf(each);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([each.saved], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // by then, slow devices have begun to write it
  const done = each.form.querySelector(".evaluation__done");
  markFaults();
  done.textContent = filled(each.form.querySelector("[aria-invalid]") ? words.doneBut : words.done, { name });
  done.scrollIntoView({ block: "nearest" });
}

/**
 * Leads to the day for which an evaluation cannot be saved, and says why.
 *
 * @param {Shown} each
 */
function refuse(each) {
  const { form, until } = each;
  const [first, last] = controlsOf(form);
  const wrong = isComparable({ from: "", until }) ? first : last;
  each.lacksEnd = !until;
  markFaults();
  form.querySelector(".evaluation__done").textContent = "";
  wrong.ariaInvalid = "true";
  wrong.focus();
}

/** @param {string} text */
function say(text) {
  status.textContent = text;
}

/** @param {Shown} each */
const isEmpty = (each) => fileOf(each) === NOTHING;

/** @param {Shown} each */
function remove(each) {
  each.form.remove();
  shown = shown.filter((other) => other !== each);
}

/**
 * What the page calls an answer of a file, to stand within a sentence; its id when no control asks for it.
 *
 * @param {string} id
 * @param {HTMLElement} form
 */
function nameOf(id, form) {
  const control = id === "place" ? place : controlsOf(form).find(({ dataset }) => dataset.value === id);
  return control?.labels?.[0].textContent?.replace(/\.$/, "") ?? id;
}

/** Shows what the chosen files hold: each takes the place of a form that is still empty. */
async function openFiles() {
  /** @type {string[]} */
  const told = [];
  for (const file of files.files ?? []) {
    // One that cannot be read at all, as from a stick that was taken away, is told as one that is damaged.
    const read = await file.text().then(readEvaluation, () => /** @type {const} */ ("truncated"));
    if (typeof read === "string") {
      told.push(filled(words[read], { name: file.name }));
      continue;
    }
    const { "evaluation-until": until, place: where = "" } = read.evaluation;
    const same = shown.find((each) => until && each.until === until);
    if (same && !confirm(filled(words.replaceSure, { name: file.name, date: dayText(until) }))) {
      told.push(filled(words.kept, { name: file.name }));
      continue;
    }
    const gone = same ?? shown.find(isEmpty);
    if (gone) remove(gone);
    const { form } = add(read.evaluation);
    place.value ||= where;
    if (where && where !== place.value.trim()) told.push(filled(words.otherPlace, { name: file.name, place: where }));
    refresh();
    told.push(filled(words.opened, { name: file.name }));
    const left = read.left.map((id) => nameOf(id, form));
    if (left.length) told.push(filled(words.left, { names: left.join(BETWEEN) }));
  }
  files.value = ""; // the same file may be opened again
  say(told.join(" "));
  refresh();
}

/**
 * What a button of the tool does.
 *
 * @param {string} wanted
 * @param {Shown | undefined} each the evaluation in which it stands
 */
function act(wanted, each) {
  if (wanted === "print") print();
  if (wanted === "save" && each) save(each);
  if (wanted === "add") {
    controlsOf(add().form)[0].focus();
    refresh();
  }
  if (wanted === "remove" && each && (isEmpty(each) || confirm(words.removeSure))) {
    remove(each);
    say(words.removed);
    tool.querySelector("[data-do=add]").focus();
    refresh();
  }
}

tool.addEventListener("input", ({ target }) => {
  if (target !== files) refresh("typing");
});
tool.addEventListener("focusout", () => {
  const leave = () => markFaults("leaving");
  // What is shown would move what is being pressed.
  if (!document.querySelector(":active")) return leave();
  for (const end of ["mouseup", "contextmenu", "change"]) {
    addEventListener(end, () => setTimeout(leave, 50), { once: true });
  }
});
files.addEventListener("change", openFiles);
tool.addEventListener("click", ({ target }) => {
  const button = /** @type {Element} */ (target).closest("button[data-do]");
  if (button) act(button.dataset.do, shown.find(({ form }) => form.contains(button)));
});
addEventListener("beforeunload", (event) => {
  if (shown.some((each) => fileOf(each) !== each.saved)) event.preventDefault();
});

files.multiple = true;
add();
add();
refresh();
tool.dataset.started = "";
