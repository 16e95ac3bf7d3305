// Finds in the index that macros/search_index.py writes: fetches the few files that a query needs, and adds up scores.
import { wordRules } from "./words.js";

const MOST_WORDS = 8;
/** What many Dutch words begin with without being compounds. */
const PREFIX = /^(her|mis|ont|ver)$/;
/** Among how many words pieces of verbs are looked for. */
const MOST_PIECES = 16;
/** No word is longer: what is was not meant as one. */
const LONGEST = 40;
/** Readers who write elements are not looking for something in this guide. */
const MARKUP = /<[/!a-z]/i;
/** What a word counts, by how it was found: as typed, by its beginning, with a slip, with two, as part of another. */
const QUALITY = { typed: 1, begun: 0.85, slip: 0.8, slips: 0.55, part: 0.75 };
const KINDS = [0.06, 0.45, 1];
const PHRASE = 2.5;
/** The score from which a word is fully covered: said once in a long page, it hardly is. */
const CLEAR = 5;
/** The score from which a word is one that names a page, and how much more of the others a section must say to come before it. */
const NAMED = 30;
const MORE = 1.5;
const JUST_BEFORE = 1.001;
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
/** For how many words of the index a mistyped one is taken. */
const MOST_MEANT = 6;

const fetched = new Map();

/** A file as JSON; asked for once. A failed attempt may be repeated. */
function load(address, cache) {
  if (!fetched.has(address)) {
    const coming = fetch(address, { cache }).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    });
    coming.catch(() => fetched.delete(address));
    fetched.set(address, coming);
  }
  return fetched.get(address);
}

/** The index that begins at an address: `…/fr/search/start.json`. */
export async function openIndex(address) {
  const start = await load(address, "no-cache");
  const folder = new URL(`${start.folder}/`, address);
  const starts = start.starts.split("|");
  const file = (name) => load(new URL(`${name}.json`, folder).href, "default");
  return {
    ...wordRules(start),
    root: new URL("../", address),
    pages: summed(start.pages),
    /** What a word of the index finds: its weight, then numbers and scores; nothing when it is not there. */
    async entry(term) {
      let at = starts.length - 1;
      while (at && starts[at] > term) at -= 1;
      const shelf = await file(`w${at}`);
      return Object.hasOwn(shelf, term) ? shelf[term] : undefined;
    },
    /** The words of the index that begin with a letter. */
    async beginning(letter) {
      return start.letters.includes(letter) ? (await file(`l${letter.charCodeAt()}`)).split(" ") : [];
    },
    /** The words of the index that have a letter in the second place. */
    async second(letter) {
      return start.seconds.includes(letter) ? (await file(`s${letter.charCodeAt()}`)).split(" ") : [];
    },
    /** What a result shows: its address, title, page, text and files. */
    async shown(number) {
      const [address, title, page, text, files = []] = (await file(`r${Math.floor(number / start.results)}`))[number % start.results];
      return { address, title, page, text, files };
    },
  };
}

/** Numbers of which each is given as its distance from the one before. */
function summed(distances) {
  let number = 0;
  return distances.map((distance) => (number += distance));
}

/** The results for a text, best first, as numbers, and the words of the index by which they were found. */
export async function find(index, text) {
  const words = MARKUP.test(text) ? [] : await whole(index, index.words(text));
  const asked = wordsToFind(index, words);
  if (!asked.length) return { numbers: [], terms: new Set() };
  const [found, named] = await Promise.all([Promise.all(asked.map((word) => search(index, word))), called(index, words)]);
  const telling = found.filter(({ weight, kind }) => weight && kind === 2);
  for (const [number, score] of await calledInstead(index, telling)) named.set(number, Math.max(named.get(number) ?? 0, score));
  if (!telling.length && asked.some(({ kind }) => kind === 2)) return { numbers: [], terms: new Set() };
  const weights = found.reduce((sum, { weight }) => sum + weight, 0);
  const told = telling.reduce((sum, { weight }) => sum + weight, 0) || weights;
  const totals = new Map();
  for (const { weight, scores } of found) {
    for (const [number, score] of scores) {
      const total = totals.get(number) ?? { sum: 0, covered: 0 };
      totals.set(number, { sum: total.sum + weight * score, covered: total.covered + weight * Math.min(1, score / CLEAR) });
    }
  }
  const ranked = new Map([...totals].map(([number, { sum, covered }]) => [number, sum * (covered / weights)]));
  lead(index.pages, found, ranked);
  for (const [number, score] of named) ranked.set(number, (ranked.get(number) ?? 0) + score * told * PHRASE);
  return {
    numbers: [...ranked].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number),
    terms: new Set(found.flatMap(({ terms }) => terms)),
  };
}

/** Lets a section come before its page when it says clearly more of what the page is not named after. */
function lead(pages, found, ranked) {
  const numbers = [...ranked.keys()];
  pages.forEach((page, at) => {
    if (!ranked.has(page)) return;
    const rest = found.filter(({ kind, scores }) => kind && (scores.get(page) ?? 0) < NAMED);
    const said = (number) => rest.reduce((sum, { weight, scores }) => sum + weight * (scores.get(number) ?? 0), 0);
    const isOfPage = (number) => number > page && number < (pages[at + 1] ?? Infinity);
    const best = numbers.filter((number) => isOfPage(number) && said(number) > MORE * said(page)).sort((a, b) => ranked.get(b) - ranked.get(a) || a - b)[0];
    if (best !== undefined) ranked.set(best, Math.max(ranked.get(best), ranked.get(page) * JUST_BEFORE));
  });
}

/** The words that are looked for: those that say nothing only when there are no others. */
function wordsToFind(index, words) {
  const meant = words.filter((word) => (word.length > 1 || /\p{N}/u.test(word)) && word.length <= LONGEST);
  const all = [...new Set(meant)].map((word) => ({ word, kind: index.kind(word), last: false }));
  if (all.length) all.at(-1).last = true;
  const telling = all.filter(({ kind }) => kind === 2);
  const least = telling.length > 3 ? 2 : telling.length || all.some(({ kind }) => kind === 1) ? 1 : 0;
  return all.filter(({ kind }) => kind >= least).slice(0, MOST_WORDS);
}

/** The words with verbs in one piece, as far as the index has them: "inschrijf me" for "schrijf me in". */
async function whole(index, words) {
  let joined = words;
  for (const [at, particle] of words.slice(0, MOST_PIECES).entries()) {
    if (!index.mayBeParticle(particle)) continue;
    const known = new Set(await index.beginning(particle[0]));
    const after = words.slice(at + 1);
    const next = after[0] === "te" ? after[1] : after.length === 1 ? after[0] : undefined;
    const pieces = [next, ...(index.isParticle(particle, words[at + 1]) ? words.slice(0, at).reverse() : [])];
    const piece = pieces.find((word) => word?.length > 2 && known.has(index.stem(particle + word)));
    if (piece) joined = joined.map((word) => (word === piece ? particle + word : word));
  }
  return joined;
}

/** What is called, or typed for, just as the text says; the words that say nothing may differ. */
async function called(index, all) {
  const telling = all.filter((word) => index.kind(word) === 2);
  const entries = await Promise.all([all, telling.map(index.stem)].map((words) => index.entry(phraseOf(words))));
  const best = new Map();
  for (const [number, score] of entries.flatMap((entry) => [...pairs(entry)])) best.set(number, Math.max(best.get(number) ?? 0, score));
  return best;
}

/** What is called as the words were meant, when one was mistyped. */
async function calledInstead(index, telling) {
  if (!telling.some(({ meant }) => meant)) return [];
  return [...pairs(await index.entry(phraseOf(telling.map(({ word, meant }) => meant ?? index.stem(word)))))];
}

const phraseOf = (words) => `${[...new Set(words.slice(0, 6))].sort().join(" ")}=`;

function* pairs(entry = []) {
  let number = 0;
  for (let at = 1; at < entry.length; at += 2) yield [(number += entry[at]), entry[at + 1]];
}

/** What one word finds, its weight, the words of the index that were taken for it, and the only one a mistyped word can mean. */
async function search(index, asked) {
  const taken = await takenFor(index, asked);
  const entries = await Promise.all(taken.map(([term]) => index.entry(term)));
  const scores = new Map();
  let weight = 0;
  taken.forEach(([, quality], at) => {
    weight += (entries[at][0] * KINDS[asked.kind] * quality) / taken.length;
    for (const [number, score] of pairs(entries[at])) {
      scores.set(number, Math.max(scores.get(number) ?? 0, score * quality));
    }
  });
  const terms = taken.map(([term]) => term);
  return { ...asked, weight, scores, terms, meant: terms.length === 1 && taken[0][1] === QUALITY.slip ? terms[0] : undefined };
}

/** The words of the index that a typed word may be, with how well each fits. */
async function takenFor(index, { word, last }) {
  const stem = index.stem(word);
  if (await index.entry(stem)) return [[stem, QUALITY.typed]];
  if (word.length < 3 || !/^\p{L}+$/u.test(word)) return [];
  const near = await index.beginning(stem[0]);
  if (last) {
    const beginning = index.stem(`${word}#`); // what is not finished has no ending yet
    const begun = near.filter((term) => term.startsWith(beginning)).slice(0, 8);
    if (begun.length) return begun.map((term) => [term, QUALITY.begun]);
  }
  const first = [() => near, () => index.beginning(stem[1])];
  const second = [() => index.second(stem[1]), () => index.second(stem[0])];
  return (
    (await mistyped(index, word, first, exchanged)) ??
    (await parts(index, word, near)) ??
    (await mistyped(index, word, [...first, ...second], changed)) ??
    twice(stem, near) ??
    []
  );
}

/** The words that differ by one slip of the fingers: of the stem, or of the word as typed; undefined when there are none. */
async function mistyped(index, word, lists, slips) {
  if (word.length < 4) return undefined;
  const stem = index.stem(word);
  const meant = new Set([...slips(word)].map(index.stem));
  const isMeant = (term) => term.length > (word.length < 5 ? 3 : 2) && (meant.has(term) || (slips === changed && stem.length > 3 && distance(stem, term, 1) <= 1));
  for (const list of lists) {
    const found = (await list()).filter(isMeant);
    if (found.length) return found.slice(0, MOST_MEANT).map((term) => [term, QUALITY.slip]);
  }
  return undefined;
}

const places = (word) => Array.from({ length: word.length + 1 }, (_, at) => [word.slice(0, at), word.slice(at)]);
const exchanged = (word) => places(word).map(([head, tail]) => (tail.length > 1 ? head + tail[1] + tail[0] + tail.slice(2) : word));
const changed = (word) => places(word).flatMap(([head, tail]) => [head + tail.slice(1), ...LETTERS.flatMap((letter) => [head + letter + tail, head + letter + tail.slice(1)])]);

/** The words that differ from a typed one by two slips; undefined when there are none. */
function twice(stem, near) {
  if (stem.length < 8) return undefined;
  const found = near.filter((term) => term.length > 2 && Math.abs(term.length - stem.length) <= 2 && distance(stem, term, 2) <= 2);
  return found.length ? found.slice(0, MOST_MEANT).map((term) => [term, QUALITY.slips]) : undefined;
}

/** How many letters must be changed, added, dropped or swapped to make one word of another. */
function distance(a, b, most) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** The two words of a compound, or of words typed as one; the second as long as possible. */
async function parts(index, word, near) {
  const known = new Set(near);
  for (let at = 3; at <= word.length - 3; at += 1) {
    const head = ["", "s", "en", "e", "n"]
      .map((link) => (word.slice(0, at).endsWith(link) ? word.slice(0, at - link.length) : ""))
      .filter((part) => !PREFIX.test(part))
      .map(index.stem)
      .find((stem) => stem.length > 2 && known.has(stem));
    if (!head || head.length + word.length - at < 8) continue;
    const tail = index.stem(word.slice(at));
    if (tail.length > 2 && 2 * tail.length > word.length - at && (await index.beginning(tail[0])).includes(tail)) return [head, tail].map((term) => [term, QUALITY.part]);
  }
  return undefined;
}
