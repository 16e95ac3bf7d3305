// Keeps the ticks of a checklist in this browser, under the stable ids of the tasks, so that a task
// ticked in a stage's list is ticked in a role's list and in the other language. Nothing is sent.

import { filled } from "./saying.js";

/**
 * A checklist, with what it says of the tasks done: "{done} … {total}", and asks before it clears their ticks.
 *
 * @typedef {HTMLElement & { dataset: { done: string, clearSure: string, print?: string } }} Checklist
 */

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") {
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
}

const KEY = "guide.ticks";

/**
 * The ids of the tasks that are ticked.
 *
 * @returns {Set<string>}
 */
export function readTicks() {
  try {
    const ticks = /** @type {unknown} */ (JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    return new Set(Array.isArray(ticks) ? ticks.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set(); // storage denied or damaged: the boxes still work, they are just not kept
  }
}

/** @param {Set<string>} ticks */
function writeTicks(ticks) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ticks].sort()));
  } catch {
    // storage denied or full
  }
}

/** @param {Checklist} checklist */
function startChecklist(checklist) {
  const boxes = [...checklist.querySelectorAll("input[data-task]")];
  const count = checklist.querySelector(".checklist__count");
  const bar = checklist.querySelector("progress");

  // With a task one hears how binding it is. By script: ids weigh.
  for (const box of boxes) {
    const level = box.closest(".task").querySelector(".level");
    level.id = `level-${box.dataset.task}`;
    box.setAttribute("aria-describedby", level.id);
  }

  function showProgress() {
    const done = boxes.filter((box) => box.checked).length;
    bar.value = done;
    count.textContent = filled(checklist.dataset.done, { done, total: boxes.length });
    window.dispatchEvent(new Event("ticks"));
  }

  function loadTicks() {
    const ticks = readTicks();
    for (const box of boxes) box.checked = ticks.has(box.dataset.task);
    showProgress();
  }

  /** @param {typeof boxes} changed by the reader, and no others */
  function saveTicks(changed) {
    const ticks = readTicks(); // of other checklists, too
    for (const box of changed) ticks[box.checked ? "add" : "delete"](box.dataset.task);
    writeTicks(ticks);
    showProgress();
  }

  /** @param {"blank" | "ticks"} way how its boxes are printed; of the page, nothing else is */
  function printList(way) {
    checklist.dataset.print = way;
    window.print();
  }

  /** @type {Record<string, (() => void) | undefined>} */
  const actions = {
    print: () => printList("ticks"),
    "print-blank": () => printList("blank"),
    reset: () => {
      if (!boxes.some((box) => box.checked) || !confirm(checklist.dataset.clearSure)) return;
      for (const box of boxes) box.checked = false;
      saveTicks(boxes);
    },
  };
  for (const box of boxes) box.addEventListener("change", () => saveTicks([box]));
  checklist.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-action]");
    if (button) actions[button.dataset.action]?.();
  });
  window.addEventListener("afterprint", () => delete checklist.dataset.print);
  window.addEventListener("storage", (event) => event.key === KEY && loadTicks());
  // Back on a kept page: other ticks may have been set since. At the first view this would hold up the paint.
  window.addEventListener("pagehide", () => window.addEventListener("pageshow", loadTicks, { once: true }));
  const early = boxes.filter((box) => box.checked); // before this script was there
  loadTicks();
  for (const box of early) box.checked = true;
  if (early.length) saveTicks(early);
}

document.querySelectorAll("[data-checklist]").forEach(startChecklist);
