// Writes a text otherwise where a rule found something, so that what stays is whole: no preposition without its noun,
// no comma before a full stop. Only what stands beside the place is touched. See decisions/composer.md.

/** @import { Found } from "./rules.js" */

const PREPOSITIONS =
  "à|aux?|de|du|des|chez|avec|par|pour|sur|sous|dans|en|et|ou|vers|contre|" +
  "aan|bij|met|voor|door|in|op|of|naar|van|via|tegen|tot";
const ARTICLES = "le|la|les|un|une|ce|cet|cette|het|een|den|ne|'t";
const BEFORE_NUMBERS = "n°|numéros?|nr|nummers?|tél|tel|gsm";
const TITLES = "mm?|mrs?|mmes?|mlle|madame|monsieur|docteur|dr|maître|dhr|mevr|mevrouw|meneer|mijnheer|heer|dokter";
const ADJECTIVES = "petite?|jeune|vieux|vieille|grande?|grosse?|kleine|jonge|oude|grote";

/** Where nothing stays: a character that is none. */
const HERE = "\uffff";
const SPACES = "[^\\S\\n]*";
/** Before it, no word goes on. */
const NO_WORD = "(?<![\\p{L}\\p{N}-])";
/** What leads to a noun, and stands alone without it. */
const LEAD = `${NO_WORD}(?:(?:${PREPOSITIONS}|${ARTICLES}|(?:${BEFORE_NUMBERS})\\.?)(?!['’])|[dl]['’])${SPACES}${HERE}`;
const STOPS = `${SPACES}(?:[,.;:!?…)\\]»”]|\\n|$)`;

/** @param {string} pattern */
const compiled = (pattern) => new RegExp(pattern, "iu");

/** What is mended beside the place, in this order. @type {[RegExp, string][]} */
const MENDED = [
  [compiled(`${NO_WORD}(?:au|à)${SPACES}${HERE}${SPACES}de (la |l['’])`), `${HERE}dans $1`], // au 27 de la rue
  [compiled(`${NO_WORD}(?:au|à)${SPACES}${HERE}${SPACES}du `), `${HERE}au `],
  [compiled(`${LEAD}(?=${STOPS}|${SPACES}(?:(?:${PREPOSITIONS})(?!\\p{L})|d['’]))`), HERE],
  [compiled(`\\(${SPACES}${HERE}${SPACES}\\)`), HERE],
  [compiled(`[,;:–]${SPACES}${HERE}(?=${STOPS})`), HERE],
  [compiled(`(^|[.!?…\\n]${SPACES})${HERE}${SPACES}[,;:.!?…]+`), `$1${HERE}`],
  [compiled(`(^|\\n)${SPACES}${HERE}\\s+`), `$1${HERE}`],
  [compiled(`${SPACES}${HERE}${SPACES}(?=[,.)\\]…\\n]|$)`), HERE],
  [compiled(`${SPACES}${HERE}(?=${SPACES}[;:!?»”])`), HERE], // which have a space before them in French
  [compiled(`(?:[^\\S\\n]+${HERE}${SPACES}|${HERE}[^\\S\\n]+)(?=[^\\s;:!?»”])`), ` ${HERE}`],
];

/** What stands beside a name, and is not said of "une personne" or "iemand". @type {[RegExp, string][]} */
const UNTITLED = [
  [compiled(`${NO_WORD}(?:${TITLES})\\.?\\s+${HERE}`), HERE],
  [new RegExp(`${HERE}\\.(?=[,;:]|[^\\S\\n]+\\p{Ll})`, "u"), HERE], // that of an initial
];
/** @type {Record<string, [RegExp, string][]>} */
const NAMELESS = {
  "une personne": [
    ...UNTITLED,
    [compiled(`${NO_WORD}(?:(?:le|la|une?|cet?|cette)\\s+(?:(?:${ADJECTIVES})\\s+)?|l['’])${HERE}`), HERE],
    [compiled(`${NO_WORD}(d|qu)(?:e|u)\\s+${HERE}`), `$1’${HERE}`],
    [compiled(`${NO_WORD}au\\s+${HERE}`), `à ${HERE}`],
  ],
  iemand: [...UNTITLED, [compiled(`${NO_WORD}(?:de|het|een|den)\\s+(?:(?:${ADJECTIVES})\\s+)?${HERE}`), HERE]],
};

/**
 * What goes beside a name for which words are put: "une personne", "une personne a vu".
 *
 * @param {string} put
 */
const beside = (put) => Object.entries(NAMELESS).find(([words]) => put.startsWith(words))?.[1] ?? [];

/**
 * A text after changes, each made as long as it changes something.
 *
 * @param {string} text
 * @param {[RegExp, string][]} changes
 */
function changed(text, changes) {
  return changes.reduce((each, [pattern, put]) => {
    let [before, after] = ["", each];
    while (before !== after) [before, after] = [after, after.replace(pattern, put)];
    return after;
  }, text);
}

/** Words that may stand before a name at the beginning of a sentence, or after one, and are none. */
const NO_NAMES =
  "Hier|Aujourd['’]hui|Demain|Avant-hier|Ce|Cette|Quand|Lorsque|Comme|Si|Que|Mais|Et|Ou|Donc|Car|Puis|Alors|Après|" +
  "Avant|Depuis|Selon|Chez|Avec|Pour|De|Par|À|A|Là|Ici|Voilà|Pourtant|Cependant|Apparemment|Merci|Bonne?|Belle|" +
  "Bonjour|Bonsoir|Attention|Urgent|Voisine?|Police|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Gisteren|" +
  "Vandaag|Morgen|Eergisteren|Vanmorgen|Vanmiddag|Vanavond|Vannacht|Daarnet|Zonet|Straks|Toen|Als|Zodra|Nadat|" +
  "Voordat|Terwijl|Omdat|Dat|En|Of|Maar|Want|Bij|Met|Voor|Van|Na|Volgens|Sinds|Buurman|Buurvrouw|Dag|Beste|Hallo|" +
  "Goede|Dank|Bedankt|Opgelet|Politie|Toch|Ook|Nu|Dan|Daarom|Maandag|Dinsdag|Woensdag|Donderdag|Vrijdag|Zaterdag|" +
  "Zondag";
const NAME = `(?!(?:${NO_NAMES})(?![\\p{L}-]))\\p{Lu}[\\p{L}’'-]*`;
const PARTICLES = "(?:(?:[Vv]an|[Dd]e[nr]?|[Ee]l|[Aa]l|[Bb]en|von|d[ai])[^\\S\\n]+)*";
/** At the beginning of a sentence or of what follows a comma: elsewhere it may be a place. */
const BEGUN = `(?<=(?:^|[.!?…,;:\\n(«“"])\\s*|(?:${NO_NAMES})\\s+)`;
const NAMES_BEFORE = new RegExp(`${BEGUN}(?:${NAME}[^\\S\\n]+)+$`, "u");
const NAMES_AFTER = new RegExp(`^(?:[^\\S\\n]+${PARTICLES}${NAME})+`, "u");

/**
 * Where a name that was found begins and ends with the others beside it. It has a first name before it where it was
 * found by what it does ("Lambert a appelé"); and a last name behind it where it stands alone.
 *
 * @param {string} text
 * @param {Pick<Found, "start" | "end" | "text">} found
 * @param {boolean} isAlone
 */
function wholeName(text, { start, end, text: found }, isAlone) {
  const before = isAlone || !/^\p{Lu}/u.test(found) ? null : NAMES_BEFORE.exec(text.slice(0, start));
  const after = /\p{Lu}[\p{L}’'-]*$/u.test(found) ? NAMES_AFTER.exec(text.slice(end)) : null;
  return [start - (before?.[0].length ?? 0), end + (after?.[0].length ?? 0)];
}

/** The first letter of words as a capital. @param {string} words */
const capital = (words) => words.replace(/\p{L}/u, (letter) => letter.toUpperCase());

/**
 * The text with what was found written otherwise, and where the new words end.
 *
 * @param {string} text
 * @param {Pick<Found, "start" | "end" | "text" | "put">} found
 */
export function rewritten(text, { start, end, text: found, put }) {
  const nobody = put && Object.keys(NAMELESS).find((words) => put.startsWith(words) || put.endsWith(words));
  const [from, until] = nobody ? wholeName(text, { start, end, text: found }, put.endsWith(nobody)) : [start, end];
  // a number or an address is a whole noun, other words may be a part of one
  /** @type {[RegExp, string][]} */
  const mended = /[\d@]/.test(found) ? MENDED.toSpliced(2, 0, [compiled(LEAD), HERE]) : MENDED;
  const whole = changed(text.slice(0, from) + HERE + text.slice(until), put ? beside(put) : mended);
  const at = whole.indexOf(HERE);
  const [before, after] = [whole.slice(0, at), whole.slice(at + 1)];
  const begins = /(^|[.!?…\n]\s*)$/.test(before);
  if (put) return { text: before + (begins ? capital(put) : put) + after, end: before.length + put.length };
  const next = begins ? after.replace(/^\s*\p{L}/u, (letter) => letter.toUpperCase()) : after;
  return { text: before + next, end: before.length };
}
