// From answers to what stands in the papers, and to warnings. macros/answers.py does the same; tests compare both.

const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;
const UNPAIRED = /[\ud800-\udfff\ufffe\uffff]/gu; // with "u", only surrogates without their pair
const EDGES = /^[ \n]+|[ \n]+$/g;
// a number in groups, to keep the first of: "02 101 20 30" does not mention 101, "101/112" does
const NUMBER = /([0-9])(?:(?:[ \u00a0\u202f]+|[./-]|\)[ \u00a0\u202f]*)[0-9]+)+/g;

/** A text as every format can hold it: no control characters, no half characters. */
export function clean(text, lines) {
  text = text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(CONTROLS, "").replace(UNPAIRED, "\ufffd");
  return (lines ? text : text.replace(/\n/g, " ")).replace(EDGES, "");
}

/** The words of a text, without case and accents. */
function wordsOf(text) {
  const folded = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "");
  return folded.match(/[a-z0-9]+/g) ?? [];
}

/** An answer in all languages in which it was given, each on lines of its own. */
const allOf = (value = "") => (typeof value === "string" ? value : Object.values(value).join("\n"));

export const languagesOf = (edition) => edition.split("-");

/** Whether a condition of data/builder.yml holds for these answers. */
export function holds({ condition, asked, option, editions, fields, words }, answers, edition) {
  if (condition === "chosen") return (answers[asked] ?? "") === option;
  if (condition === "other-edition") return (editions[answers[asked]] ?? edition) !== edition;
  if (condition === "before") {
    const [first, second] = fields.map((field) => answers[field]);
    return first > "" && first < second;
  }
  if (condition === "uneven") {
    const [first, second] = languagesOf(edition).map((language) => clean(answers[fields[0]]?.[language] ?? "", true).match(/[^\n ][^\n]*/g)?.length);
    return first > 0 && second > 0 && first !== second;
  }
  if (condition === "empty") return fields.every((field) => /^[0.,]*$/.test(clean(allOf(answers[field]), true)));
  const fits = (word) => words.some((each) => (each.endsWith("*") ? word.startsWith(each.slice(0, -1)) : word === each));
  return fields.some((field) => wordsOf(allOf(answers[field]).replace(NUMBER, "$1")).some(fits));
}

export const isAsked = ({ given }, answers) => !given || holds(given, answers);

/** The ids of the rules that warn now: their conditions hold, and their question is asked. */
export function warnings({ questions, rules }, answers, edition) {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const warns = ({ beside, when }) => isAsked(byId.get(beside), answers) && when.every((each) => holds(each, answers, edition));
  return rules.filter(warns).map(({ id }) => id);
}

export function isDate(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(+day) && day.toISOString().startsWith(text);
}

/** An amount as it stands in the papers: "€ 1.250.5" gives "1250,50", "200 euro" gives "200"; undefined when it is not an amount. */
function amountText(text) {
  const found = text.replace(/[\s€]|euros?$|eur$/gi, "").match(/^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[.,](\d{1,2}))?$/);
  return found ? found[1].replaceAll(".", "") + (found[2] ? `,${found[2].padEnd(2, "0")}` : "") : undefined;
}

const CHECKS = {
  amount: amountText,
  date: isDate,
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  phone: (text) => /^(\D*\d){3}/.test(text) && !/o\d|\do/i.test(text), // the letter for the digit
};

/** Whether a text is what its field asks for; an empty one always is. */
export function isSound({ kind }, text) {
  text = clean(text, true);
  return !text || !(kind in CHECKS) || Boolean(CHECKS[kind](text));
}

function dateText(text, edition, months) {
  if (!isDate(text)) return text; // said beside the field; a draft keeps what was typed
  const [year, month, day] = text.split("-");
  if (edition.includes("-")) return `${day}/${month}/${year}`;
  const number = Number(day) === 1 && edition === "fr" ? "1er" : Number(day);
  return `${number} ${months[edition][month - 1]} ${year}`;
}

function fieldText({ kind }, value, edition, months) {
  const lines = kind === "lines";
  const given = typeof value === "string" ? [value] : languagesOf(edition).map((language) => value[language] ?? "");
  const texts = given.map((text) => {
    const set = clean(text, lines);
    return kind === "amount" ? amountText(set) ?? set : kind === "date" ? dateText(set, edition, months) : set;
  });
  return [...new Set(texts.filter(Boolean))].join(lines ? "\n" : " / ");
}

/** The entries of a field and their editions: where a paper of both languages speaks one, it has one for each. */
function entriesOf({ id, translated }, edition) {
  const each = translated && edition.includes("-") ? languagesOf(edition) : [];
  return [[id, edition], ...each.map((language) => [`${id}-${language}`, language])];
}

/** The text of each entry in the papers of an edition, and the boxes that are ticked. */
export function valuesOf({ questions, months }, answers, edition) {
  const texts = {};
  const ticks = new Set();
  for (const question of questions) {
    const { id, ask } = question;
    const value = answers[id] ?? "";
    if (!isAsked(question, answers) || ask === "confirmation") continue;
    if (ask === "field") {
      for (const [entry, language] of entriesOf(question, edition)) {
        const text = fieldText(question, value, language, months);
        if (text) texts[entry] = text;
      }
    } else if (value) ticks.add(ask === "choice" ? `${id}-${value}` : id);
  }
  return { texts, ticks };
}

/** Whether a question waits for an answer, in each language of an edition, or for a better one. */
export function isMissing(question, answers, edition) {
  const value = answers[question.id] ?? "";
  const texts = typeof value === "string" ? [value] : languagesOf(edition).map((language) => value[language] ?? "");
  return texts.some((text) => (clean(text, true) ? !isSound(question, text) : !question.optional));
}
