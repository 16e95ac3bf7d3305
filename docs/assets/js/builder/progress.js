// What is filled in and what is still missing: by part, by document, in all.

import { linkTo, linksTo, phrase } from "./questions.js";
import { isMissing, lacksAnswer } from "./values.js";

const FIRST = 3;
const parts = [...document.querySelectorAll(".part")];
const links = new Map([...document.querySelectorAll(".builder__parts a")].map((link) => [link.hash.slice(1), link]));

/** What the documents wanted ask, in the order of the page. */
function wantedQuestions({ questions, documents }, wanted) {
  const asked = new Set(wanted.flatMap((id) => documents[id]));
  return questions.filter(({ id, ask }) => asked.has(id) && ask !== "check");
}

export function showProgress(content, { answers, edition, documents }) {
  const asked = wantedQuestions(content, documents);
  const missing = new Set(asked.filter((question) => isMissing(question, answers, edition)).map(({ id }) => id));
  const counted = content.questions.filter(({ id, ask }) => ask !== "check" && !document.getElementById(`ask-${id}`).hidden);
  const unanswered = new Set(counted.filter((question) => lacksAnswer(question, answers, edition)).map(({ id }) => id));
  for (const part of document.querySelectorAll("[data-part]")) showPart(part, counted, unanswered, missing);
  showMissing(missing);
  for (const row of document.querySelectorAll("[data-document]")) {
    row.hidden = !documents.includes(row.dataset.document);
    document.querySelector(`#previewed [value="${row.dataset.document}"]`).hidden = row.hidden && documents.length > 0;
    row.querySelector(".builder__lacks").textContent = lacksOf(content, row.dataset.document, { answers, edition });
  }
  const done = counted.length - unanswered.size;
  document.querySelector(".builder__total").textContent = phrase("total", { done, total: counted.length });
}

/** What a document still lacks, in words. */
export function lacksOf({ questions, documents }, id, { answers, edition }) {
  const asked = new Set(documents[id]);
  const count = questions.filter((question) => asked.has(question.id) && isMissing(question, answers, edition)).length;
  return count ? phrase("lacks", { count }) : phrase("complete");
}

function showPart(part, counted, unanswered, missing) {
  const own = counted.filter(({ id }) => part.querySelector(`[data-ask="${id}"]`));
  const done = own.filter(({ id }) => !unanswered.has(id)).length;
  document.querySelector(`[data-count="${part.dataset.part}"]`).textContent = own.length ? phrase("filled", { done, total: own.length }) : "";
  const mark = links.get(part.id).querySelector(".part-mark");
  mark.dataset.state = !own.some(({ id }) => missing.has(id)) ? "full" : done ? "half" : "empty";
}

/** The first questions of this part that lack an answer; then, folded, the others and how many each part lacks. */
function showMissing(missing) {
  const place = document.querySelector(".missing");
  const lacking = (part) => [...part.querySelectorAll("[data-ask]")].map(({ dataset }) => dataset.ask).filter((id) => missing.has(id));
  const here = parts.find((part) => !part.hidden);
  const own = lacking(here);
  const count = missing.size;
  place.querySelector("h2").textContent = count ? phrase(count === 1 ? "missing-one" : "missing-title", { count }) : phrase("missing-none");
  const others = parts.filter((part) => part !== here && lacking(part).length).map((part) => {
    const title = part.querySelector("h2").textContent;
    return linkTo(part.id, phrase("missing-in-part", { title, count: lacking(part).length }));
  });
  place.querySelector(".help").hidden = !count;
  const first = place.querySelector("ul");
  const more = place.querySelector("details");
  first.replaceChildren(...linksTo(own.slice(0, FIRST)));
  more.hidden = count <= FIRST && !others.length;
  more.querySelector("summary").textContent = phrase(own.length ? "missing-others" : "missing-which", { count: count - Math.min(own.length, FIRST) });
  more.querySelector("ul").replaceChildren(...linksTo(own.slice(FIRST)), ...others);
}
