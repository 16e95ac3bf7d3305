// Days without an hour, as texts such as 2027-03-18: how they are counted, and on which of them offices are closed.

/** @import { ClosedDay } from "exchange" */

const DAY = 864e5;

/** @param {number} time */
const textOf = (time) => new Date(time).toISOString().slice(0, 10);

/**
 * A day so many days and months later; in a month without that day, its last.
 *
 * @param {string} day
 * @param {number} days
 * @param {number} [months]
 */
export function shifted(day, days, months = 0) {
  const [year, month, number] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return textOf(Date.UTC(year, month - 1 + months, Math.min(number, last)) + days * DAY);
}

/**
 * Easter Sunday of a year of four digits, by the Gregorian reckoning (Oudin).
 *
 * @param {number} year
 */
export function easterOf(year) {
  const [golden, century] = [year % 19, Math.floor(year / 100)];
  const moved = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const epact = (moved + 19 * golden + 15) % 30;
  const moon = epact - (epact > 28 || (epact === 28 && golden > 10) ? 1 : 0); // days from 21 March to the full moon
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  return shifted(`${year}-03-28`, moon - weekday);
}

/** @param {string} day */
export const isWeekend = (day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;

/**
 * What is celebrated on a day: public holidays, and days of communities.
 *
 * @param {string} day
 * @param {ClosedDay[]} closedDays
 */
export function closedOn(day, closedDays) {
  const easter = easterOf(Number(day.slice(0, 4)));
  return closedDays.filter(({ day: yearly, after_easter: after }) =>
    yearly ? day.slice(5) === yearly : day === shifted(easter, after ?? 0),
  );
}

/**
 * Whether offices work on a day; that of a community does not count, since they do elsewhere.
 *
 * @param {string} day
 * @param {ClosedDay[]} closedDays
 */
export const isWorkingDay = (day, closedDays) =>
  !isWeekend(day) && closedOn(day, closedDays).every(({ community }) => community);
