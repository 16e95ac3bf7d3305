// Lets a test call a function of the scripts of tools, which takes sets and bytes where JSON has lists and texts.

import { Buffer } from "node:buffer";

import * as answers from "../../docs/assets/js/builder/answers.js";
import * as files from "../../docs/assets/js/builder/files.js";
import * as papers from "../../docs/assets/js/builder/papers.js";
import * as sheets from "../../docs/assets/js/builder/sheets.js";
import * as texts from "../../docs/assets/js/builder/texts.js";
import * as values from "../../docs/assets/js/builder/values.js";
import * as days from "../../docs/assets/js/planner/days.js";
import * as plan from "../../docs/assets/js/planner/plan.js";
import { answerRequests } from "../../macros/filling/requests.js";

const scripts = { answers, days, files, papers, plan, sheets, texts, values };

/**
 * @param {string} _
 * @param {unknown} value
 */
function fromJson(_, value) {
  const { set, base64 } = /** @type {{ set?: string[], base64?: string }} */ (value ?? {});
  if (set) return new Set(set);
  return base64 === undefined ? value : new Uint8Array(Buffer.from(base64, "base64"));
}

/**
 * @param {string} _
 * @param {unknown} value
 */
function toJson(_, value) {
  if (value instanceof Set) return [...value].sort();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

answerRequests({
  /** @param {{ script: keyof typeof scripts, name: string, given: unknown[] }} asked */
  call: async ({ script, name, given }) => {
    const functions = /** @type {Record<string, (...given: unknown[]) => unknown>} */ (scripts[script]);
    const result = await functions[name](...JSON.parse(JSON.stringify(given), fromJson));
    return JSON.parse(JSON.stringify(result, toJson) ?? "null");
  },
});
