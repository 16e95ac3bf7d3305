// Words as the index holds them. The rules come with the index, from macros/search_words.py, which applies the same.

const compiled = (rules) => rules.map(([pattern, replacement]) => [new RegExp(pattern, "g"), replacement]);
const applied = (rules, text) => rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);

/** Text without capitals, accents and what cannot be seen. */
export const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}|[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "");

/** How the words of a language are found in a text, compared and weighed. */
export function wordRules({ splitting, endings, fillers, questions, particles, afterParticles }) {
  const split = compiled(splitting);
  const ends = compiled(endings);
  const filler = new Set(fillers.split(" "));
  const question = new Set(questions.split(" "));
  const particle = new Set(particles.split(" "));
  const after = new Set([undefined, ...particle, ...afterParticles.split(" ")]);
  return {
    /** Whether a word is the second piece of a verb, given the word that follows. */
    isParticle: (word, next) => particle.has(word) && after.has(next),
    mayBeParticle: (word) => particle.has(word),
    words: (text) => applied(split, folded(text)).match(/[\p{L}\p{N}]+/gu) ?? [],
    stem: (word) => (word.length < 4 || /^\p{N}+$/u.test(word) ? word : applied(ends, word)),
    /** 2 for most words, 1 for a question word, 0 for one that says next to nothing. */
    kind: (word) => (filler.has(word) ? 0 : question.has(word) ? 1 : 2),
  };
}
