// One part of the questions at a time; the address says which, so that the browser's way back works.

import { controlOf, phrase } from "./questions.js";

const all = [...document.querySelectorAll(".part")];
const list = document.querySelector(".builder__parts details");
const narrow = matchMedia("(max-width: 59.99em)");

/** Shows the part to which the address leads, or the first, and leads there when the reader asked for it. */
function showPart(moved) {
  const target = document.getElementById(location.hash.slice(1));
  const part = target?.closest(".part");
  if (!part && moved) return;
  const parts = all.filter((each) => each === part || !("unused" in each.dataset));
  const index = Math.max(0, parts.indexOf(part));
  for (const each of all) each.hidden = each !== parts[index];
  for (const link of list.querySelectorAll("a")) {
    link.parentElement.hidden = "unused" in document.querySelector(link.hash).dataset;
    if (link.hash === `#${parts[index].id}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  const title = parts[index].querySelector("h2");
  list.querySelector("summary").textContent = phrase("part-of", { number: index + 1, total: parts.length, title: title.textContent });
  if (narrow.matches) list.open = false;
  for (const step of document.querySelectorAll("[data-step]")) showStep(step, parts[index + Number(step.dataset.step)]);
  if (!moved) return;
  const place = target.dataset.ask ? controlOf(target.dataset.ask) : title;
  place?.focus();
  (target.dataset.ask ? target : parts[index]).scrollIntoView();
}

function showStep(step, part) {
  step.hidden = !part;
  if (!part) return;
  step.hash = part.id;
  step.textContent = phrase(step.dataset.step === "1" ? "next" : "previous", { title: part.querySelector("h2").textContent });
}

/** Shows parts from now on; `onShown` is called each time. Gives what brings them up to date. */
export function startParts(onShown) {
  addEventListener("hashchange", () => {
    showPart(true);
    onShown();
  });
  // A link to where the reader already is changes no address, and must lead there all the same.
  document.querySelector(".builder").addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) showPart(true);
  });
  showPart("ask" in (document.getElementById(location.hash.slice(1))?.dataset ?? {}));
  return () => showPart(false);
}
