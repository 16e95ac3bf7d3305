// Lets a test ask what the page that helps to write a message would find, and how it would write it otherwise.

import { rewritten } from "../../docs/assets/js/composer/rewriting.js";
import { readerOf } from "../../docs/assets/js/composer/rules.js";
import { answerRequests } from "../../macros/filling/requests.js";

/**
 * @import { MessageForm, Wording } from "exchange"
 * @import { Found } from "../../docs/assets/js/composer/rules.js"
 */

/** @type {Awaited<ReturnType<typeof readerOf>>} */
let read;

answerRequests({
  /** @param {{ wording: Wording }} given */
  begin: async ({ wording }) => {
    read = await readerOf(wording);
  },
  /** @param {{ text: string, form: MessageForm }} given */
  find: ({ text, form }) => read(text, form),
  /** @param {{ text: string, found: Found }} given */
  rewrite: ({ text, found }) => rewritten(text, found).text,
});
