/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, " ");
const language = location.search.slice(1);

/** @type {ReturnType<typeof load> | undefined} */
let loaded;
async function load() {
  void lunr[language]; // registers the functions of the language
  /** @type {{ index: object, shown: LunrShown[] }} */
  const { index, shown } = await (await fetch("index/lunr.json")).json();
  return { index: lunr.Index.load(index), shown };
}

window.search = async (text) => {
  loaded ??= load();
  const { index, shown } = await loaded;
  const words = fold(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = index.query((query) => {
    for (const word of words) {
      query.term(word, { boost: 10 });
      if (word.length > 2) {
        query.term(word, { boost: 3, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
      }
      if (word.length > 4) query.term(word, { boost: 1, editDistance: 1 });
    }
  });
  return found.slice(0, 10).map(({ ref }) => shown[Number(ref)][0]);
};
