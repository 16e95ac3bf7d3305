// Finds in a text what a rule asks to leave out, and how else it may be written. See decisions/composer.md.

/**
 * @import { MessageForm, Wording, WordingRule } from "exchange"
 * @typedef {"fr" | "nl"} Language
 * @typedef {{ text: string, word: string, start: number, end: number, gap: string }} Word
 * @typedef {Word & { sentence: number, begins: boolean, is: Set<string> }} Token
 * @typedef {{ words: Set<string>, stems: string[], tails: string[], kinds: string[] }} Alternatives
 * @typedef {Alternatives & { where: string[], optional: boolean, gap: number }} Element
 * @typedef {{ elements: Element[], put: string | undefined, last: boolean, wide: boolean, order: number }} Pattern
 * @typedef {{ byKey: Map<string, Pattern[]>, others: Pattern[] }} Index
 * @typedef {{ from: number, to: number, starts: number[], pattern: Pattern, language: Language, rank: number }} Match
 * @typedef {{ rule: string, start: number, end: number, text: string, put: string }} Found
 */

/** @type {Language[]} */
const LANGUAGES = ["fr", "nl"];
const MAILBOX = /[\p{L}\p{N}][\p{L}\p{N}._+-]{0,63}(?=@\p{L})/u;
const ABROAD = /(?:\+|00)[1-9]\d(?:[\s./()\u2010-\u2013-]{0,3}\d){8,10}/;
const ON_MOBILE = /04[5-9](?:[\s./\u2010-\u2013-]{0,3}\d){7}/;
const ELSEWHERE = /0[1-9](?:[\s./\u2010-\u2013-]{0,3}\d){7,8}/;
const DATE = /\d\d[./\u2010-\u2013-]\d\d?[./\u2010-\u2013-]\d{4}/;
/** From one day to another, as `01–03/05/2026` or `30/04–02/05/26`. */
const DAYS = /[0-3]\d(?:[./][01]\d)?[\u2010-\u2013-][0-3]\d[./][01]\d(?!\d)/;
const NUMBERS = [ABROAD, ON_MOBILE, ELSEWHERE].map(({ source }) => source).join("|");
/** A telephone number, which is no date and no part of a longer number. */
const PHONE = new RegExp(`(?<![\\p{L}\\p{N}])(?!${DATE.source}|${DAYS.source})(?:${NUMBERS})(?!\\d)`, "u");
const ONLY_PHONE = new RegExp(`^(?:${PHONE.source})$`, "u");
const WORD = new RegExp(`${MAILBOX.source}|${PHONE.source}|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*`, "gu");
const KIND = /^[A-Z9]+$/;
/** What a pattern offers that is found by all its parts, and of which only the last is taken out. */
const ONLY_LAST = "~";
const ENDS_SENTENCE = /[!?…\n\r]/;
const TRAILS_OFF = /^[^!?\n\r]*(…|\.{3})[^!?\n\r]*$/;
/** @type {Record<Language, string[]>} */
const NO_PATTERNS = { fr: [], nl: [] };
/** Stands before the first and behind the last word. @type {Token} */
const NOTHING = { text: "", word: "", start: 0, end: 0, gap: "", sentence: 0, begins: true, is: new Set() };
const PART_OF_NAME = /^(?:de|den|der|van|el|al|ben)$/;
const BEGINS_PHRASE = /[:;«»“”"‘()[\]•–—]| - |\p{Extended_Pictographic}/u;
/** A quotation between straight marks, which in Dutch may also be a word cut short: `'t`, `'s`. */
const BEGINS_QUOTATION = /(^|\s)'$/;
const CUT_SHORT = /^[nst]$/;
/** What stands in a mailbox where a surname may stand. */
const NO_SURNAME = /\d|bin|plp|wijk|buurt|quartier/;

/** A word in small letters, without accents. @param {string} word */
const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe");

/** A word as it is compared: no accent counts but a last one, in `forcé`, which is no `force`. @param {string} word */
const compared = (word) => folded(word) + (/(é|e\u0301)$/iu.test(word) ? "´" : "");

/** A word of a list as it may be typed, with or without its last accent, or a kind. @param {string} word */
const typed = (word) => (KIND.test(word) ? [word] : [...new Set([folded(word), compared(word)])]);

/**
 * Gives what finds in a text, written for a form, all that the rules name, in its order. Where a text may be of both
 * languages, its other words are of the `preferred` one.
 *
 * @typedef {(text: string, form: MessageForm, preferred?: Language) => Found[]} Reader
 *
 * @param {Wording} wording
 * @param {() => Promise<void> | void} [rest] lets a slow phone answer its reader in between
 * @returns {Promise<Reader>}
 */
export async function readerOf(wording, rest = () => {}) {
  const lists = await listsIn(wording, rest);
  /** @type {ReturnType<typeof compiledRule>[]} */
  const rules = [];
  for (const rule of wording.rules) {
    await rest();
    rules.push(compiledRule(rule, lists));
  }
  return (text, form, preferred) => {
    const tokens = tokensIn(text, lists);
    const spoken = languagesOf(tokens, lists, preferred);
    const isSaid = (/** @type {Record<Language, Index>} */ patterns) => matches(patterns, tokens, spoken).length > 0;
    return rules
      .filter(({ rule, silent, denied }) => rule.forms.includes(form) && (!isSaid(silent) || isSaid(denied)))
      .flatMap(({ rule, found, unless }) => {
        const all = matches(found, tokens, spoken);
        const left = matches(unless, tokens, spoken, new Set(all.map(({ from }) => tokens[from].sentence)));
        const taken = all.filter((each) => !left.some((other) => other.from < each.to && each.from < other.to));
        return longest(taken).map((each) => foundBy(rule, each, tokens, { text, form }));
      })
      .sort((one, other) => one.start - other.start);
  };
}

/** @param {WordingRule} rule @param {Lists} lists */
const compiledRule = (rule, lists) => ({
  rule,
  found: compiled(rule.found, lists),
  unless: compiled(rule.unless, lists, true),
  silent: compiled(rule.silent_with ?? NO_PATTERNS, lists),
  denied: compiled(rule.not_silent_with ?? NO_PATTERNS, lists),
});

/** The words of a list, each with the letters that it shares with the one before. @param {string} list */
function unpacked(list) {
  let word = "";
  return list.split(" ").flatMap((each) => {
    word = word.slice(0, Number.parseInt(each[0], 36)) + each.slice(1);
    return word ? [word] : [];
  });
}

/** @param {Wording} wording @param {() => Promise<void> | void} rest */
async function listsIn(wording, rest) {
  /** @type {Map<string, string[]>} */
  const lists = new Map();
  for (const { id, fr, nl } of wording.words) {
    await rest();
    lists.set(`${id} fr`, unpacked(fr).flatMap(typed));
    lists.set(`${id} nl`, unpacked(nl).flatMap(typed));
  }
  const all = (/** @type {string} */ id) => new Set(LANGUAGES.flatMap((each) => expanded(`(${id})`, each, lists)));
  await rest();
  const first = all("first-name");
  for (const word of all("also-words")) first.add(word);
  await rest();
  const [known, also, short, leads] = ["known", "also-words", "short", "before-place"].map(all);
  const [surnames, offices, titles] = ["surname", "office-box", "title"].map(all);
  /** @type {Map<string, Element>} */
  const elements = new Map();
  return { lists, elements, first, known, also, short, leads, surnames, offices, titles };
}
/** @typedef {Awaited<ReturnType<typeof listsIn>>} Lists */

/**
 * The alternatives of a part of a pattern: `un|une`, or `(person)` for a list.
 *
 * @param {string} part
 * @param {Language} language
 * @param {Map<string, string[]>} lists
 * @returns {string[]}
 */
function expanded(part, language, lists) {
  return part.split("|").flatMap((each) => {
    if (!each.startsWith("(")) return [each, `${each}´`];
    const words = lists.get(`${each.slice(1, -1)} ${language}`) ?? [];
    return words.flatMap((word) => (word.startsWith("(") ? expanded(word, language, lists) : [word]));
  });
}

/** @param {Map<string, Pattern[]>} lists @param {string} key @param {Pattern} pattern */
function addTo(lists, key, pattern) {
  const list = lists.get(key);
  if (list) list.push(pattern);
  else lists.set(key, [pattern]);
}

/**
 * The patterns of a rule; gaps are as short as they can be, in those that let something pass as long as they can be.
 *
 * @param {Record<Language, string[]>} patterns
 * @param {Lists} lists
 * @param {boolean} [wide]
 * @returns {Record<Language, Index>}
 */
function compiled(patterns, lists, wide = false) {
  const of = (/** @type {Language} */ language) => {
    /** @type {Index} */
    const index = { byKey: new Map(), others: [] };
    for (const [order, pattern] of patterns[language].entries()) {
      const [parts, put] = pattern.split(/ = ?/);
      const elements = parts.split(" ").map((part) => elementOf(part, language, lists));
      const [{ words, kinds, stems, tails }] = elements;
      const last = put === ONLY_LAST;
      const made = { elements, put: last ? undefined : put, last, wide, order };
      if (stems.length || tails.length) index.others.push(made);
      else for (const key of [...words, ...kinds]) addTo(index.byKey, key, made);
    }
    return index;
  };
  return { fr: of("fr"), nl: of("nl") };
}

/**
 * @param {string} part
 * @param {Language} language
 * @param {Lists} lists
 * @returns {Element}
 */
function elementOf(part, language, { lists, elements }) {
  const known = elements.get(`${part} ${language}`);
  if (known) return known;
  const gap = part.startsWith("~") ? Number(part.slice(1)) : 0;
  const where = [part.startsWith("^") && "BEGINS", part.endsWith("$") && "ENDS"].filter((each) => each !== false);
  const each = gap ? [] : expanded(part.replace(/^\^|[?$]$/g, ""), language, lists);
  const kinds = each.filter((word) => KIND.test(word));
  const others = each.filter((word) => !KIND.test(word));
  const tails = others.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const stems = others.filter((word) => word.endsWith("-")).map((word) => word.slice(0, -1));
  const element = { words: new Set(others), stems, tails, kinds, where, optional: part.endsWith("?"), gap };
  elements.set(`${part} ${language}`, element);
  return element;
}

/**
 * @param {string} text
 * @param {Lists} lists
 */
function tokensIn(text, lists) {
  /** @type {Token[]} */
  const tokens = [];
  let sentence = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const last = tokens.at(-1);
    const gap = text.slice(last?.end ?? 0, index);
    const ends = !last || endsSentence(gap, last, word, lists);
    if (ends) sentence += 1;
    const begins = ends || beginsPhrase(gap, last, word);
    const end = index + word.length;
    const said = text[end] === "@" ? "@" : compared(word);
    tokens.push({ text: word, word: said, start: index, end, gap, sentence, begins, is: new Set() });
  }
  tokens.forEach((token, place) => {
    const [last, next] = [tokens[place - 1] ?? NOTHING, tokens[place + 1] ?? NOTHING];
    const contact = contactKind(token.text, next, lists);
    const owned = contact === "MAIL" && isOwned(token, lists) ? ["OWNER"] : [];
    token.is = contact ? new Set([contact, ...owned]) : kindsOf(token, last, next, lists);
  });
  noteTitled(tokens, lists);
  return tokens;
}

/**
 * Whether a word begins what is said, a quotation or a list; in Dutch also behind `'s` or `'t` that does.
 *
 * @param {string} gap
 * @param {Token} last
 * @param {string} word
 */
const beginsPhrase = (gap, last, word) =>
  BEGINS_PHRASE.test(gap) ||
  (BEGINS_QUOTATION.test(gap) && !CUT_SHORT.test(word)) ||
  (last.begins && gap === " " && CUT_SHORT.test(last.text));

/**
 * Notes as names also those in small letters that are known, behind a title: `madame peeters`, `meneer van der linden`.
 *
 * @param {Token[]} tokens
 * @param {Lists} lists
 */
function noteTitled(tokens, { first, also, surnames, titles }) {
  const isName = (/** @type {string} */ word) =>
    surnames.has(word) || (first.has(word) && !also.has(word)) || /^vande[nr]\p{L}{3}/u.test(word);
  /** What stands between the title and the word. @type {string | undefined} */
  let parts;
  for (const { word, gap, begins, is } of tokens) {
    const follows = parts !== undefined && !begins && !gap.includes(",");
    if (follows && (isName(word) || isName(parts + word))) {
      is.add("NAME");
      parts = "";
    } else if (follows && PART_OF_NAME.test(word)) parts += word;
    else parts = titles.has(word) ? "" : undefined;
  }
}

/**
 * @param {string} gap
 * @param {Token} last
 * @param {string} word
 * @param {Lists} lists
 */
function endsSentence(gap, last, word, lists) {
  if (TRAILS_OFF.test(gap) && /^\p{Ll}/u.test(word)) return false;
  if (ENDS_SENTENCE.test(gap)) return true;
  if (!gap.includes(".")) return false;
  const inFigureOrAddress = gap === "." && /\d \d|\p{L} \p{Ll}/u.test(`${last.text.at(-1)} ${word[0]}`);
  const isHour = last.word === "u" && /^\p{Lu}/u.test(word);
  return !/^\p{Lu}$/u.test(last.text) && (isHour || !lists.short.has(last.word)) && !inFigureOrAddress;
}

/**
 * The kinds that patterns may name: NAME any capital, FIRST a first name, UNKNOWN a capital that nothing explains,
 * SURNAME one to which no word leads as to a place, or a known surname, FAMILY only that, VAN the first part of one,
 * INITIAL a letter for a name, LATE an hour from 22 to 0, NUMBER, NR a number that may be that of a house, DOOR one
 * with its letter, CODE letters or figures as on a plate, PHONE a number to call, MOBILE one of a person, MAIL what
 * stands before an at sign, OWNER that with a first name, OFFICE a number or address of none, and shapes: 9AAA999, BBB
 * in small letters. BEGINS and ENDS are places in a phrase (`^word`, `word$`).
 *
 * @param {Token} token
 * @param {Token} last
 * @param {Token} next
 * @param {Lists} lists
 */
function kindsOf(token, last, next, lists) {
  const { text, word, begins } = token;
  const follows = next.sentence === token.sentence && !next.begins ? next : NOTHING;
  const upper = /^\p{Lu}/u.test(text);
  const shouted = /^\p{Lu}{2,}$/u.test(text);
  const unknown = isUnknownName(token, lists) && !isPartOfPlace(token, last, next, lists);
  /** @type {[string, boolean][]} */
  const kinds = [
    [/^\d+$/.test(text) ? "NUMBER" : "WORD", true],
    ["BEGINS", begins],
    ["ENDS", follows.begins || follows.gap.includes(",")],
    ["NAME", upper && !shouted],
    ["LATE", /^(2[23]|00?)$/.test(text) && /^(h|u|uur|heures?)$/.test(next.word)],
    ["INITIAL", /^\p{Lu}$/u.test(text) && next.gap.startsWith(".")],
    ["FIRST", lists.first.has(word) && isFirstName(token, upper, follows, lists)],
    ["UNKNOWN", unknown],
    ["SURNAME", (unknown && !lists.leads.has(last.word)) || isSurname(token, next, lists)],
    ["FAMILY", isSurname(token, next, lists)],
    ["VAN", beginsSurname(token)],
    ["CODE", /\p{L}\d|\d\p{L}/u.test(text) || (shouted && !lists.known.has(word))],
    ["DOOR", /^[1-9]\d{0,2}([a-c]|bis|ter)$/i.test(text)],
    ["NR", /^[1-9]\d{0,2}([a-df]|bis|ter)?$/iu.test(text) && isHouseNumber(token, last, follows, lists)],
    [shapeOf(token, last), true],
  ];
  return new Set(kinds.filter(([, holds]) => holds).map(([kind]) => kind));
}

/** Whether it is the first part of a surname, as in `Van Damme`. @param {Token} token */
const beginsSurname = ({ text, begins }) => !begins && /^Van(d|$)/.test(text);

/**
 * An office has `info.plp@`, but not `jm.plp@`, or a number of no person.
 *
 * @param {string} text
 * @param {Token} next
 * @param {Lists} lists
 */
function contactKind(text, next, { offices, first }) {
  const parts = text.split(/[._+-]/);
  if (next.gap === "@") {
    const isOffice = parts[0].length > 2 && parts.some((part) => offices.has(compared(part)));
    return isOffice && !first.has(compared(parts[0])) ? "OFFICE" : "MAIL";
  }
  if (!ONLY_PHONE.test(text)) return "";
  if (/^0(7[08]|800|90\d)/.test(text)) return "OFFICE";
  const figures = text.replace(/\D/g, "");
  return /^0(4[5-9]|0)|^[1-9]/.test(figures) ? "MOBILE" : "PHONE";
}

/**
 * Whether a mailbox begins with a first name and a surname, as `an.desmet`, not `an.wijk`.
 * @param {Token} token @param {Lists} lists
 */
function isOwned({ text }, { first }) {
  const [given, name] = text.split(/[._-]/);
  return Boolean(name) && !NO_SURNAME.test(name) && first.has(compared(given));
}

/** Whether it is known as one, and no part of a place. @param {Token} token @param {Token} next @param {Lists} lists */
const isSurname = ({ text, word, gap }, next, { surnames }) =>
  /^\p{Lu}/u.test(text) &&
  [word, word.replace(/s$/, "")].some((each) => surnames.has(each)) &&
  ![gap, next.gap].includes("-");

/** Whether nothing explains the capital of a word. @param {Token} token @param {Lists} lists */
const isUnknownName = ({ text, word, begins }, { known, first }) =>
  !begins && /^\p{Lu}.*\p{Ll}/u.test(text) && !known.has(word) && !first.has(word);

/**
 * Whether a hyphen joins it to a word that is known, or to a place before it: `Petit-Rechain`, `te Ekeren-Donk`.
 *
 * @param {Token} token
 * @param {Token} last
 * @param {Token} next
 * @param {Lists} lists
 */
const isPartOfPlace = ({ gap }, last, next, { known }) =>
  (gap === "-" && (known.has(last.word) || (last.is.has("UNKNOWN") && !last.is.has("SURNAME")))) ||
  (next.gap === "-" && known.has(next.word));

/**
 * Figures as 9, capitals as A, and small letters as B, but beside figures: `1-abc`, and not `bloquez-lui`.
 *
 * @param {Token} token
 * @param {Token} last
 */
function shapeOf({ text, gap }, last) {
  const afterFigure = gap === "-" && /\d$/.test(last.text);
  if (text.length > 7 || (/^\p{Ll}{4}/u.test(text) && !afterFigure)) return "";
  const small = afterFigure || /\d/.test(text) ? "A" : "B";
  return text.replace(/\d/g, "9").replace(/\p{Lu}/gu, "A").replace(/\p{Ll}/gu, small);
}

/**
 * @param {Token} token
 * @param {boolean} upper
 * @param {Token} next
 * @param {Lists} lists
 */
function isFirstName({ word, begins }, upper, next, lists) {
  if (!lists.also.has(word)) return upper || word.length > 4;
  return upper && (!begins || (/^\p{Lu}(\p{Ll}|$)/u.test(next.text) && !lists.known.has(next.word)));
}

/**
 * @param {Token} token
 * @param {Token} last
 * @param {Token} next
 * @param {Lists} lists
 */
function isHouseNumber({ word, gap }, last, next, { lists }) {
  const listed = (/** @type {string} */ id, /** @type {Token} */ token) =>
    LANGUAGES.some((each) => lists.get(`${id} ${each}`)?.includes(token.word));
  const calls = /^1(0[01567]|1[026])$/.test(word) && (gap.trim() || !/^\p{Lu}/u.test(last.text));
  const inFigure = (/^[,/]$/.test(next.gap) && /^\d/.test(next.text)) || /^\s?%/.test(next.gap); // 2,99; 11/1; 10 %
  if (calls || inFigure || listed("before-time", last) || (next.gap === "-" && /^\p{L}/u.test(next.text))) return false;
  return !/^\p{Ll}/u.test(next.text) || next.gap.includes(",") || listed("after-house-number", next);
}

/**
 * The languages whose rules a sentence is read with: those of its small words, else those of the whole text.
 *
 * @param {Token[]} tokens
 * @param {Lists} lists
 * @param {Language} [preferred] comes first where both are
 */
function languagesOf(tokens, { lists }, preferred) {
  const small = LANGUAGES.map((each) => new Set(lists.get(`small ${each}`)));
  const count = (/** @type {Token[]} */ some) => small.map((each) => some.filter(({ word }) => each.has(word)).length);
  const spoken = (/** @type {number[]} */ found) =>
    LANGUAGES.filter((_, place) => found[place] * 2 >= found[1 - place]).toSorted(
      (one, other) => Number(other === preferred) - Number(one === preferred),
    );
  /** @type {Token[][]} */
  const sentences = [tokens];
  for (const token of tokens) (sentences[token.sentence] ??= []).push(token);
  const [whole, ...each] = sentences.map(count);
  return [whole, ...each].map((found) => spoken(found.some(Boolean) ? found : whole));
}

/**
 * @param {Record<Language, Index>} patterns
 * @param {Token[]} tokens
 * @param {Language[][]} spoken
 * @param {Set<number>} [sentences] in which it looks, if not in all
 * @returns {Match[]}
 */
function matches(patterns, tokens, spoken, sentences) {
  return tokens.flatMap((token, from) =>
    (!sentences || sentences.has(token.sentence) ? spoken[token.sentence] : []).flatMap((language, rank) =>
      candidates(patterns[language], token).flatMap((pattern) => {
        if (!fits(pattern.elements[0], token)) return [];
        /** @type {number[]} */
        const starts = [];
        const to = matchEnd(pattern, 0, from, tokens, starts);
        const begins = pattern.last ? starts[starts.length - 1] : from;
        return to < 0 ? [] : [{ from: begins, to, starts, pattern, language, rank }];
      }),
    ),
  );
}

/** The patterns that may begin with a word. @param {Index} index @param {Token} token */
const candidates = ({ byKey, others }, { word, is }) =>
  [word, ...is].flatMap((key) => byKey.get(key) ?? []).concat(others);

/** @param {Element} element @param {Token} token */
function fits({ words, stems, tails, kinds, where }, { word, is }) {
  if (!where.every((kind) => is.has(kind))) return false;
  return (
    words.has(word) ||
    kinds.some((kind) => is.has(kind)) ||
    stems.some((stem) => word.startsWith(stem)) ||
    tails.some((tail) => word.length > tail.length && word.endsWith(tail))
  );
}

/**
 * Whether no comma parts them: "Sofie, Kerkstraat" is no street.
 *
 * @param {Element | undefined} last
 * @param {Element} next
 */
const isNextTo = (last, next) => last !== undefined && !last.gap && !next.gap;

/**
 * Where the rest of a pattern ends, from a token on, or -1; notes where each part starts.
 *
 * @param {Pattern} pattern
 * @param {number} place
 * @param {number} from
 * @param {Token[]} tokens
 * @param {number[]} starts
 * @returns {number}
 */
function matchEnd(pattern, place, from, tokens, starts) {
  if (place === pattern.elements.length) return from;
  const element = pattern.elements[place];
  const follows = pattern.wide && isNextTo(pattern.elements[place - 1], element);
  const goesOn = (/** @type {number} */ at) =>
    at < tokens.length &&
    (!place || !at || tokens[at].sentence === tokens[at - 1].sentence) &&
    !(follows && at === from && /[,:()]/.test(tokens[at].gap));
  starts[place] = from;
  if (!element.gap && goesOn(from) && fits(element, tokens[from])) {
    const end = matchEnd(pattern, place + 1, from + 1, tokens, starts);
    if (end >= 0) return end;
  }
  if (!element.gap && !element.optional) return -1;
  starts[place] = -1;
  let most = from;
  while (most < from + element.gap && goesOn(most)) most += 1;
  for (let skipped = 0; skipped <= most - from; skipped += 1) {
    const end = matchEnd(pattern, place + 1, pattern.wide ? most - skipped : from + skipped, tokens, starts);
    if (end >= 0) return end;
  }
  return -1;
}

/** The longest of matches that overlap, or all that they cover where none has words of its own. @param {Match[]} all */
function longest(all) {
  /** @type {Match[]} */
  const kept = [];
  const inOrder = (/** @type {Match} */ one, /** @type {Match} */ other) =>
    one.from - other.from || other.to - one.to || one.rank - other.rank || one.pattern.order - other.pattern.order;
  for (const each of all.toSorted(inOrder)) {
    const last = kept.at(-1);
    if (!last || each.from >= last.to) kept.push({ ...each });
    else if (last.pattern.put === undefined && each.pattern.put === undefined) last.to = Math.max(last.to, each.to);
    else if (each.to - each.from > last.to - last.from) kept[kept.length - 1] = each;
  }
  return kept;
}

/**
 * @param {WordingRule} rule
 * @param {Match} match
 * @param {Token[]} tokens
 * @param {{ text: string, form: MessageForm }} read
 * @returns {Found}
 */
function foundBy(rule, { from, to, starts, pattern, language }, tokens, { text, form }) {
  const isWhole = rule.whole_sentence?.includes(form);
  const offered = isWhole ? "" : (pattern.put ?? rule.instead?.[language] ?? "");
  const words = offered.replace(/\$(\d)/g, (_, number) => {
    const at = starts[number - 1];
    return at < 0 ? "" : tokens[at].text;
  });
  const { sentence } = tokens[from];
  const first = isWhole ? tokens.find((token) => token.sentence === sentence) : undefined;
  const last = isWhole ? tokens.findLast((token) => token.sentence === sentence) : undefined;
  const { start } = first ?? tokens[from];
  const end = last ? last.end + (/^[.!?…]*/.exec(text.slice(last.end))?.[0].length ?? 0) : tokens[to - 1].end;
  const found = text.slice(tokens[from].start, tokens[to - 1].end);
  const put = words.trim().replace(/ +/g, " ").replace(/(?<!\S)([dl]) (?=\p{L})/gu, "$1’"); // cut at the apostrophe
  return { rule: rule.id, start, end, text: found, put };
}
