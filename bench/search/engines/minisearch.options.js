/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {MiniSearchOptions} */
export const options = {
  fields: ["title", "words", "headings", "body"],
  storeFields: ["address", "title", "page", "text", "weight"],
  tokenize: (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [],
  processTerm: (term) => term,
  searchOptions: {
    boost: { title: 5, words: 5, headings: 2 },
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    boostDocument: (_id, _term, stored) => stored.weight,
  },
};
