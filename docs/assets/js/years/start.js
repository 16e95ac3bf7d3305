// The page that sets evaluations side by side: a form for each, files, two tables with a small chart for each figure.

import { bars, changeOf, figureIn, inOrder, readEvaluation, writeEvaluation } from "./evaluations.js";

/** @import { Evaluation, Refusal } from "./evaluations.js" */

/**
 * The tool, with what it says.
 *
 * @typedef {HTMLElement & { dataset: Record<Refusal | "done" | "opened" | "removed" | "removeSure" | "same" | "more" |
 *   "less" | "better" | "worse" | "unknown" | "indicator" | "until" | "evaluation" | "change" | "number" | "order" |
 *   "twice" | "noDate" | "left", string> }} YearsTool
 */

/**
 * Where something is typed or chosen: the field or point of the evaluation form that it answers, and what this asks.
 *
 * @typedef {(HTMLInputElement | HTMLSelectElement) & {
 *   dataset: { value: string, figure?: string, point?: string },
 * }} Control
 */

/**
 * One evaluation of the page: its form, the end of its period, what its file held beside what the form asks, and the
 * text of this file when it was last read or written.
 *
 * @typedef {{ form: HTMLFieldSetElement, until: string, others: Evaluation, saved: string }} Shown
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
const { lang } = document.documentElement;
/** @type {Shown[]} */
let shown = [];
let made = 0; // counts forms, for the ids of their controls

/** @param {ParentNode} form */
const controlsOf = (form) => [...form.querySelectorAll("[data-value]")];

/** @type {(text: string, values: Record<string, string | number>) => string} */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

/** @param {string} day */
function dayText(day) {
  const written = new Date(`${day}T12:00Z`).toLocaleDateString(`${lang}-BE`, { dateStyle: "long", timeZone: "UTC" });
  return lang === "fr" ? written.replace(/^1 /, "1er ") : written;
}

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
    control.setAttribute("aria-describedby", error.id);
    form.querySelector(`label[for="${id}"]`)?.setAttribute("for", control.id);
  }
  list.append(form);
  const each = { form, until: "", others, saved: "" };
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
 * What is wrong with an evaluation, in words; its controls are marked.
 *
 * @param {Shown} each
 */
function faultsOf({ form, until }) {
  /** @type {string[]} */
  const faults = [];
  const [from] = controlsOf(form);
  if (from.value && until && from.value > until) faults.push(words.order);
  if (until && shown.filter((other) => other.until === until).length > 1) faults.push(words.twice);
  for (const control of controlsOf(form)) {
    const wrong = "figure" in control.dataset && figureIn(control.value) === undefined;
    if (wrong) faults.push(`${control.dataset.figure}: ${words.number}`);
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  return faults;
}

/** Brings titles, faults and the comparison up to date with what is typed. */
function refresh() {
  for (const each of shown) each.until = each.form.querySelector('[data-value="evaluation-until"]').value;
  for (const [index, each] of shown.entries()) {
    const { form, until } = each;
    const [said, values] = until ? [words.until, { date: dayText(until) }] : [words.evaluation, { number: index + 1 }];
    form.querySelector("legend").textContent = filled(said, values);
    const error = form.querySelector(".evaluation__error");
    const faults = faultsOf(each).join(" ");
    if (error.textContent !== faults) error.textContent = faults;
  }
  const compared = inOrder(shown.filter(({ until }) => until));
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
  const heads = [words.indicator, ...compared.map(({ until }) => dayText(until)), words.change];
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
  const figures = answers.map(({ value }) => figureIn(value) ?? null);
  const texts = figures.map((figure) => (figure === null ? words.unknown : numberText(figure)));
  const row = rowWith(name, [...texts, figureChange(figures)]);
  row.cells[0].append(chartOf(figures, `${name}: ${texts.join(", ")}`));
  return row;
}

/** @param {Control[]} answers */
function pointRow(answers) {
  const selects = /** @type {HTMLSelectElement[]} */ (answers);
  const texts = selects.map(({ selectedOptions: [option] }) => option.text);
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
  if (change === null) return words.unknown;
  if (!change) return words.same;
  return filled(change > 0 ? words.more : words.less, { count: numberText(Math.abs(change)) });
}

/** @param {HTMLSelectElement[]} selects */
function pointChange(selects) {
  const known = selects.filter(({ value }) => value && value !== "unknown").map(({ selectedIndex }) => selectedIndex);
  const change = changeOf(known);
  if (change === null) return words.unknown;
  return !change ? words.same : change > 0 ? words.worse : words.better; // the best answer comes first
}

/**
 * A bar for each period, as high as its figure; where none is known, a gap.
 *
 * @param {(number | null)[]} figures
 * @param {string} label
 */
function chartOf(figures, label) {
  const chart = /** @type {SVGElement} */ (drawing.cloneNode(true));
  const drawn = bars(figures, BAR.room).map((height, index) => {
    const top = BAR.room - (height ?? 0);
    return height === null ? "" : `M${index * BAR.step} ${top}h${BAR.width}v${height + BAR.ground}h-${BAR.width}z`;
  });
  chart.setAttribute("aria-label", label);
  chart.setAttribute("width", `${figures.length * BAR.step}`);
  chart.children[0].setAttribute("d", drawn.join(""));
  return chart;
}

/** @param {Shown} each */
function save(each) {
  if (!each.until) return say(words.noDate);
  const name = `evaluation-${each.until}.json`;
  each.saved = fileOf(each);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([each.saved], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // by then, slow devices have begun to write it
  say(filled(words.done, { name }));
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

/** Shows what the chosen files hold: each takes the place of a form that is still empty. */
async function openFiles() {
  /** @type {string[]} */
  const told = [];
  for (const file of files.files ?? []) {
    const read = readEvaluation(await file.text());
    if (typeof read === "string") {
      told.push(filled(words[read], { name: file.name }));
      continue;
    }
    const empty = shown.find(isEmpty);
    if (empty) remove(empty);
    add(read.evaluation);
    told.push(filled(words.opened, { name: file.name }));
    if (read.left.length) told.push(filled(words.left, { names: read.left.join(", ") }));
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
  if (target !== files) refresh();
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
