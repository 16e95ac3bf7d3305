// What the command line does with the scripts of pages: it checks files of answers, fills in papers, and plans dates.

import { Buffer } from "node:buffer";

import { choicesIn, faultsIn, FORMATS } from "../../docs/assets/js/builder/answers.js";
import { packOf } from "../../docs/assets/js/builder/files.js";
import { shortfallsIn } from "../../docs/assets/js/builder/papers.js";
import { valuesOf, warnings } from "../../docs/assets/js/builder/values.js";
import { calendarOf } from "../../docs/assets/js/planner/calendar.js";
import { planOf } from "../../docs/assets/js/planner/plan.js";
import { answerRequests, sayStep } from "./requests.js";

/**
 * @import { Content, FilledPack, Plan, Planner } from "exchange"
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
 * The papers that a file of answers without faults asks for, by the ids of their documents.
 *
 * @param {{ file: Partial<Choices>, content: Content }} given
 * @returns {Promise<FilledPack>}
 */
async function fill({ file, content }) {
  const { edition, answers, documents, ...wanted } = choicesIn(file);
  const formats = wanted.formats.length ? wanted.formats : FORMATS;
  const values = valuesOf(content, answers, edition);
  const pack = await packOf(inSteps(documents), edition, formats, values);
  return {
    archive: Buffer.from(pack.content).toString("base64"),
    edition,
    warnings: warnings(content, answers, edition, undefined, documents),
    shortfalls: formats.includes("pdf") ? await shortfallsIn(documents, edition, values.texts) : [],
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
