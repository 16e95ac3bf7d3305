// Answers what Python asks, one line of JSON for each request and each reply. It uses what browsers have, and of Node's
// modules those that Deno has as well.

import { createInterface } from "node:readline";
import process from "node:process";

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
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}
