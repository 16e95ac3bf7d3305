// Writes the indexes of the engines that are compared, from records.json; the language is the argument.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { options } from "./www/minisearch.options.js";

const require = createRequire(import.meta.url);
const language = process.argv[2];
/** @type {SearchRecord[]} */
const records = JSON.parse(readFileSync("records.json", "utf8"));
const indexes = "www/index";
mkdirSync(indexes, { recursive: true });

const mini = new MiniSearch(options);
mini.addAll(records.map((record, id) => ({ id, ...record })));
writeFileSync(`${indexes}/minisearch.json`, JSON.stringify(mini));

const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require(`lunr-languages/lunr.${language}`)(lunr);
/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, " ");
/** @type {["title" | "words" | "headings" | "body", number][]} */
const boosts = [["title", 5], ["words", 5], ["headings", 2], ["body", 1]];
const index = lunr(function build() {
  this.use(lunr[language]);
  this.ref("id");
  for (const [name, boost] of boosts) this.field(name, { boost });
  records.forEach((record, id) => {
    const texts = Object.fromEntries(boosts.map(([name]) => [name, fold(record[name])]));
    this.add({ id, ...texts }, { boost: record.weight });
  });
});
/** @type {LunrShown[]} */
const shown = records.map(({ address, title, text, page }) => [address, title, page, text]);
writeFileSync(`${indexes}/lunr.json`, JSON.stringify({ index, shown }));

const { index: pagefindIndex } = await pagefind.createIndex({ forceLanguage: language });
for (const { address, title, words, headings, body, text, page } of records) {
  const content = `${title}. ${words}. ${headings}. ${body}`;
  await pagefindIndex.addCustomRecord({ url: `/${address}`, content, language, meta: { title, text, page } });
}
await pagefindIndex.writeFiles({ outputPath: `${indexes}/pagefind` });
await pagefind.close();
