// All dates of a creation, from those that a reader wishes: in the page and at the command line.

import { clean, dateText, isDate } from "../builder/values.js";
import { closedOn, isWeekend, isWorkingDay, shifted } from "./days.js";

/** @import { PlanFault, PlannedDate, PlannedStep, Planner } from "exchange" */

/**
 * What a reader wishes: the name of the neighbourhood, the hour of the evening, and dates by the id of their step.
 *
 * @typedef {{ name: string, time: string, dates: Record<string, string> }} Wishes
 */

/** @typedef {Map<string, string>} Dates by the id of the step */

const LONGEST_NAME = 80;

/**
 * A phrase with its {places} filled.
 *
 * @param {Planner} planner
 * @param {string} name
 * @param {Record<string, string | number>} [places]
 */
export const phraseOf = ({ words }, name, places = {}) =>
  words[name].replace(/\{(\w+)\}/g, (_, place) => `${places[place]}`);

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
  const dates = planner.steps.map(({ id, starts_at: hour }, place) => {
    const { day = "", before = day } = counted.get(id) ?? {};
    const notes = day ? [...notesOn(planner, { day, before, today }), ...orderNotes(planner, counted, place)] : [];
    const text = day ? dayText(planner, day) : phraseOf(planner, "unknown");
    return { id, date: day, text: day && hour && !wrong.has("time") ? `${text}, ${wishes.time}` : text, notes };
  });
  return { dates, faults };
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
 * to a working day: a step that comes before the evening earlier, one that comes after it later.
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
  const find = ({ id, counted_from: from, days = 0, months, latest }) => {
    const before = from && !found.has(id) ? find(/** @type {PlannedStep} */ (byId.get(from))) : undefined;
    if (before) found.set(id, toWorkingDay(shifted(before.day, days, months), days < 0 || latest ? -1 : 1, closedDays));
    return found.get(id);
  };
  for (const step of steps) find(step);
  return found;
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
 * What is to be seen about a day by itself.
 *
 * @param {Planner} planner
 * @param {{ day: string, before: string, today: string }} dated
 * @returns {Iterable<string>}
 */
function* notesOn(planner, { day, before, today }) {
  /** @param {string} closed */
  const named = (closed) => closedOn(closed, planner.closed_days);
  if (before !== day) {
    const holiday = named(before).find(({ community }) => !community);
    const date = dayText(planner, before) + (holiday ? ` (${holiday.name})` : "");
    yield phraseOf(planner, "note-moved", { date });
  }
  if (day < today) yield phraseOf(planner, "note-past");
  if (isWeekend(day)) yield phraseOf(planner, "note-weekend");
  for (const { name, community } of named(day)) {
    yield phraseOf(planner, community ? "note-community" : "note-holiday", { name });
  }
}

/**
 * That a step comes before one that should be over by then.
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
  const earlier = planner.steps.slice(0, place).filter((step) => dayOf(step) > day);
  const last = earlier.toSorted((one, other) => dayOf(other).localeCompare(dayOf(one)))[0];
  if (last) yield phraseOf(planner, "note-order", { step: last.title, date: dayText(planner, dayOf(last)) });
}
