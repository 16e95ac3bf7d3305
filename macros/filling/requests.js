// Answers what Python asks, a line of JSON for each request, step and reply. It uses what browsers have, and of Node's
// modules those that Deno has as well.

import { createInterface } from "node:readline";
import process from "node:process";

/** @param {object} said */
const say = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);

/** Says, before the reply, that one more part of what was asked is done. */
export const sayStep = () => say({ step: true });

/**
 * Answers requests until there are no more; what a task throws is told instead of its result.
 *
 * @param {Record<string, (given: never) => unknown>} tasks by the names that requests give them
 */
export async function answerRequests(tasks) {
  for await (const line of createInterface({ input: process.stdin })) {
    let reply;
    try {
      const { task, given } = JSON.parse(line);
      reply = { result: await tasks[task](/** @type {never} */ (given)) };
    } catch (error) {
      reply = { error: `${error}` };
    }
    say(reply);
  }
}
