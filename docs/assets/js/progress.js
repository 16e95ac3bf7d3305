// Where the stages are listed, says how far the reader is, from the ticks that this browser keeps.
import { readTicks } from "./checklist.js";
import { filled } from "./saying.js";

/**
 * A stage in a list of stages: the ids of its tasks, and what the button that leads on calls it.
 *
 * @typedef {HTMLElement & { dataset: { tasks: string, stage: string } }} ListedStage
 */

const buttons = [...document.querySelectorAll(".home__actions .button")];
/** What the buttons say, and where they lead, while nothing is ticked or kept. */
const before = buttons.map(({ textContent, href }) => ({ textContent, href }));

/**
 * Says how many tasks of each stage are ticked; the first button of the home page leads to the first open box of the
 * stage in which the reader is: the last with a tick, or the one after it, or what they left open before.
 */
function showStages() {
  const ticks = readTicks();
  const stages = [...document.querySelectorAll("[data-tasks]")].map((element) => {
    const tasks = element.dataset.tasks.split(" ");
    const open = tasks.filter((id) => !ticks.has(id));
    return { element, first: open[0], done: tasks.length - open.length, total: tasks.length };
  });
  for (const { element, done, total } of stages) {
    const count = element.querySelector("[data-count]");
    const said = filled(count.dataset.count, { done, total }).replaceAll(" ", "\u00a0"); // in one piece
    count.textContent = done ? `\u00a0(${said})` : "";
  }
  const { continue: phrase, finished } = document.querySelector("[data-continue]")?.dataset ?? {};
  const [button] = buttons;
  const last = stages.findLast(({ done }) => done);
  const isDone = last && last.done === last.total;
  const next = isDone ? (stages[stages.indexOf(last) + 1] ?? stages.find(({ first }) => first)) : last;
  if (finished && button && stages.every(({ done, total }) => done === total)) {
    button.textContent = finished;
    button.href = stages[stages.length - 1].element.querySelector("h3 a").href;
  }
  if (!phrase || !button || !next) return;
  button.textContent = filled(phrase, { stage: next.element.dataset.stage, done: next.done, total: next.total });
  button.href = `${next.element.querySelector("h3 a").href}#${next.first}`;
}

/** Whether this browser keeps answers of the form; see builder/keeping.js. */
function areAnswersKept() {
  try {
    return localStorage.getItem("guide.answers") !== null;
  } catch {
    return false; // storage denied
  }
}

/** Where answers are kept, the second button of the home page leads back to them. */
function showAnswers() {
  const kept = document.querySelector("[data-papers]")?.dataset;
  const button = buttons[1];
  if (!kept || !button || !areAnswersKept()) return;
  button.textContent = kept.papers;
  button.href = kept.form;
}

/** What was set here, in another tab, or since the browser kept this page. */
function showKept() {
  for (const [place, button] of buttons.entries()) Object.assign(button, before[place]);
  showAnswers();
  showStages();
}

showKept();
for (const change of ["ticks", "storage", "pageshow"]) window.addEventListener(change, showKept);
