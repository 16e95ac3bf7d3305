// Keeps the ticks of a checklist in this browser, under the stable ids of the tasks, so that a task
// ticked in a stage's list is ticked in a role's list and in the other language. Nothing is sent.

// Loaded without holding up the page, so it may be here before the page is read.
if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read));

const KEY = "guide.ticks";

function readTicks() {
  try {
    const ticks = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(ticks) ? ticks.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set(); // storage denied or damaged: the boxes still work, they are just not kept
  }
}

function writeTicks(ticks) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ticks].sort()));
  } catch {
    // storage denied or full
  }
}

function setUp(checklist) {
  const boxes = [...checklist.querySelectorAll("input[data-task]")];
  const count = checklist.querySelector(".checklist__count");
  const bar = checklist.querySelector("progress");

  function show() {
    const done = boxes.filter((box) => box.checked).length;
    bar.value = done;
    count.textContent = checklist.dataset.done.replace("{done}", done).replace("{total}", boxes.length);
  }

  function load() {
    const ticks = readTicks();
    for (const box of boxes) box.checked = ticks.has(box.dataset.task);
    show();
  }

  function save() {
    const ticks = readTicks();
    for (const box of boxes) ticks[box.checked ? "add" : "delete"](box.dataset.task);
    writeTicks(ticks);
    show();
  }

  function print(blank) {
    checklist.classList.toggle("checklist--blank", blank);
    window.print();
  }

  const actions = {
    print: () => print(false),
    "print-blank": () => print(true),
    reset: () => {
      for (const box of boxes) box.checked = false;
      save();
    },
  };
  checklist.addEventListener("change", save);
  checklist.addEventListener("click", (event) => actions[event.target.closest("[data-action]")?.dataset.action]?.());
  window.addEventListener("afterprint", () => checklist.classList.remove("checklist--blank"));
  window.addEventListener("storage", (event) => event.key === KEY && load());
  // Back on a page that the browser kept: other ticks may have been set since. At the first view this would hold up the paint.
  window.addEventListener("pagehide", () => window.addEventListener("pageshow", load, { once: true }));
  load();
}

document.querySelectorAll("[data-checklist]").forEach(setUp);
