// Writes the indexes of the engines that are compared, from records.json; the language is the argument.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { options } from "./www/minisearch.options.js";

const require = createRequire(import.meta.url);
const language = process.argv[2];
const records = JSON.parse(readFileSync("records.json", "utf8"));
const to = "www/index";
mkdirSync(to, { recursive: true });

const mini = new MiniSearch(options);
mini.addAll(records.map((record, id) => ({ id, ...record })));
writeFileSync(`${to}/minisearch.json`, JSON.stringify(mini));

const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require(`lunr-languages/lunr.${language}`)(lunr);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, " ");
const index = lunr(function build() {
  this.use(lunr[language]);
  this.ref("id");
  for (const [name, boost] of [["title", 5], ["words", 5], ["headings", 2], ["body", 1]]) this.field(name, { boost });
  records.forEach((record, id) => {
    const texts = Object.fromEntries(["title", "words", "headings", "body"].map((name) => [name, fold(record[name])]));
    this.add({ id, ...texts }, { boost: record.weight });
  });
});
const shown = records.map(({ address, title, text, page }) => [address, title, page, text]);
writeFileSync(`${to}/lunr.json`, JSON.stringify({ index, shown }));

const { index: found } = await pagefind.createIndex({ forceLanguage: language });
for (const { address, title, words, headings, body, text, page } of records) {
  const content = `${title}. ${words}. ${headings}. ${body}`;
  await found.addCustomRecord({ url: `/${address}`, content, language, meta: { title, text, page } });
}
await found.writeFiles({ outputPath: `${to}/pagefind` });
await pagefind.close();
