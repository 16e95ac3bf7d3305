// From answers to what stands in the papers, and to warnings: in the page and at the command line.

import { fold } from "../folding.js";
import { clean, dateText, isDate } from "./texts.js";

/**
 * @import { Answer, Content, Edition, FieldKind, FieldQuestion } from "exchange"
 * @import { Question, Rule, Shown } from "exchange"
 * @import { Language, Names } from "./texts.js"
 */

/** @typedef {Record<string, Answer | undefined>} Answers by the id of the question */
/** @typedef {Rule["when"][number]} Condition macros/model/questionnaire.py says when each kind holds */

/**
 * What a condition may have: a condition of one kind has not all of it.
 *
 * @typedef {object} AnyCondition
 * @property {Condition["condition"]} condition
 * @property {string} asked
 * @property {string} option
 * @property {string[]} fields
 * @property {string[]} words
 * @property {number} days
 */

/**
 * What only the page knows: which day it is, and the names of municipalities, as they are compared. At the command
 * line, no day has passed, and each name is one of them.
 *
 * @typedef {{ today?: string, names?: string[] }} Seen
 */

/**
 * What a condition is asked of: the first answer that it is about, its texts in each language of the edition, and all
 * texts of all its answers.
 *
 * @typedef {Seen & { answer: Answer | undefined, texts: string[], all: string[], answers: Answers }} Asked
 */

/**
 * What stands in the papers: the text of each entry, and the entries of the boxes that are ticked.
 *
 * @typedef {{ texts: Record<string, string>, ticks: Set<string> }} Values
 */

// a number in groups, to keep the first of: "02 101 20 30" does not mention 101, "101/112" does
const NUMBER = /(\d)(?:(?:[ \u00a0\u202f]+|[./-]|\)[ \u00a0\u202f]*)\d+)+/g;

/** Votes that were counted, as "30 oui, 2 non": another rule compares them. */
const VOTES = /\d+ (?:oui|ja).{1,9}\d+ (?:non|nee)/gi;

/**
 * The words of a text in any script, without case and accents.
 *
 * @param {string} text
 */
function wordsOf(text) {
  const folded = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\ufe00-\ufe0f]/g, "").normalize("NFC");
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * An answer in all languages in which it was given, each on lines of its own.
 *
 * @param {Answer} [answer]
 */
const allOf = (answer = "") => (typeof answer === "string" ? answer : Object.values(answer).join("\n"));

/**
 * An answer in each language of an edition; as it is, where it is the same in all.
 *
 * @param {Answer | undefined} answer
 * @param {Edition} edition
 */
export const eachOf = (answer = "", edition) =>
  typeof answer === "string" ? [answer] : languagesOf(edition).map((language) => answer[language] ?? "");

/** @param {Edition} edition */
export const languagesOf = (edition) => /** @type {Language[]} */ (edition.split("-"));

/**
 * Whether a day comes more than so many days before another: only when both are days that may be meant, else a year
 * that is mistyped would make the other day look wrong.
 *
 * @param {string} first
 * @param {number} days
 * @param {string} second
 */
const isBefore = (first, days, second) =>
  isMeant(first) && isMeant(second) && Date.parse(first) + days * 864e5 < Date.parse(second);

/**
 * The digits of a Belgian telephone number: "+32 (0)470 12 34 56" gives "0470123456".
 *
 * @param {string} typed
 */
const digitsOf = (typed) => typed.replace(/\D/g, "").replace(/^(?:00)?320?/, "0");

/** What may be a telephone number among words; some dates, hours and numbers of enterprises begin like one. */
const CALLED = /(?<![\p{L}\d+/]|\d[.,:])(?:\+|\(?0)[\s./()\p{Pd}\d]*\d(?![\w.]*@)/gu;
const NO_BELGIAN =
  /^\d\d?(?:[./-]\d\d?[./-]|[.:]\d\d(?!\d)|\/\d{4}$)|^(?:\+|00)(?!32)[1-9]|^0(?!4[05-9])\d{3}([ .])\d{3}\1\d{3}$/;
/** A number of five digits or more without its 0 before it, as "12345": no part of another, of an address or a word. */
const BARE = /(?<![^\s(:]|\d[^,\p{L}]*\s)[1-9]\d{4}(?![\w.]*@)/u;

/**
 * A text whose telephone numbers are written in one way: "+32 470 12 34 56" and "0470/12.34.56" are the same. An hour
 * that follows is none of their digits.
 *
 * @param {string} text
 */
const plainNumbers = (text) =>
  text.replace(CALLED, (typed) =>
    NO_BELGIAN.test(typed) ? typed : digitsOf(typed).replace(/04[05-9]\d{7}|0\d{8}/g, "$& "),
  );

/**
 * Whether a Belgian telephone number in a line lacks its 0, has five digits or more after it, but fewer than eight,
 * nine of a mobile phone, or one too many, which may not be the hour of "02 000 00 00 9h". A number that another one
 * follows is taken for whole.
 *
 * @param {string} line
 */
const isMiscounted = (line) =>
  BARE.test(line) ||
  line.match(CALLED)?.some((typed) => {
    const digits = digitsOf(typed);
    if (NO_BELGIAN.test(typed)) return false;
    if (/^0(\d{5,7}|4[05-9]\d{6})$/.test(digits)) return true;
    return /\d\d$/.test(typed) && /^0((?!4[05-9])\d|4[05-9])\d{8}$/.test(digits);
  });

/**
 * When a condition of each kind holds.
 *
 * @type {Record<Condition["condition"], (given: AnyCondition, of: Asked) => boolean>}
 */
const HOLDS = {
  "bare-number": (_, { texts }) => texts.some((text) => /^\s*\d{1,3}\s*$/.test(text)),
  before: ({ fields, days }, { answer, answers }) => isBefore(`${answer}`, days, `${answers[fields[1]]}`),
  chosen: ({ option }, { answer = "" }) => answer === option,
  "cut-address": (_, { texts }) =>
    texts
      .flatMap((text) => text.split(/[\s;()<>]+|[,.:]+(?!\S)/))
      .some((word) => word.includes("@") && !CHECKS.email(word)),
  "cut-number": (_, { all }) => all.flatMap((text) => text.split("\n")).some(isMiscounted),
  // from 5 to 9 in the morning, as far as the text does not say otherwise
  early: (_, { texts }) =>
    texts
      .filter((text) => !/soir|avond|s.midi|matin|ochtend|morgen|middag/i.test(text))
      .some((text) => /\b[5-9]\sh/.test(`${hourText(text, "fr")}`)),
  empty: (_, { all }) => all.every((text) => /^[\s0.,]*$/.test(amountText(text) ?? text)),
  lacks: (given, of) =>
    of.texts.some((text) => clean(text, true) && !HOLDS.mentions(given, { ...of, all: [text] })),
  mentions: ({ words }, { all }) => {
    /** @param {string} word */
    const fits = (word) =>
      words.some((wanted) => (wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted));
    // one zero one, parted by spaces, is 101 all the same
    return all.some((text) => {
      const plain = text.replace(NUMBER, "$1").replace(VOTES, "");
      return [...wordsOf(plain), text.replace(/[\s.-]/g, ""), ...(text.match("@") ?? "")].some(fits);
    });
  },
  "odd-year": (_, { texts }) => {
    const years = texts.filter(Boolean).flatMap((text) => text.match(/(?<!\d)\d{4}(?!\d)/g) ?? "");
    return !years.every((year) => isMeant(`${year}-01-01`));
  },
  outvoted: (_, { all }) => {
    const [yes, no] = all.map(countOf);
    return yes <= no;
  },
  past: ({ days }, { answer, today }) => isBefore(`${answer}`, days, `${today}`),
  same: (_, { all }) => {
    const [first, second] = all.map(
      (text) => `${wordsOf(plainNumbers(text).replace(/(?<=\d)[ ./-]+(?=\d)/g, "")).sort()}`,
    );
    return first > "" && first === second;
  },
  unbalanced: (_, { all }) => {
    const [total, ...parts] = all.map(countOf);
    const rest = parts.reduce((left, part) => left - (part || 0), total);
    return rest < 0 || (rest > 0 && !parts.some(isNaN)); // one that is missing may make up for it
  },
  uneven: (_, { texts }) => {
    const counts = texts.map((text) => text.match(/\S.*/g)?.length); // lines that say something
    return counts.every(Boolean) && new Set(counts).size > 1;
  },
  unlisted: (_, { texts, names }) => texts.some((text) => clean(text, true) && names?.includes(fold(text)) === false),
  // hours, years, and what reaches somebody; "18 to 20 h" says less of its first hour than "18 h to 20 h", not another
  unlike: (_, { texts }) => {
    const said = texts.map((text) => {
      // "20.00" is 20:00 among words, too
      const plain = plainNumbers(
        text.toLowerCase().replace(/(?<![\d.,/])(\d\d?)\.(?=\d\d(?![\d/]|[.,]\d))/g, "$1:"),
      );
      return (
        (hourText(plain, "fr") ?? plain).match(/0\d{8,9}|\d+\sh( \d\d)?|\b\d{4}\b|[\w.+-]+@\S+\w/g) ?? []
      );
    });
    const all = new Set(said.flat());
    return said.every((each) => each.length && new Set(each).size < all.size);
  },
};

/**
 * Whether a condition holds for these answers.
 *
 * @param {Condition} given
 * @param {Answers} answers
 * @param {Edition} edition
 * @param {Seen} [seen]
 */
export function holds(given, answers, edition, seen) {
  const about = /** @type {AnyCondition} */ ({ days: 0, fields: [], ...given });
  const answer = answers[about.asked ?? about.fields[0]];
  const all = about.fields.map((field) => allOf(answers[field]));
  return HOLDS[about.condition](about, { answer, answers, all, texts: eachOf(answer, edition), ...seen });
}

/**
 * Whether a question is asked at all: given the answer to another, in whatever edition.
 *
 * @param {Question} question
 * @param {Answers} answers
 */
export const isAsked = ({ given }, answers) => !given || holds(given, answers, "fr");

/**
 * The ids of the rules that warn now: their conditions hold, and their question is asked.
 *
 * @param {Pick<Content, "questions" | "rules" | "documents">} content
 * @param {Answers} answers
 * @param {Edition} edition
 * @param {Seen} [seen]
 * @param {string[]} [wanted] documents: without them, it does not count which ask for what a rule is about
 */
export function warnings({ questions, rules, documents }, answers, edition, seen, wanted) {
  /** @param {string} asked */
  const asks = (asked) => questions.some((question) => question.id === asked && isAsked(question, answers));
  /** @param {Rule} rule */
  const isAbout = ({ beside, documents: about = wanted }) =>
    !wanted || about?.some((name) => wanted.includes(name) && documents[name].includes(beside));
  return rules
    .filter((rule) => asks(rule.beside) && isAbout(rule))
    .filter(({ when }) => when.every((condition) => holds(condition, answers, edition, seen)))
    .map(({ id }) => id);
}

/**
 * A number without the spaces or points between its thousands: "1 250" gives "1250".
 *
 * @param {string} text
 */
const countText = (text) =>
  /^\s*[1-9]\d{0,2}([\s.])\d{3}(\1\d{3})*\s*$/.test(text) ? text.replace(/\D/g, "") : text;

/**
 * A number that was typed; NaN when it is none.
 *
 * @param {string} text
 */
const countOf = (text) => Number(countText(text) || NaN);

const AMOUNT =
  /^\s*(?:€|eur)?\s*0*([1-9]\d{0,2}(?:[\s.]\d{3})+|\d{1,6})(?:[.,]\s?(?:(\d\d?)|\p{Pd}+))?\s*(?:€|euros?|eur)?\s*$/iu;

/**
 * An amount as it stands in the papers: "€ 1.250.5" gives "1250,50", "200 euro" and "200,-" give "200"; undefined when
 * it is no amount.
 *
 * @param {string} text
 */
function amountText(text) {
  const [, euros, cents] = AMOUNT.exec(text) ?? [];
  return euros && euros.replace(/\D/g, "") + (cents ? `,${cents.padEnd(2, "0")}` : "");
}

const UNIT = " ?(?:heures?|h|uur|u\\.?)(?!\\p{L})";
const MINUTES = "(?:m(?![\\p{L}.²])| ?mi?n(?:\\.|ut(?:es?|en))?(?!\\p{L}))?";
const LATE = "du soir|de l['\u2019]après-midi|['\u2019]?s (?:avond|namiddag|middag)s|pm";
const EARLY = "du matin|['\u2019]?s (?:morgen|ochtend|voormiddag)s|am";
// an hour in a text, as "19h30", "19 u. 30", "19:30", "19.30 uur", "20 heures", "7 uur 's avonds": no phone, no date
const HOUR = new RegExp(
  `(^|[^\\d.,:])(\\d\\d?)(?:${UNIT}(?: ?(\\d+)(?!\\d|[.:]\\d|${UNIT})${MINUTES})?` +
    `|(?::(\\d\\d)|\\.(\\d\\d)(?=${UNIT}))(?!:?\\d)(?:${UNIT})?)` +
    `(?: (?:(${LATE})|${EARLY})(?!\\p{L}))?`,
  "giu",
);

/**
 * A text with its hours as the papers write them: "19h30" gives "19 h 30" or "19.30 uur"; undefined when one is none.
 *
 * @param {string} text
 * @param {Language} language
 */
function hourText(text, language) {
  let [found, isFit] = [/^\D*$|\d\.\d\d(?!\d)/.test(text), true]; // words, or what may be an hour and stays
  const plain = text.replace(/\s+/g, " ").replace(/^\d\d?(\.\d\d)?$/, "$& h");
  const told = plain.replace(HOUR, (_, before, typed, ...more) => {
    const [after, colon, dot, late] = more;
    const hour = Number(typed) + (late && typed < 12 ? 12 : 0);
    const minutes = after ?? colon ?? dot ?? "00";
    found = true;
    isFit &&= hour < 24 && /^[0-5]\d$/.test(minutes);
    const isFull = !Number(minutes);
    if (language === "nl") return `${before}${hour}${isFull ? "" : `.${minutes}`} uur`;
    return `${before}${hour}\u00a0h${isFull ? "" : ` ${minutes}`}`;
  });
  return found && isFit ? told : undefined;
}

/**
 * Whether a text is a day in a year of a network that is planned or at work: 0207 and 2072 are slips for 2027.
 *
 * @param {string} text
 */
function isMeant(text) {
  const years = Number(text.slice(0, 4)) - new Date().getFullYear();
  return isDate(text) && years > -15 && years < 5;
}

// a few numbers, without what stands between digits: nine digits, ten of a mobile phone, with "+" one of another
// country, or a short one as 101
const PHONES = new RegExp(
  "(?<![\\d+])((?:(?:\\+|00)?320?|0)(?:4[05-9]|(?!4[05-9])[1-9])\\d{7}" +
    "|(?:\\+|00)(?!32)[1-9]\\d{7,14}|1(?:[01]\\d|7\\d\\d|16\\d{3})){1,4}(?!\\d)",
);

/**
 * As "24h/24", "24/7" and "7 jours sur 7" beside a number, or "(9h-17h)" behind it: they are none of its digits;
 * "(12-34-56)" is.
 */
const TIMES =
  /(?<![\d/.])(24|7)(?=\D*[a-z/])\D{1,9}(24|7)[hujd]?(?![\d/])|\((?=\d\d?\s?[^\d\s)])(?!\d\d.\d\d.\d\d\))/gi;

/** @param {string} text */
const isNumber = (text) => !/\D/.test(countText(text));

/** @satisfies {Partial<Record<FieldKind, (text: string) => unknown>>} what is asked of a text, by its kind */
const CHECKS = {
  amount: amountText,
  count: isNumber,
  number: isNumber,
  date: isMeant,
  hour: (text) => hourText(text, "fr"),
  email: (text) => /^[^\s@,:;]+@[^\s@,;.]+(\.[^\s@,;.]+)+$/.test(text),
  phone: (text) => PHONES.test(text.replace(TIMES, ",").replace(/[\s()./\p{Pd}]/gu, "")),
};

/**
 * Whether a text is what its field asks for; an empty one always is.
 *
 * @param {Pick<FieldQuestion, "kind">} question
 * @param {string} text
 */
export function isSound({ kind }, text) {
  const cleaned = clean(text, true);
  return !cleaned || Boolean((CHECKS[/** @type {keyof typeof CHECKS} */ (kind)] ?? Boolean)(cleaned));
}

/**
 * Whether a text is of no language: an hour without other words, or names with a number or an address to reach them.
 *
 * @param {{ id: string, kind?: FieldKind }} question
 * @param {string} text
 */
export const isOfNone = ({ kind }, text) =>
  kind === "hour"
    ? isSound({ kind }, text) && !/\p{L}/u.test(text.replace(HOUR, ""))
    : /@|(?:\d\D?){8}/.test(text) && !/(?<!\S)\p{Ll}[^\s@]*(?!\S)/u.test(text);

/**
 * Answers with those of one language that say the same in the other.
 *
 * @param {Question[]} questions
 * @param {Answers} answers
 */
export function carried(questions, answers) {
  const found = { ...answers };
  for (const question of questions) {
    const given = found[question.id];
    if (typeof given !== "object") continue;
    const { fr, nl } = given;
    const text = fr || nl;
    if (text && !(fr && nl) && isOfNone(question, text)) found[question.id] = { ...given, fr: text, nl: text };
  }
  return found;
}

/**
 * A text that may be words, with the apostrophes of print, as the words around it have.
 *
 * @param {string} text
 * @param {FieldKind} kind
 */
const curled = (text, kind) =>
  /line|hour/.test(kind) ? text.replace(/(?<=\p{L})'(?=\p{L})|'(?=[knst][\s-])/giu, "\u2019") : text;

/**
 * A number whose groups of digits are cut nowhere: what was typed, with spaces that break no line.
 *
 * @param {string} number
 */
const bound = (number) => number.replace(/(?<=[\d)])(?<!\/\d{4}) (?=\(?\d)/g, "\u00a0"); // not behind a year

/**
 * The spaces at which no line ends: behind a short number, as in "13 mars", "1 non" and "1000 Bruxelles", and before
 * the number of a house, as in "Rue Haute 12, 1000 Bruxelles" and "Rue Haute 12 bte 3". A year may stay with its month.
 */
const WITHIN = /(?<=\b\d{1,4}(er)?) (?=\p{L})|(?<=[\p{L},]) (?=\d{1,4}\p{L}?(,|$| b))/gmu;

/**
 * @param {FieldQuestion} question
 * @param {Answer | undefined} answer
 * @param {Edition} edition
 * @param {Names & Pick<Content, "few">} names
 */
function fieldText({ kind }, answer, edition, names) {
  const lines = kind === "lines";
  const texts = languagesOf(edition).map((language) => {
    const text = curled(clean(eachOf(answer, language)[0], lines), kind);
    if (!text || !isSound({ kind }, text)) return ""; // a line to write on is better than what was refused
    if (kind === "count" && /^0*[1-4]$/.test(text)) return names.few[edition]; // the public reads no such number
    if (/count|number/.test(kind)) return `${BigInt(countText(text))}`; // without zeros before it
    if (kind === "hour") return hourText(text, language);
    if (kind === "phone") return bound(text);
    if (kind === "amount") return amountText(text);
    return kind === "date" ? dateText(text, language, names) : text.replace(CALLED, bound);
  });
  return [...new Set(texts.filter(Boolean))].join(lines ? "\n" : " / ").replace(WITHIN, "\u00a0");
}

/**
 * The entries of a field in the papers of an edition, each by the edition in which its answer stands there.
 *
 * @param {FieldQuestion} question
 * @param {Edition} edition
 * @returns {Partial<Record<Edition, string>>}
 */
export const entriesIn = ({ id, in_each: inEach }, edition) => ({ [edition]: id, ...(edition === "fr-nl" && inEach) });

/**
 * What answers put in the papers of an edition.
 *
 * @param {Pick<Content, "questions" | "few"> & Names} content
 * @param {Answers} answers
 * @param {Edition} edition
 * @returns {Values}
 */
export function valuesOf({ questions, ...names }, answers, edition) {
  /** @type {Values["texts"]} */
  const texts = {};
  /** @type {Values["ticks"]} */
  const ticks = new Set();
  for (const question of questions) {
    const answer = answers[question.id];
    if (!isAsked(question, answers)) continue;
    if (question.ask === "field") {
      for (const [spoken, entry] of Object.entries(entriesIn(question, edition))) {
        const text = fieldText(question, answer, /** @type {Edition} */ (spoken), names);
        if (text) texts[entry] = text;
      }
      for (const { entry, before } of question.retold ?? []) {
        const text = texts[question.id];
        if (text && before) texts[entry] = [texts[entry], before[edition] + text].filter(Boolean).join(", ");
        else if (text) ticks.add(entry);
      }
    } else if (question.entries[`${answer}`]) ticks.add(question.entries[`${answer}`]);
  }
  return { texts, ticks };
}

/**
 * Whether a part of a paper is there.
 *
 * @param {Shown} shown when it is
 * @param {Values} values
 */
export function isShown({ with_any: wanted, without }, { texts, ticks }) {
  /** @param {string} entry */
  const hasAnswer = (entry) => texts[entry] || ticks.has(entry);
  return wanted.some(hasAnswer) || (without.length > 0 && !without.some(hasAnswer));
}

/**
 * Whether a question has no answer at all, or none in some language of an edition.
 *
 * @param {string} id of the question
 * @param {Answers} answers
 * @param {Edition} edition
 */
export function gapsOf(id, answers, edition) {
  const empty = new Set(eachOf(answers[id], edition).map((text) => !clean(text, true)));
  return { all: !empty.has(false), some: empty.has(true) };
}

/**
 * Whether a question waits for an answer, in each language of an edition, or for a better one.
 *
 * @param {Question} question
 * @param {Answers} answers
 * @param {Edition} edition
 */
export function isMissing(question, answers, edition) {
  return eachOf(answers[question.id], edition).some((text) => {
    if (!clean(text, true)) return !question.optional;
    if (question.ask === "confirmation") return text !== "yes"; // papers say that it is so
    return question.ask === "field" && !isSound(question, text);
  });
}
