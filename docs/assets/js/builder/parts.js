// One part of the questions at a time; the address says which, so that the browser's way back works.

import { controlOf, phrase } from "./questions.js";

const all = [...document.querySelectorAll(".part")];
const back = document.querySelector("[data-back]"); // from the preview to the question last answered
const list = document.querySelector(".builder__parts details");
const narrow = matchMedia("(max-width: 59.99em)");

let shown; // the part that the reader sees
let used; // the control in which they last were
let followed = false; // whether a link on the page leads there, not the browser's way back

/** Shows the part to which the address leads, or the one that was shown, and leads there when the reader asked for it. */
function showPart(moved) {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : all[0];
  const led = target?.closest(".part");
  if (!led && moved) return; // to the preview or to a source: the part stays
  const part = (moved ? led : shown ?? led) ?? all[0];
  const parts = all.filter((each) => each === part || !("unused" in each.dataset));
  const index = parts.indexOf(part);
  for (const each of all) each.hidden = each !== part;
  for (const link of list.querySelectorAll("a")) {
    link.parentElement.hidden = "unused" in document.querySelector(link.hash).dataset;
    if (link.hash === `#${part.id}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  const title = part.querySelector("h2");
  list.querySelector("summary").textContent = phrase("part-of", { number: index + 1, total: parts.length, title: title.textContent });
  for (const step of document.querySelectorAll("[data-step]")) showStep(step, parts[index + Number(step.dataset.step)]);
  const before = shown;
  shown = part;
  if (narrow.matches && (moved || !before)) list.open = false;
  if (part !== before) back.hash = part.id;
  if (!moved) return;
  if (part === before && !followed) return used?.focus({ preventScroll: true }); // the browser finds the place again
  const ask = target.closest("[data-ask]");
  (ask ? controlOf(ask.dataset.ask) : title)?.focus({ preventScroll: true });
  (ask ?? part).scrollIntoView();
}

function showStep(step, part) {
  step.hidden = !part;
  if (!part) return;
  step.hash = part.id;
  step.textContent = phrase(step.dataset.step === "1" ? "next" : "previous", { title: part.querySelector("h2").textContent });
}

/** Shows parts from now on; `onShown` is called each time. Gives what brings them up to date. */
export function startParts(onShown) {
  const lead = () => {
    showPart(true);
    followed = false;
  };
  addEventListener("hashchange", () => {
    lead();
    onShown();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    followed = Boolean(link);
    if (link?.hash === location.hash) lead(); // it changes no address, and must lead there all the same
  });
  document.querySelector(".builder__form").addEventListener("focusin", ({ target }) => {
    const ask = target.closest("[data-ask]");
    if (!ask) return;
    used = target;
    back.hash = ask.id;
  });
  showPart("ask" in (document.getElementById(location.hash.slice(1))?.dataset ?? {}));
  return () => showPart(false);
}
