// One part of the questions at a time; the address says which, so that the browser's way back works. And what is filled
// in and what is still missing: by part, by document, in all.

import { controlOf, form, linkTo, linksTo, mark, phrase } from "./questions.js";
import { isAsked, isMissing } from "./values.js";

const FIRST = 3; // as many missing answers are named at once

const all = [...document.querySelectorAll(".part")];
const back = document.querySelector("[data-back]"); // from the preview to the question last answered
const list = document.querySelector(".builder__parts details");
const links = [...list.querySelectorAll("a")];
const narrow = matchMedia("(max-width: 59.99em)");

let shown; // the part that the reader sees
let used; // the control in which they last were
let followed = false; // whether a link on the page leads there, not the browser's way back

const titleOf = (part) => part.querySelector("h2").textContent;

/** Shows the part to which the address leads, or the one that was shown, and leads there when the reader asked for it. */
function showPart(moved) {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : all[0];
  const led = target?.closest(".part");
  if (!led && moved) return; // to the preview or to a source: the part stays
  const part = (moved ? led : shown ?? led) ?? all[0];
  const parts = all.filter((each) => each === part || !("unused" in each.dataset));
  const index = parts.indexOf(part);
  for (const each of all) each.hidden = each !== part;
  for (const link of links) {
    link.parentElement.hidden = "unused" in document.querySelector(link.hash).dataset;
    mark(link, "aria-current", link.hash === `#${part.id}` && "step");
  }
  list.querySelector("summary").textContent = phrase("part-of", { number: index + 1, total: parts.length, title: titleOf(part) });
  for (const step of document.querySelectorAll("[data-step]")) showStep(step, parts[index + Number(step.dataset.step)]);
  const before = shown;
  shown = part;
  if (narrow.matches && (moved || !before)) list.open = false;
  if (part !== before) back.hash = part.id;
  if (!moved) return;
  if (part === before && !followed) return used?.focus({ preventScroll: true }); // the browser finds the place again
  const ask = target.closest("[data-ask]");
  (ask ? controlOf(ask.dataset.ask) : part.querySelector("h2"))?.focus({ preventScroll: true });
  (ask ?? part).scrollIntoView();
}

function showStep(step, part) {
  step.hidden = !part;
  if (!part) return;
  step.hash = part.id;
  step.textContent = phrase(step.dataset.step === "1" ? "next" : "previous", { title: titleOf(part) });
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
  form.addEventListener("focusin", ({ target }) => {
    const ask = target.closest("[data-ask]");
    if (!ask) return;
    used = target;
    back.hash = ask.id;
  });
  narrow.addEventListener("change", () => (list.open = !narrow.matches)); // a wide page has nothing to open it with
  showPart(/^#(ask|part|cite)-/.test(location.hash)); // scripts hid the others after the browser looked for it
  return () => showPart(false);
}

// ---- what is missing

/** What documents ask, in the order of the page. */
function askedBy(wanted, { questions, documents }, { answers }) {
  const asked = new Set(wanted.flatMap((id) => documents[id]));
  return questions.filter((question) => asked.has(question.id) && isAsked(question, answers));
}

/** Those of them that still wait for an answer. */
const missingIn = (wanted, content, choices) => askedBy(wanted, content, choices).filter((question) => isMissing(question, choices.answers, choices.edition));

export function showProgress(content, choices) {
  const { documents } = choices;
  const missing = new Set(missingIn(documents, content, choices).map(({ id }) => id));
  const counted = askedBy(documents, content, choices).filter(({ optional }) => !optional);
  for (const part of document.querySelectorAll("[data-part]")) showDone(part, counted, missing);
  showMissing(missing);
  for (const row of document.querySelectorAll("[data-document]")) {
    row.hidden = !documents.includes(row.dataset.document);
    document.querySelector(`#previewed [value="${row.dataset.document}"]`).hidden = row.hidden && documents.length > 0;
    row.querySelector(".builder__lacks").textContent = lacksOf(content, row.dataset.document, choices);
  }
  const done = counted.filter(({ id }) => !missing.has(id)).length;
  document.querySelector(".builder__total").textContent = phrase("total", { done, total: counted.length });
}

/** What a document still lacks, in words. */
export function lacksOf(content, id, choices) {
  const count = missingIn([id], content, choices).length;
  return count ? phrase("lacks", { count }) : phrase("complete");
}

function showDone(part, counted, missing) {
  const own = counted.filter(({ id }) => part.querySelector(`[data-ask="${id}"]`));
  const done = own.filter(({ id }) => !missing.has(id)).length;
  document.querySelector(`[data-count="${part.dataset.part}"]`).textContent = own.length ? phrase("filled", { done, total: own.length }) : "";
  const link = links.find(({ hash }) => hash === `#${part.id}`);
  link.querySelector(".part-mark").dataset.state = !lackingIn(part, missing).length ? "full" : done ? "half" : "empty";
}

const lackingIn = (part, missing) => [...part.querySelectorAll("[data-ask]")].map(({ dataset }) => dataset.ask).filter((id) => missing.has(id));

/** The first questions of this part that lack an answer; then, folded, the others and how many each part lacks. */
function showMissing(missing) {
  const place = document.querySelector(".missing");
  const own = lackingIn(shown, missing);
  const count = missing.size;
  place.querySelector("h2").textContent = count ? phrase(count === 1 ? "missing-one" : "missing-title", { count }) : phrase("missing-none");
  const others = all.filter((part) => part !== shown && lackingIn(part, missing).length).map((part) => {
    return linkTo(part.id, phrase("missing-in-part", { title: titleOf(part), count: lackingIn(part, missing).length }));
  });
  place.querySelector(".help").hidden = !count;
  const first = place.querySelector("ul");
  const more = place.querySelector("details");
  first.replaceChildren(...linksTo(own.slice(0, FIRST)));
  more.hidden = count <= FIRST && !others.length;
  more.querySelector("summary").textContent = phrase(own.length ? "missing-others" : "missing-which", { count: count - Math.min(own.length, FIRST) });
  more.querySelector("ul").replaceChildren(...linksTo(own.slice(FIRST)), ...others);
}
