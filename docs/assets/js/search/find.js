// Finds in the index that macros/search/index.py writes: fetches the few files that a query needs, and adds up scores.
//
// A term is a word of the index: a stem, or a whole phrase with a sign of its own at its end. Results have numbers, in
// the order in which the index lists them: a page, then its sections.

import { FILLER, OF_QUESTIONS, TELLING, wordRules } from "./words.js";

/**
 * @import { WordKind, WordRules, Words } from "./words.js"
 */

/**
 * Where the index has what.
 *
 * @typedef {object} IndexPlaces
 * @property {string} folder where the other files are, below that of `start.json`
 * @property {string} starts with what the terms of each shelf (`w0.json` and on) begin, with "|" between
 * @property {string} letters with which terms begin: each has a file `l*.json`
 * @property {string} seconds the letters in the second place of terms: each has a file `s*.json`
 * @property {number[]} pages the numbers of results that are pages, each as its distance from the one before
 * @property {number} results how many results a file `r*.json` holds
 * @property {number[]} answers the numbers of results that answer a question, in the same way
 * @property {number[]} sections those of results that are sections of the page before them
 * @property {number} unknown the weight of a word that nothing holds, in tenths
 * @property {number[]} weights what a word counts, by its kind
 * @property {string[]} links what may stand between the parts of a compound
 * @property {string} phraseEnd the sign at the end of a phrase
 * @property {number} phraseWords how many words of a text a phrase has at most: the first
 */

/** @typedef {WordRules & IndexPlaces} IndexStart what `start.json` holds */

/**
 * What a term finds: its weight in tenths, then in turn the number of a result, as its distance from the one before,
 * and its score in eighths.
 *
 * @typedef {[weight: number, ...distancesAndScores: number[]]} Entry
 */

/** @typedef {[name: string, address: string]} ResultFile a file of a paper; its address is below the language's root */

/**
 * A result as a file of the index holds it: its address below the language's root, its title, the title of the page on
 * which it stands (empty for a page), its text, and its files.
 *
 * @typedef {[address: string, title: string, page: string, text: string, files?: ResultFile[]]} ListedResult
 */

/**
 * @typedef {object} Result
 * @property {string} address
 * @property {string} title
 * @property {string} page
 * @property {string} text
 * @property {ResultFile[]} files
 */

/**
 * @typedef {Words & {
 *   root: URL,
 *   pages: number[],
 *   answers: Set<number>,
 *   questions: Set<number>,
 *   sections: Set<number>,
 *   unknown: number,
 *   weights: number[],
 *   links: string[],
 *   phraseOf: (words: string[]) => string,
 *   entry: (term: string) => Promise<Entry | undefined>,
 *   beginning: (letter: string) => Promise<string[]>,
 *   second: (letter: string) => Promise<string[]>,
 *   shown: (number: number) => Promise<Result>,
 * }} Index
 */

/** @typedef {Map<number, number>} Scores scores, in eighths, by the number of the result */

/**
 * What a text finds.
 *
 * @typedef {object} Found
 * @property {number[]} numbers of the results that mean it, best first
 * @property {Map<number, number[]>} parts for each, the others that are parts of the same page, or the page
 * @property {Set<string>} terms of the words as they were typed
 * @property {Map<string, string>} slips the words that were taken for others, with the terms of these
 * @property {string[]} missing the words that nothing holds, nor a form of them, where results say little of the rest
 * @property {number | undefined} answer the first result, if it answers in short
 * @property {number | undefined} nearest when nothing means the text, the result that is called as much of it
 * @property {boolean} isExact whether the index has all words that tell something, as typed
 */

/** @typedef {{ word: string, kind: WordKind, isLast: boolean }} AskedWord */
/** @typedef {[term: string, quality: number]} Match a term, and how well it fits a typed word: 1 at best */

/**
 * What one word finds: its weight, the scores of results, the terms that were taken for it, and the one that a
 * mistyped word means; and whether the index has the word itself.
 *
 * @typedef {AskedWord & {
 *   weight: number, scores: Scores, terms: string[], meant: string | undefined, isKnown: boolean
 * }} FoundWord
 */

/** @typedef {(word: string) => string[]} Slips the words that one slip of the fingers makes of another */

const MOST_WORDS = 8;
/** What many Dutch words begin with without being compounds. */
const PREFIX = /^(her|mis|ont|ver)$/;
/** How long its parts must be together for a word that the index has not to be two: shorter ones are slips. */
const PARTS_TOGETHER = 8;
/** Among how many words that are as near the meant one is chosen. */
const MOST_COMPARED = 6;
/** Among how many words pieces of verbs are looked for. */
const MOST_PIECES = 16;
/** No word is longer: what is was not meant as one. */
const LONGEST = 40;
/** Readers who write elements are not looking for something in this guide. */
const MARKUP = /<[/!a-z]/i;
/** What a word counts, by how it was found: as typed, by its beginning, with a slip, with two, as part of another. */
const QUALITY = { typed: 1, begun: 0.85, slip: 0.8, slips: 0.55, part: 0.75 };
/** How much more than its words a phrase counts that names a result. */
const AS_NAME = 2.5;
/** The score from which a word is fully covered: said once in a long page, it hardly is. */
const CLEAR = 5;
/** The score from which a word is one that names a page. */
const NAMED = 30;
/** How much more of the other words a section must say than its page to come before it. */
const CLEARLY_MORE = 1.5;
const JUST_BEFORE = 1.001;
/** How much more an answer of the guide counts for who types a whole question. */
const ASKED = 1.25;
/** From how many words a text may be a whole question. */
const SENTENCE = 5;
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
/** The score from which a result says a word as more than an aside: often in its text, in a heading, in its title. */
const SAID = 10;
/** The share of the meaning of a text that one result must say for the guide to speak of it at all. */
const ENOUGH = 0.5;
/** How much more than a word that is nowhere one counts of what other services answer. */
const ELSEWHERE = 2;
/** A number that is nowhere, as an age or an hour, says little. */
const NUMBER = /^\p{N}+$/u;
/** How much of what the result says that says most another must say to be shown beside it. */
const SHARE = 0.6;
/** From how much on a few words are said well, even if a rare one is not. */
const WELL = 0.65;
/** How many results may bear a name; what more of them are called, as "what it is for", names none. */
const BEARERS = 5;
/** The score of a word in the name of a result, from which on it is named as near where nothing answers. */
const NEAREST = 24;
/** The share of the meaning of a text that such words must be. */
const SOME = 0.35;
/** The score that a word has only in a title, a heading or what readers type: a text alone never gives it. */
const IN_NAME = 14;
/** How much of what the best result meets another must meet: what meets less shares words, and not the meaning. */
const NEAR_BEST = 0.75;
/** How near to the best score it must come, which falls with each word that is not met. */
const NEAR_SAID = 0.75;
/** How much more of the meaning than the first result one must say to be shown however little else it meets. */
const FULLER = 1.25;
/** How many results are shown so easily, and how much more the others must meet. */
const FEW = 3;
const FURTHER = 1.15;
/** The same where others are called just as the text says: then these are what was meant. */
const BESIDE_NAMED = 0.85;
/** With fewer results than these, the name of a municipality may be what the others lack. */
const FEWER = 2;
/** Of how many words the name of a municipality is made at most, as "Sint-Pieters-Leeuw". */
const LONGEST_PLACE = 3;
/** How many results a word in small letters may have to be such a name: "ans" and "peer" are words of their own. */
const RARE_NAME = 14;
/** A last word that is written as the name of a place: with a capital, or behind what says where: "bin in gent". */
const PLACE_LAST = /(?:\p{Lu}[\p{L}'’-]*|\s(?:à|in|te)\s+\S+)\s*$/u;
/** Words with capitals after the first word, and what follows them. */
const INNER_NAME = /(?<=\s)(\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*)\s+(\S.*)$/u;
/** How near a name must come to the best one: what readers type for a section is worth two thirds of a title. */
const NEAR_NAME = 0.65;

/** @type {Map<string, Promise<unknown>>} */
const fetched = new Map();

/**
 * A file as JSON; asked for once. A failed attempt may be repeated.
 *
 * @template Content
 * @param {string} address
 * @param {RequestCache} cache
 */
function load(address, cache) {
  if (!fetched.has(address)) {
    const coming = fetch(address, { cache }).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    });
    coming.catch(() => fetched.delete(address));
    fetched.set(address, coming);
  }
  return /** @type {Promise<Content>} */ (fetched.get(address));
}

/**
 * The index that begins at an address: `…/fr/search/start.json`.
 *
 * @param {string} address
 * @returns {Promise<Index>}
 */
export async function openIndex(address) {
  /** @type {IndexStart} */
  const start = await load(address, "no-cache");
  const folder = new URL(`${start.folder}/`, address);
  const starts = start.starts.split("|");
  const [pages, answers] = [summed(start.pages), summed(start.answers)];
  /**
   * @template Content
   * @param {string} name
   * @returns {Promise<Content>}
   */
  const file = (name) => load(new URL(`${name}.json`, folder).href, "default");
  return {
    ...wordRules(start),
    root: new URL("../", address),
    pages,
    answers: new Set(answers),
    questions: new Set(answers.filter((number) => !pages.includes(number))),
    sections: new Set(summed(start.sections)),
    unknown: start.unknown,
    weights: start.weights,
    links: start.links,
    /** The term for words that are all of a title, or of what readers type. */
    phraseOf(words) {
      return [...new Set(words.slice(0, start.phraseWords))].sort().join(" ") + start.phraseEnd;
    },
    /** What a term finds; undefined when the index does not have it. */
    async entry(term) {
      let number = starts.length - 1;
      while (number && starts[number] > term) number -= 1;
      /** @type {Record<string, Entry>} */
      const shelf = await file(`w${number}`);
      return Object.hasOwn(shelf, term) ? shelf[term] : undefined;
    },
    /** The terms that begin with a letter. */
    async beginning(letter) {
      if (!start.letters.includes(letter)) return [];
      /** @type {string} */
      const terms = await file(`l${letter.charCodeAt(0)}`);
      return terms.split(" ");
    },
    /** The terms that have a letter in the second place. */
    async second(letter) {
      if (!start.seconds.includes(letter)) return [];
      /** @type {string} */
      const terms = await file(`s${letter.charCodeAt(0)}`);
      return terms.split(" ");
    },
    /** What is shown of a result. */
    async shown(number) {
      /** @type {ListedResult[]} */
      const results = await file(`r${Math.floor(number / start.results)}`);
      const [resultAddress, title, page, text, files = []] = results[number % start.results];
      return { address: resultAddress, title, page, text, files };
    },
  };
}

/**
 * Numbers of which each is given as its distance from the one before.
 *
 * @param {number[]} distances
 */
function summed(distances) {
  let number = 0;
  return distances.map((gap) => (number += gap));
}

/**
 * What a text finds.
 *
 * @param {Index} index
 * @param {string} text
 * @returns {Promise<Found>}
 */
export async function find(index, text) {
  const typed = MARKUP.test(text) ? [] : index.words(text);
  const found = await findWords(index, typed);
  const nameLast = found.numbers.length ? text.replace(INNER_NAME, "$2 $1") : text; // "police Namur téléphone"
  const mayBePlace = found.numbers.length < FEWER || PLACE_LAST.test(nameLast);
  const place = mayBePlace ? await placeNamed(index, nameLast, typed.length ? index.words(nameLast) : []) : undefined;
  const asked = place?.others.some(index.kind) ? await findWords(index, place.others) : NOTHING;
  if (!place || !asked.numbers.length) return found;
  const [first, ...others] = asked.numbers;
  const isFirst = found.numbers[0] === place.number;
  const numbers = isFirst ? [place.number, ...asked.numbers] : [first, place.number, ...others];
  return { ...asked, numbers, parts: new Map(asked.parts).set(place.number, []) };
}

/**
 * The municipality that is named after what is asked, as in "devenir membre Namur", and the other words.
 *
 * @param {Index} index
 * @param {string} text
 * @param {string[]} typed
 */
async function placeNamed(index, text, typed) {
  const written = text.trim().toLowerCase();
  for (let length = Math.min(LONGEST_PLACE, typed.length - 1); length > 0; length -= 1) {
    const name = typed.slice(-length);
    const [[number] = []] = resultsOf(await index.entry(index.phraseOf(name)));
    if (number === undefined) continue;
    const asWord = length === 1 && !PLACE_LAST.test(text) ? await index.entry(index.stem(name[0])) : undefined;
    if ([...resultsOf(asWord)].length > RARE_NAME) continue;
    const { address, title } = await index.shown(number);
    const isName = address.includes("#nis-") && index.words(title).join() === name.join(); // and no postal code
    const isWritten = [title.toLowerCase(), name.join(" "), name.join("-")].some((each) => written.endsWith(each));
    if (isName && isWritten) return { number, others: typed.slice(0, -length) }; // and not "zélé"
  }
  return undefined;
}

/**
 * What words find, as they were typed.
 *
 * @param {Index} index
 * @param {string[]} typed
 * @returns {Promise<Found>}
 */
async function findWords(index, typed) {
  const words = await withVerbsJoined(index, typed);
  const asked = wordsToFind(index, words);
  if (!asked.length) return NOTHING;
  const search = Promise.all(asked.map((word) => searchWord(index, word)));
  const [found, named] = await Promise.all([search, namedBy(index, words, typed)]);
  for (const [number, score] of await namedByMeant(index, found)) keepBest(named, number, score);
  const isQuestion = isSentence(index, words);
  const { telling, meaning, most, numbers } = meantBy(index, found, named, isQuestion);
  /** @param {number} number */
  const isSure = async (number) =>
    isQuestion || named.has(number) || meaning(number) >= WELL || (await showsWhatIsRare(index, telling, number));
  const sure = await Promise.all(numbers.map(isSure));
  const shown = sure.includes(true) ? numbers : [];
  const [first] = shown;
  // the first lines of a page answer what it is called by, and neither a word alone nor all that it speaks of
  const isAnswer = index.questions.has(first) || (index.answers.has(first) && named.has(first) && words.length > 1);
  return {
    ...foldedInto(index, shown),
    terms: new Set(found.flatMap(({ terms, meant: other }) => (other ? [] : terms))),
    slips: new Map(found.flatMap(({ word, kind, meant: other }) => (other && kind === TELLING ? [[word, other]] : []))),
    missing: most < WELL ? await missingOf(index, telling) : [],
    answer: sure[0] && isAnswer ? first : undefined,
    nearest: shown.length ? undefined : nearestTo(telling),
    isExact: telling.every(({ isKnown }) => isKnown),
  };
}

/**
 * The numbers of the results that mean the words, in their order, and how much of their meaning each says, at most.
 *
 * @param {Index} index
 * @param {FoundWord[]} found
 * @param {Scores} named
 * @param {boolean} isQuestion
 */
function meantBy(index, found, named, isQuestion) {
  const scores = scoresOf(index, found, isQuestion);
  const ranked = new Map(scores.preferred);
  for (const [number, score] of named) {
    ranked.set(number, (ranked.get(number) ?? 0) + score * weightOf(tellingOf(found)) * AS_NAME);
  }
  const telling = meaningOf(index, found);
  const sharedBy = shareOf(telling);
  /** @param {number} number */
  const meaning = (number) => Math.max(sharedBy(number), sharedBy(scores.promoted.get(number) ?? number));
  const inOrder = [...ranked].sort(byScore).map(([number]) => number);
  const most = Math.max(0, ...inOrder.map(meaning));
  const meant = inOrder.filter((number) => named.has(number) || meaning(number) >= SHARE * most);
  const fullest = inOrder.find((number) => meaning(number) === most);
  const isNear = nearness(meant, named, scores);
  const isShown = (/** @type {number} */ number, /** @type {number} */ place) =>
    isNear(number, place) || (number === fullest && most > FULLER * meaning(meant[0]));
  const numbers = named.size || most >= ENOUGH ? meant.filter(isShown) : [];
  return { telling, meaning, most, numbers };
}

/** @type {Found} */
const NOTHING = {
  numbers: [],
  parts: new Map(),
  terms: new Set(),
  slips: new Map(),
  missing: [],
  answer: undefined,
  nearest: undefined,
  isExact: false,
};

/**
 * @typedef {object} AllScores
 * @property {Scores} met what each result meets of the words, whatever it lacks
 * @property {Scores} said the same, as far as the result covers the words
 * @property {Scores} near what each result meets, with answers raised where a whole question is asked
 * @property {Scores} preferred what each result says, with answers raised in the same way
 * @property {Map<number, number>} promoted sections that come before their pages, with these
 */

/**
 * @param {Index} index
 * @param {FoundWord[]} found
 * @param {boolean} isQuestion
 * @returns {AllScores}
 */
function scoresOf({ pages, questions }, found, isQuestion) {
  const met = metBy(found);
  const said = rankedBy(found, met);
  const promoted = promoteSections(pages, found, said);
  for (const [section, page] of promoted) keepBest(met, section, met.get(page) ?? 0);
  /** @param {Scores} scores */
  const raised = (scores) => (isQuestion ? withQuestionsPreferred(questions, scores) : scores);
  return { met, said, near: raised(met), preferred: raised(said), promoted };
}

/**
 * Tells whether a result is near enough to the best ones to be shown beside them: by what it meets, for a word that it
 * lacks may not delete it, and less strictly by its score. The first is; those after the third must be nearer.
 *
 * @param {number[]} meant
 * @param {Scores} named
 * @param {AllScores} scores
 * @returns {(number: number, place: number) => boolean}
 */
function nearness(meant, named, { met, near, said, preferred }) {
  /** @param {Scores} scores */
  const bestOf = (scores) => Math.max(...meant.map((number) => scores.get(number) ?? 0));
  const leastMet = (named.size ? BESIDE_NAMED : NEAR_BEST) * bestOf(met);
  const leastSaid = NEAR_SAID * bestOf(said);
  const leastNamed = NEAR_NAME * Math.max(0, ...named.values());
  return (number, place) =>
    !place ||
    (named.get(number) ?? -1) >= leastNamed ||
    ((near.get(number) ?? 0) >= leastMet * (place < FEW ? 1 : FURTHER) && (preferred.get(number) ?? 0) >= leastSaid);
}

/**
 * Whether a result shows each rare word of a text, or was given it as one that readers type.
 *
 * @param {Index} index
 * @param {FoundWord[]} telling
 * @param {number} number
 */
async function showsWhatIsRare(index, telling, number) {
  const rarest = Math.max(...telling.map(({ weight }) => weight));
  const rare = telling.filter(({ weight }) => weight >= Math.min(rarest, index.unknown));
  const { title, text } = await index.shown(number);
  const stems = new Set(index.words(`${title} ${text}`).map(index.stem));
  return rare.every(({ scores, terms }) => says(scores, number) || terms.some((term) => stems.has(term)));
}

/**
 * @param {Scores} scores
 * @param {number} number
 */
const says = (scores, number) => (scores.get(number) ?? 0) >= IN_NAME;

/**
 * The results with those that are parts of one page folded into the first of them.
 *
 * @param {Index} index
 * @param {number[]} numbers
 */
function foldedInto({ pages, sections }, numbers) {
  /** @param {number} number */
  const pageOf = (number) => (sections.has(number) ? pages.findLast((page) => page < number) : number);
  /** @type {Map<number | undefined, number[]>} */
  const byPage = new Map();
  for (const number of numbers) byPage.set(pageOf(number), [...(byPage.get(pageOf(number)) ?? []), number]);
  const entries = [...byPage.values()];
  return { numbers: entries.map(([first]) => first), parts: new Map(entries.map(([first, ...rest]) => [first, rest])) };
}

/**
 * The words that nothing holds, nor a form of them.
 *
 * @param {Index} index
 * @param {FoundWord[]} telling
 */
async function missingOf(index, telling) {
  const isUnmet = (/** @type {FoundWord} */ { kind, terms, word }) =>
    kind === TELLING && !terms.length && /^\p{L}{4,}$/u.test(word);
  const unmet = telling.filter(isUnmet);
  const starts = unmet.map(({ word }) => index.stem(word).slice(0, Math.max(4, word.length - 4)));
  const lists = await Promise.all(starts.map((start) => index.beginning(start[0])));
  const hasForm = lists.map((terms, at) => terms.some((term) => term.startsWith(starts[at])));
  return unmet.filter((_, at) => !hasForm[at]).map(({ word }) => word);
}

/** @param {FoundWord[]} found */
const weightOf = (found) => found.reduce((sum, { weight }) => sum + weight, 0);

/**
 * The words that tell most, of those that the index has.
 *
 * @param {FoundWord[]} found
 */
function tellingOf(found) {
  const known = found.filter(({ weight }) => weight);
  const telling = known.filter(({ kind }) => kind === TELLING);
  return telling.length ? telling : known;
}

/**
 * The words of a text that tell most, with what they weigh in its meaning: a word that nothing holds weighs most.
 *
 * @param {Index} index
 * @param {FoundWord[]} found
 * @returns {FoundWord[]}
 */
function meaningOf(index, found) {
  /** @param {FoundWord} word */
  const weightFor = ({ word, isKnown, weight }) =>
    isKnown ? weight : NUMBER.test(word) ? 1 : index.unknown * (index.isElsewhere(word) ? ELSEWHERE : 1);
  const kind = Math.max(...found.map((word) => word.kind));
  return found.filter((word) => word.kind === kind).map((word) => ({ ...word, weight: weightFor(word) }));
}

/**
 * How much of the meaning of a text a result says: the share of its words that tell most, by their weights.
 *
 * @param {FoundWord[]} telling
 * @returns {(number: number) => number}
 */
function shareOf(telling) {
  const whole = weightOf(telling);
  return (number) => {
    const shares = telling.map(({ weight, scores }) => weight * Math.min(1, (scores.get(number) ?? 0) / SAID));
    return shares.reduce((sum, share) => sum + share, 0) / whole;
  };
}

/**
 * The result that is called, or typed for, as the most of the words that tell most; undefined when there is none.
 *
 * @param {FoundWord[]} telling
 * @returns {number | undefined}
 */
function nearestTo(telling) {
  /** @type {Scores} */
  const named = new Map();
  for (const { weight, scores } of telling) {
    for (const [number, score] of scores) {
      // Of documents named by as many of the words, the one whose name says it best.
      if (score >= NEAREST) named.set(number, (named.get(number) ?? 0) + weight + score / 1000);
    }
  }
  const [nearest] = [...named].sort(byScore);
  return nearest && nearest[1] >= SOME * weightOf(telling) ? nearest[0] : undefined;
}

/**
 * @param {Scores} best
 * @param {number} number
 * @param {number} score
 */
const keepBest = (best, number, score) => best.set(number, Math.max(best.get(number) ?? 0, score));

/**
 * The best score first; of equal ones, that of the result that the index lists first.
 *
 * @param {[number: number, score: number]} one
 * @param {[number: number, score: number]} other
 */
const byScore = ([oneNumber, oneScore], [otherNumber, otherScore]) =>
  otherScore - oneScore || oneNumber - otherNumber;

/**
 * What each result meets of the words that were found: their scores, by their weights.
 *
 * @param {FoundWord[]} found
 * @returns {Scores}
 */
function metBy(found) {
  /** @type {Scores} */
  const met = new Map();
  for (const { weight, scores } of found) {
    for (const [number, score] of scores) met.set(number, (met.get(number) ?? 0) + weight * score);
  }
  return met;
}

/**
 * The score of each result: what it meets, as far as it covers the words.
 *
 * @param {FoundWord[]} found
 * @param {Scores} met
 * @returns {Scores}
 */
function rankedBy(found, met) {
  const whole = weightOf(found);
  /** @param {number} number */
  const covered = (number) =>
    found.reduce((sum, { weight, scores }) => sum + weight * Math.min(1, (scores.get(number) ?? 0) / CLEAR), 0);
  return new Map([...met].map(([number, score]) => [number, (score * covered(number)) / whole]));
}

/**
 * Whether a text is a whole question, and no list of words or title.
 *
 * @param {Index} index
 * @param {string[]} words
 */
const isSentence = (index, words) =>
  words.length >= SENTENCE && words.some((word) => index.kind(word) === OF_QUESTIONS);

/**
 * The scores with those of the guide's questions raised, so that the one that is as near as a page comes first.
 *
 * @param {Set<number>} questions
 * @param {Scores} ranked
 * @returns {Scores}
 */
const withQuestionsPreferred = (questions, ranked) =>
  new Map([...ranked].map(([number, score]) => [number, questions.has(number) ? score * ASKED : score]));

/**
 * Lets a section come before its page when it says clearly more of what the page is not named after.
 *
 * @param {number[]} pages
 * @param {FoundWord[]} found
 * @param {Scores} ranked
 * @returns {Map<number, number>} such sections, each with its page, of which they say what was asked
 */
function promoteSections(pages, found, ranked) {
  /** @type {Map<number, number>} */
  const promoted = new Map();
  const numbers = [...ranked.keys()];
  pages.forEach((page, index) => {
    const pageScore = ranked.get(page);
    if (pageScore === undefined) return;
    const otherWords = found.filter(({ kind, scores }) => kind !== FILLER && (scores.get(page) ?? 0) < NAMED);
    /** @param {number} number */
    const saidBy = (number) =>
      otherWords.reduce((sum, { weight, scores }) => sum + weight * (scores.get(number) ?? 0), 0);
    /** @param {number} number */
    const isOfPage = (number) => number > page && number < (pages[index + 1] ?? Infinity);
    const [best] = numbers
      .filter((number) => isOfPage(number) && saidBy(number) > CLEARLY_MORE * saidBy(page))
      .map((number) => /** @type {[number, number]} */ ([number, ranked.get(number)]))
      .sort(byScore);
    if (!best) return;
    ranked.set(best[0], Math.max(best[1], pageScore * JUST_BEFORE));
    promoted.set(best[0], page);
  });
  return promoted;
}

/**
 * The words that are looked for: those that say nothing only when there are no others.
 *
 * @param {Index} index
 * @param {string[]} words
 * @returns {AskedWord[]}
 */
function wordsToFind(index, words) {
  const meant = words.filter((word) => (word.length > 1 || /\p{N}/u.test(word)) && word.length <= LONGEST);
  const all = [...new Set(meant)].map((word, at, { length }) => {
    return { word, kind: index.kind(word), isLast: at === length - 1 };
  });
  const telling = all.filter(({ kind }) => kind === TELLING);
  const hasOthers = telling.length || all.some(({ kind }) => kind === OF_QUESTIONS);
  const least = telling.length > 3 ? TELLING : hasOthers ? OF_QUESTIONS : FILLER;
  return all.filter(({ kind }) => kind >= least).slice(0, MOST_WORDS);
}

/**
 * The words with verbs in one piece, as far as the index has them: "inschrijf me" for "schrijf me in".
 *
 * @param {Index} index
 * @param {string[]} words
 */
async function withVerbsJoined(index, words) {
  let joined = words;
  for (const [at, particle] of words.slice(0, MOST_PIECES).entries()) {
    if (!index.mayBeParticle(particle)) continue;
    const known = new Set(await index.beginning(particle[0]));
    const after = words.slice(at + 1);
    const next = after[0] === "te" ? after[1] : after.length === 1 ? after[0] : undefined;
    const before = index.isParticle(particle, words[at + 1]) ? words.slice(0, at).reverse() : [];
    const isVerb = (/** @type {string | undefined} */ word) =>
      word !== undefined && word.length > 2 && known.has(index.stem(particle + word));
    const verb = [next, ...before].find(isVerb);
    if (verb) joined = joined.map((word) => (word === verb ? particle + word : word));
  }
  return joined;
}

/**
 * The results that are called, or typed for, just as the text says; the words that say nothing may differ.
 *
 * @param {Index} index
 * @param {string[]} words with verbs in one piece
 * @param {string[]} typed
 * @returns {Promise<Scores>}
 */
async function namedBy(index, words, typed) {
  const telling = words.filter(index.isTelling);
  const phrases = telling.some(index.isElsewhere) ? [words, typed] : [words, typed, telling.map(index.stem)];
  const entries = await Promise.all(phrases.map((phrase) => index.entry(index.phraseOf(phrase))));
  /** @type {Scores} */
  const best = new Map();
  const names = entries.map((entry) => [...resultsOf(entry)]).filter(({ length }) => length <= BEARERS);
  for (const [number, score] of names.flat()) keepBest(best, number, score);
  return best;
}

/**
 * The results that are called as the words were meant, when one was mistyped.
 *
 * @param {Index} index
 * @param {FoundWord[]} found
 */
async function namedByMeant(index, found) {
  const telling = found.filter(({ kind }) => kind === TELLING);
  if (!telling.some(({ meant }) => meant) || telling.some(({ terms }) => !terms.length)) return [];
  const terms = telling.map(({ word, meant }) => meant ?? index.stem(word));
  const named = [...resultsOf(await index.entry(index.phraseOf(terms)))];
  return named.length <= BEARERS ? named : [];
}

/**
 * The numbers of the results in an entry, with their scores.
 *
 * @param {Entry | []} [entry]
 * @returns {Generator<[number: number, score: number]>}
 */
function* resultsOf(entry = []) {
  let number = 0;
  for (let at = 1; at < entry.length; at += 2) yield [(number += entry[at]), entry[at + 1]];
}

/**
 * @param {Index} index
 * @param {AskedWord} asked
 * @returns {Promise<FoundWord>}
 */
async function searchWord(index, asked) {
  const matches = await matchesOf(index, asked);
  const entries = /** @type {Entry[]} */ (await Promise.all(matches.map(([term]) => index.entry(term))));
  /** @type {Scores} */
  const scores = new Map();
  let weight = 0;
  matches.forEach(([, quality], at) => {
    weight += (entries[at][0] * index.weights[asked.kind] * quality) / matches.length;
    for (const [number, score] of resultsOf(entries[at])) {
      if (quality === QUALITY.part) scores.set(number, (scores.get(number) ?? 0) + (score * quality) / matches.length);
      else keepBest(scores, number, score * quality);
    }
  });
  const terms = matches.map(([term]) => term);
  const meant = matches[0]?.[1] === QUALITY.slip || matches[0]?.[1] === QUALITY.slips ? terms[0] : undefined;
  return { ...asked, weight, scores, terms, meant, isKnown: matches[0]?.[1] === QUALITY.typed };
}

/**
 * The terms that a typed word may be.
 *
 * @param {Index} index
 * @param {AskedWord} asked
 * @returns {Promise<Match[]>}
 */
async function matchesOf(index, { word, isLast }) {
  if (index.isElsewhere(word)) return [];
  const stem = index.stem(word);
  if (await index.entry(stem)) return [[stem, QUALITY.typed]];
  if (word.length < 3 || !/^\p{L}+$/u.test(word)) return [];
  const near = await index.beginning(stem[0]);
  if (isLast) {
    const beginning = index.stem(`${word}#`); // what is not finished has no ending yet
    const begun = near.filter((term) => term.startsWith(beginning)).slice(0, 8);
    if (begun.length) return begun.map((term) => [term, QUALITY.begun]);
  }
  const byFirst = [() => near, () => index.beginning(stem[1])];
  const bySecond = [() => index.second(stem[1]), () => index.second(stem[0])];
  return (
    (await withOneSlip(index, word, byFirst, [exchanged])) ??
    (await compoundParts(index, word, near)) ??
    (await withOneSlip(index, word, [...byFirst, ...bySecond], [completed, shortened, replaced])) ??
    (await withTwoSlips(index, stem, near)) ??
    []
  );
}

/**
 * The term that differs by one slip of the fingers: of the stem, or of the word as typed; undefined when there is none.
 *
 * @param {Index} index
 * @param {string} word
 * @param {(() => string[] | Promise<string[]>)[]} lists terms to compare with, the likeliest list first
 * @param {Slips[]} kinds of slips, the likeliest first
 * @returns {Promise<Match[] | undefined>}
 */
async function withOneSlip(index, word, lists, kinds) {
  const isAnySlip = kinds.length > 1;
  if (word.length < (isAnySlip ? 5 : 4)) return undefined; // shorter ones are near to too many
  const stem = index.stem(word);
  /** @type {((term: string) => boolean)[]} */
  const tests = kinds.map((slips) => {
    const meant = new Set(slips(word).map(index.stem));
    return (term) => meant.has(term);
  });
  if (isAnySlip && stem.length > 3) tests.push((term) => term.length > 3 && distance(stem, term, 1) <= 1);
  for (const list of lists) {
    const long = (await list()).filter(({ length }) => length > 2 && 2 * length + 1 >= word.length); // not a mere piece
    const found = tests.map((test) => long.filter(test)).find(({ length }) => length);
    if (found) return [[await commonest(index, found), QUALITY.slip]];
  }
  return undefined;
}

/**
 * A word cut in two, at each place.
 *
 * @param {string} word
 */
const cuts = (word) => Array.from({ length: word.length + 1 }, (_, at) => [word.slice(0, at), word.slice(at)]);

/** @type {Slips} */
const exchanged = (word) =>
  cuts(word).map(([head, tail]) => (tail.length > 1 ? head + tail[1] + tail[0] + tail.slice(2) : word));

/** @type {Slips} */
const completed = (word) => cuts(word).flatMap(([head, tail]) => LETTERS.map((letter) => head + letter + tail));

/** @type {Slips} */
const shortened = (word) => cuts(word).map(([head, tail]) => head + tail.slice(1));

/** @type {Slips} */
const replaced = (word) => cuts(word).flatMap(([head, tail]) => LETTERS.map((letter) => head + letter + tail.slice(1)));

/**
 * The term that differs from a typed stem by two slips; undefined when there is none.
 *
 * @param {Index} index
 * @param {string} stem
 * @param {string[]} near
 * @returns {Promise<Match[] | undefined>}
 */
async function withTwoSlips(index, stem, near) {
  if (stem.length < 8) return undefined;
  const alike = near.filter((term) => term.length > 2 && Math.abs(term.length - stem.length) <= 2);
  const found = alike.filter((term) => distance(stem, term, 2) <= 2);
  return found.length ? [[await commonest(index, found), QUALITY.slips]] : undefined;
}

/**
 * Of terms that are as near, the one of which the guide speaks most.
 *
 * @param {Index} index
 * @param {string[]} terms
 */
async function commonest(index, terms) {
  const some = terms.slice(0, MOST_COMPARED);
  const entries = /** @type {Entry[]} */ (await Promise.all(some.map(index.entry)));
  const weights = entries.map(([weight]) => weight);
  return some[weights.indexOf(Math.min(...weights))];
}

/**
 * How many letters must be changed, added, dropped or swapped to make one word of another (Damerau-Levenshtein): more
 * than `most` when they are more.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
function distance(one, other, most) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[line - 1] === other[column - 1] ? 0 : 1;
      next[column] = Math.min(row[column] + 1, next[column - 1] + 1, row[column - 1] + change);
      if (line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1]) {
        next[column] = Math.min(next[column], before[column - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/**
 * The two parts of a compound that the index has not, or of words typed as one; the second as long as possible.
 * Undefined when it is none. The index knows the parts of the compounds that it has.
 *
 * @param {Index} index
 * @param {string} word
 * @param {string[]} near
 * @returns {Promise<Match[] | undefined>}
 */
async function compoundParts(index, word, near) {
  const known = new Set(near);
  for (let at = 3; at <= word.length - 3; at += 1) {
    const head = index.links
      .map((link) => (word.slice(0, at).endsWith(link) ? word.slice(0, at - link.length) : ""))
      .filter((part) => !PREFIX.test(part) && !index.mayBeParticle(part))
      .map(index.stem)
      .find((stem) => stem.length > 2 && known.has(stem));
    if (!head || head.length + word.length - at < PARTS_TOGETHER) continue;
    const tail = index.stem(word.slice(at));
    const isLong = tail.length > 2 && 2 * tail.length > word.length - at;
    if (!isLong || !(await index.beginning(tail[0])).includes(tail)) continue;
    return [head, tail].map((term) => [term, QUALITY.part]);
  }
  return undefined;
}
