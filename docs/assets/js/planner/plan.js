// All dates of a creation, from those that a reader wishes: in the page and at the command line.

import { clean, dateText, isDate } from "../builder/texts.js";
import { filled } from "../saying.js";
import { closedOn, isWeekend, isWorkingDay, shifted } from "./days.js";

/** @import { PlanFault, PlannedDate, PlannedStep, Planner } from "exchange" */

/**
 * What a reader wishes: the name of the neighbourhood, the hour of the evening, and dates by the id of their step.
 *
 * @typedef {{ name: string, time: string, dates: Record<string, string> }} Wishes
 */

/** @typedef {Map<string, string>} Dates by the id of the step */

const LONGEST_NAME = 80;
/** Years ahead beyond which a date that was typed is hardly meant. */
const FURTHEST = 3;

/**
 * A phrase with its {places} filled.
 *
 * @param {Planner} planner
 * @param {string} name
 * @param {Record<string, string | number>} [places]
 */
export const phraseOf = ({ words }, name, places = {}) => filled(words[name], places);

/**
 * A day in words, `jeudi 18 mars 2027`.
 *
 * @param {Planner} planner
 * @param {string} day
 */
export const dayText = (planner, day) => dateText(day, planner.language, planner);

/**
 * The name of the neighbourhood, without what turns the direction of the words after it.
 *
 * @param {Wishes} wishes
 */
export const nameOf = ({ name }) => clean(name, false).replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

/**
 * What the calendar is called: the project, and the neighbourhood if it has a name.
 *
 * @param {Planner} planner
 * @param {Wishes} wishes
 */
export function titleOf(planner, wishes) {
  const name = nameOf(wishes);
  return phraseOf(planner, name ? "for" : "title", { name });
}

/**
 * All dates with what is to be seen about each, and what is wrong with the wishes; none while there is no date.
 *
 * @param {Planner} planner
 * @param {Wishes} wishes
 * @param {string} today
 * @returns {{ dates: PlannedDate[], faults: PlanFault[] }}
 */
export function planOf(planner, wishes, today) {
  const faults = [...faultsIn(planner, wishes)];
  const wrong = new Set(faults.map(({ id }) => id));
  /** @type {Dates} */
  const own = new Map(Object.entries(wishes.dates).filter(([id, day]) => day && !wrong.has(id)));
  if (!own.size && !planner.steps.some(({ id }) => wrong.has(id))) {
    faults.push({ id: "evening", text: phraseOf(planner, "error-none"), is_missing: true });
  }
  const counted = countedFrom(planner, own);
  const dates = planner.steps.map((step, place) => {
    const { id, starts_at: hour } = step;
    const { day = "", before = day } = counted.get(id) ?? {};
    const isOwn = own.has(id);
    const asking = day ? [...askingNotes(planner, { counted, place, today, isOwn })] : [];
    const text = day ? dayText(planner, day) : phraseOf(planner, "unknown");
    const isWished = step.waits_for ? day < (own.get(step.waits_for) ?? "9999") : false;
    return {
      id,
      title: isWished ? step.wished_title : step.title,
      date: day,
      text: day && hour && !wrong.has("time") ? `${text}, ${wishes.time}` : text,
      distance: distanceOf(planner, step, { isOwn, isAwaited: own.has(step.waits_for ?? "") }),
      is_own: isOwn,
      is_wished: isWished,
      notes: [...movedNotes(planner, day, before), ...asking],
      is_to_check: asking.length > 0,
    };
  });
  return { dates, faults };
}

/**
 * How far a step was put from another; where the reader put it, how far the guide proposed.
 *
 * @param {Planner} planner
 * @param {PlannedStep} step
 * @param {{ isOwn: boolean, isAwaited: boolean }} dated
 */
function distanceOf(planner, step, { isOwn, isAwaited }) {
  const term = isAwaited ? step.waiting_term : step.term;
  if (isOwn) return phraseOf(planner, term ? "own-term" : "own", { term });
  return term && `${term}.`;
}

/**
 * @param {Planner} planner
 * @param {Wishes} wishes
 * @returns {Iterable<PlanFault>}
 */
function* faultsIn(planner, wishes) {
  /**
   * @param {string} id
   * @param {string} error
   */
  const fault = (id, error) => ({ id, text: phraseOf(planner, `error-${error}`, { count: LONGEST_NAME }) });
  if ([...nameOf(wishes)].length > LONGEST_NAME) yield fault("name", "name");
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(wishes.time)) yield fault("time", "time");
  for (const { id } of planner.steps) {
    const day = wishes.dates[id];
    if (day && !isDate(day)) yield fault(id, "date");
    else if (day && !day.startsWith("20")) yield fault(id, "year");
  }
}

/**
 * The day of each step that has one, and the day on which its distance alone would have put it.
 *
 * A step of which the reader gave the date stays there. Any other is counted from the one that the data says, and goes
 * to a working day: a step that comes before the evening earlier, one that comes after it later. A step that waits for
 * another is counted from that one, once it has a date.
 *
 * @param {Planner} planner
 * @param {Dates} own
 */
function countedFrom({ steps, closed_days: closedDays }, own) {
  const byId = new Map(steps.map((step) => [step.id, step]));
  /** @type {Map<string, { day: string, before: string }>} */
  const found = new Map([...own].map(([id, day]) => [id, { day, before: day }]));
  const [root] = steps.filter(({ starts_at: hour }) => hour).map(({ id }) => id);
  const fixed = own.has(root) ? undefined : nearestTo(root, byId, own);
  if (fixed) found.set(root, toWorkingDay(fixed, -1, closedDays));

  /** @param {PlannedStep} step */
  const find = (step) => {
    const { id, latest } = step;
    const { from, days, months } = distanceIn(step, own);
    const before = from && !found.has(id) ? find(/** @type {PlannedStep} */ (byId.get(from))) : undefined;
    if (before) found.set(id, toWorkingDay(shifted(before.day, days, months), days < 0 || latest ? -1 : 1, closedDays));
    return found.get(id);
  };
  for (const step of steps) find(step);
  return found;
}

/**
 * From which step another is counted, and how far.
 *
 * @param {PlannedStep} step
 * @param {{ has: (id: string) => boolean }} dated the steps that have a date
 */
function distanceIn({ counted_from: from, days = 0, months, waits_for: awaited, days_after_it: after = 0 }, dated) {
  return awaited && dated.has(awaited) ? { from: awaited, days: after } : { from, days, months };
}

/**
 * The day of the first step, counted back from the wished one that is the fewest steps away from it.
 *
 * @param {string} root
 * @param {Map<string, PlannedStep>} byId
 * @param {Dates} own
 */
function nearestTo(root, byId, own) {
  let [nearest, fewest] = ["", Infinity];
  for (const [id, wished] of own) {
    let [day, count, step] = [wished, 0, byId.get(id)];
    for (; step?.counted_from; count += 1) {
      day = shifted(day, -(step.days ?? 0), -(step.months ?? 0));
      step = byId.get(step.counted_from);
    }
    if (step?.id === root && count < fewest) [nearest, fewest] = [day, count];
  }
  return nearest;
}

/**
 * @param {string} before
 * @param {number} direction
 * @param {Planner["closed_days"]} closedDays
 */
function toWorkingDay(before, direction, closedDays) {
  let day = before;
  while (!isWorkingDay(day, closedDays)) day = shifted(day, direction);
  return { day, before };
}

/**
 * That a day went to a working day, and from which: it asks nothing of the reader.
 *
 * @param {Planner} planner
 * @param {string} day
 * @param {string} before
 */
function movedNotes(planner, day, before) {
  if (before === day) return [];
  const holiday = closedOn(before, planner.closed_days).find(({ community }) => !community);
  const date = dayText(planner, before) + (holiday ? ` (${holiday.name})` : "");
  return [phraseOf(planner, "note-moved", { date })];
}

/**
 * All that asks something of the reader about a step that has a date.
 *
 * @param {Planner} planner
 * @param {{ counted: Map<string, { day: string }>, place: number, today: string, isOwn: boolean }} dated
 * @returns {Iterable<string>}
 */
function* askingNotes(planner, { counted, place, today, isOwn }) {
  yield* notesOn(planner, { day: counted.get(planner.steps[place].id)?.day ?? "", today });
  yield* orderNotes(planner, counted, place);
  if (isOwn) yield* ownNotes(planner, { counted, place, today });
}

/**
 * What is to be seen about a day by itself.
 *
 * @param {Planner} planner
 * @param {{ day: string, today: string }} dated
 * @returns {Iterable<string>}
 */
function* notesOn(planner, { day, today }) {
  if (day < today) yield phraseOf(planner, "note-past");
  if (isWeekend(day)) yield phraseOf(planner, "note-weekend");
  if (/-12-(2[4-9]|3[01])$/.test(day)) yield phraseOf(planner, "note-year-end");
  for (const { name, community } of closedOn(day, planner.closed_days)) {
    yield phraseOf(planner, community ? "note-community" : "note-holiday", { name });
  }
}

/**
 * What is to be seen about a date that the reader typed: a year that is hardly meant, a term that is passed.
 *
 * @param {Planner} planner
 * @param {{ counted: Map<string, { day: string }>, place: number, today: string }} dated
 * @returns {Iterable<string>}
 */
function* ownNotes(planner, { counted, place, today }) {
  /** @param {string | undefined} id */
  const dayOf = (id) => counted.get(id ?? "")?.day ?? "";
  const step = planner.steps[place];
  const day = dayOf(step.id);
  const before = planner.steps.slice(0, place).findLast(({ id }) => dayOf(id));
  if (day > shifted(today, 0, 12 * FURTHEST)) yield phraseOf(planner, "note-far", { count: FURTHEST });
  else if (before && day > shifted(dayOf(before.id), 0, 12)) {
    yield phraseOf(planner, "note-apart", { step: before.title });
  }
  const { from, days, months } = distanceIn(step, counted);
  if (step.latest && dayOf(from) && day > shifted(dayOf(from), days, months)) yield phraseOf(planner, "note-late");
}

/**
 * That a step comes before one that should be over by then; what may be done earlier holds up none.
 *
 * @param {Planner} planner
 * @param {Map<string, { day: string }>} counted
 * @param {number} place of the step in the list
 * @returns {Iterable<string>}
 */
function* orderNotes(planner, counted, place) {
  /** @param {PlannedStep} step */
  const dayOf = ({ id }) => counted.get(id)?.day ?? "";
  const day = dayOf(planner.steps[place]);
  const { waits_for: awaited } = planner.steps[place];
  const earlier = planner.steps.slice(0, place).filter((step) => !step.latest && dayOf(step) > day);
  const approval = earlier.find(({ id }) => id === awaited);
  const last = approval ?? earlier.toSorted((one, other) => dayOf(other).localeCompare(dayOf(one)))[0];
  if (!last) return;
  const date = dayText(planner, dayOf(last));
  yield phraseOf(planner, approval ? "note-waits" : "note-order", { step: last.title, date });
}
