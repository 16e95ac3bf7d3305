import MiniSearch from "./minisearch.lib.js";
import { options } from "./minisearch.options.js";

let index;
window.search = async (text) => {
  index ??= fetch("index/minisearch.json").then(async (response) => MiniSearch.loadJSON(await response.text(), options));
  return (await index).search(text).slice(0, 10).map(({ address }) => address);
};
