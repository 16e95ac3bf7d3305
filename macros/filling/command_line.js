// What the command line does with the scripts of pages: it checks files of answers, fills in papers, and plans dates.

import { Buffer } from "node:buffer";

import { choicesIn, faultsIn, FORMATS } from "../../docs/assets/js/builder/answers.js";
import { packOf } from "../../docs/assets/js/builder/files.js";
import { shortfallsIn } from "../../docs/assets/js/builder/papers.js";
import { eachOf, isAsked, isOfNone, languagesOf, valuesOf, warnings } from "../../docs/assets/js/builder/values.js";
import { calendarOf } from "../../docs/assets/js/planner/calendar.js";
import { planOf } from "../../docs/assets/js/planner/plan.js";
import { answerRequests, sayStep } from "./requests.js";

/**
 * @import { Answer, Content, Edition, FilledPack, Plan, Planner, Question } from "exchange"
 * @import { Choices } from "../../docs/assets/js/builder/answers.js"
 * @import { Wishes } from "../../docs/assets/js/planner/plan.js"
 */

/**
 * The documents, one after the other; of each it says that it is made, once the next one is asked for.
 *
 * @param {string[]} documents
 */
function* inSteps(documents) {
  for (const id of documents) {
    yield id;
    sayStep();
  }
}

/**
 * What an edition that is not that of a file lacks: the questions of its documents that are answered in words, and not
 * in a language of this edition. An answer that is given once is in the language of the file; where that has both, it
 * is in any of them.
 *
 * @param {Content} content
 * @param {Choices} choices
 * @param {Edition} edition
 * @returns {FilledPack["untranslated"]}
 */
function untranslatedIn({ questions, documents }, { edition: own, answers, documents: wanted }, edition) {
  const language = edition === own ? undefined : languagesOf(edition).find((each) => each !== own);
  if (!language) return {};
  /** @type {(question: Question, answer?: Answer) => boolean} */
  const isLacking = (question, answer = "") => {
    const isGivenOnce = typeof answer === "string";
    if (isGivenOnce ? own === "fr-nl" : eachOf(answer, language).some((text) => text.trim())) return false;
    const texts = isGivenOnce ? [answer] : Object.values(answer);
    return texts.some((text) => /\p{L}/u.test(text) && !isOfNone(question, text));
  };
  const lacking = questions
    .filter((each) => each.ask === "field" && each.translated && isAsked(each, answers))
    .filter(({ id }) => wanted.some((document) => documents[document].includes(id)))
    .filter((each) => isLacking(each, answers[each.id]));
  return lacking.length ? { [language]: lacking.map(({ id }) => id) } : {};
}

/**
 * The papers that a file of answers without faults asks for, by the ids of their documents: in an edition, or its own.
 *
 * @param {{ file: Partial<Choices>, content: Content, edition: Edition | "" }} given
 * @returns {Promise<FilledPack>}
 */
async function fill({ file, content, edition: chosen }) {
  const choices = choicesIn(file);
  const { answers, documents, ...wanted } = choices;
  const edition = chosen || wanted.edition;
  const formats = wanted.formats.length ? wanted.formats : FORMATS;
  const values = valuesOf(content, answers, edition);
  const pack = await packOf(inSteps(documents), edition, formats, values);
  return {
    archive: Buffer.from(pack.content).toString("base64"),
    edition,
    warnings: warnings(content, answers, edition, undefined, documents),
    shortfalls: formats.includes("pdf") ? await shortfallsIn(documents, edition, values.texts) : [],
    untranslated: untranslatedIn(content, choices, edition),
  };
}

/**
 * The dates that follow from wishes, and the calendar file when nothing is wrong with these.
 *
 * @param {{ planner: Planner, wishes: Wishes, today: string, now: string }} given
 * @returns {Plan}
 */
function plan({ planner, wishes, today, now }) {
  const { dates, faults } = planOf(planner, wishes, today);
  return { dates, faults, calendar: faults.length ? "" : calendarOf(planner, wishes, dates, now) };
}

answerRequests({
  /** @param {{ file: unknown, content: Content }} given */
  check: ({ file, content }) => [...faultsIn(file, content)],
  fill,
  plan,
});
