import MiniSearch from "./minisearch.lib.js";
import { options } from "./minisearch.options.js";

/** @type {Promise<InstanceType<typeof MiniSearch>> | undefined} */
let loaded;
async function load() {
  const response = await fetch("index/minisearch.json");
  return MiniSearch.loadJSON(await response.text(), options);
}

window.search = async (text) => {
  loaded ??= load();
  return (await loaded).search(text).slice(0, 10).map(({ address }) => address);
};
