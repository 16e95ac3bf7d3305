// Words as the index holds them. The rules come with the index, from macros/search/words.py, which applies the same.

/** The kinds of words: of those that say next to nothing, of questions and of time, and all others. */
export const FILLER = 0;
export const OF_QUESTIONS = 1;
export const TELLING = 2;

/** @typedef {[pattern: string, replacement: string]} Rule */
/** @typedef {[pattern: RegExp, replacement: string]} CompiledRule */

/**
 * The rules of a language as the index carries them; lists of words have a space between.
 *
 * @typedef {object} WordRules
 * @property {Rule[]} splitting what is replaced in a text before its words are taken
 * @property {Rule[]} endings what is replaced in a word to have its stem
 * @property {string} fillers words that say next to nothing
 * @property {string} questions words of questions and of time
 * @property {string} elsewhere words of what the guide does not answer
 * @property {string} incidents words of what may be happening now
 * @property {string} particles the second pieces of verbs: "in" of "schrijf me in"
 * @property {string} afterParticles what may follow such a piece
 */

/** @typedef {typeof FILLER | typeof OF_QUESTIONS | typeof TELLING} WordKind how much a word says */

/** @typedef {ReturnType<typeof wordRules>} Words */

/**
 * @param {Rule[]} rules
 * @returns {CompiledRule[]}
 */
const compiled = (rules) => rules.map(([pattern, replacement]) => [new RegExp(pattern, "g"), replacement]);

/**
 * @param {CompiledRule[]} rules
 * @param {string} text
 */
const applied = (rules, text) =>
  rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);

/**
 * Text without capitals, accents and what cannot be seen.
 *
 * @param {string} text
 */
const folded = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/\p{Mn}|[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "");

/**
 * How the words of a language are found in a text, compared and weighed.
 *
 * @param {WordRules} rules
 */
export function wordRules({ splitting, endings, fillers, questions, elsewhere, incidents, particles, afterParticles }) {
  const splittingRules = compiled(splitting);
  const endingRules = compiled(endings);
  const fillerWords = new Set(fillers.split(" "));
  const questionWords = new Set(questions.split(" "));
  const otherMatters = new Set(elsewhere.split(" "));
  const happenings = new Set(incidents.split(" "));
  const verbParticles = new Set(particles.split(" "));
  /** @type {Set<string | undefined>} */
  const mayFollow = new Set([undefined, ...verbParticles, ...afterParticles.split(" ")]); // undefined: the end
  /**
   * @param {string} word
   * @returns {WordKind}
   */
  const kind = (word) => (fillerWords.has(word) ? FILLER : questionWords.has(word) ? OF_QUESTIONS : TELLING);
  return {
    /**
     * Whether a word is the second piece of a verb, given the word that follows.
     *
     * @param {string} word
     * @param {string} [next]
     */
    isParticle: (word, next) => verbParticles.has(word) && mayFollow.has(next),
    /** @param {string} word */
    mayBeParticle: (word) => verbParticles.has(word),
    /**
     * The words of a text, folded, in their order.
     *
     * @param {string} text
     * @returns {string[]}
     */
    words: (text) => applied(splittingRules, folded(text)).match(/[\p{L}\p{N}]+/gu) ?? [],
    /**
     * A folded word without its ending.
     *
     * @param {string} word
     */
    stem: (word) => (word.length < 4 || /^\p{N}+$/u.test(word) ? word : applied(endingRules, word)),
    kind,
    /**
     * Whether a word tells one matter from another, as most do.
     *
     * @param {string} word
     */
    isTelling: (word) => kind(word) === TELLING,
    /**
     * Whether a word is of a matter that others answer.
     *
     * @param {string} word
     */
    isElsewhere: (word) => otherMatters.has(word),
    /**
     * Whether a word is of what may be happening now.
     *
     * @param {string} word
     */
    isIncident: (word) => happenings.has(word),
  };
}
