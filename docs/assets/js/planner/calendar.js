// The dates as a file that any calendar takes (RFC 5545).

import { shifted } from "./days.js";
import { nameOf, phraseOf, titleOf } from "./plan.js";

/**
 * @import { PlannedDate, PlannedStep, Planner } from "exchange"
 * @import { Wishes } from "./plan.js"
 */

const ZONE = "Europe/Brussels";
// Belgium's summer time since 1996: from the last Sunday of March to the last of October.
const TIME_ZONE = `BEGIN:VTIMEZONE
TZID:${ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.split("\n");
const LONGEST = 75; // bytes of a line
const FIRST = Date.UTC(2020, 0);

/**
 * The calendar file of a plan without faults.
 *
 * @param {Planner} planner
 * @param {Wishes} wishes
 * @param {PlannedDate[]} dates
 * @param {string} now when it is made, as 2026-11-27T13:00:00Z
 */
export function calendarOf(planner, wishes, dates, now) {
  const name = nameOf(wishes);
  const title = titleOf(planner, wishes);
  const made = now.replace(/\.\d+/, "").replace(/[:-]/g, "");
  // An entry that is taken in again replaces the one with its UID if its number is higher: a later file is newer.
  const sequence = Math.floor((Date.parse(now) - FIRST) / 1000);
  const entries = planner.steps.flatMap((step) => {
    const planned = dates.find(({ id }) => id === step.id);
    if (!planned?.date) return [];
    const asked = planned.is_wished ? [phraseOf(planner, "awaited")] : [];
    const term = planned.is_own ? planned.distance : step.term && phraseOf(planner, "term", { term: planned.distance });
    const told = [...asked, ...planned.notes, ...(term ? [term] : []), step.told].join("\n");
    return [
      "BEGIN:VEVENT",
      `UID:plp-bin-${digestOf(name)}-${step.id}`,
      `DTSTAMP:${made}`,
      `SEQUENCE:${sequence}`,
      ...timesOf(step, planned.date, wishes.time),
      `SUMMARY:${escaped(`${planned.title} – ${title}`)}`,
      `DESCRIPTION:${escaped(told)}`,
      `URL:${step.page}`,
      ...alarmOf(step, asked[0] ?? planned.title),
      "END:VEVENT",
    ];
  });
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//PLP BIN//calendar//${planner.language.toUpperCase()}`];
  const named = ["CALSCALE:GREGORIAN", `X-WR-CALNAME:${escaped(title)}`];
  const lines = [...head, ...named, ...TIME_ZONE, ...entries, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {string} day */
const plain = (day) => day.replaceAll("-", "");

/**
 * When a step begins and ends: in hours, or the whole day, which takes nobody's time.
 *
 * @param {PlannedStep} step
 * @param {string} day
 * @param {string} time
 */
function timesOf({ starts_at: hour, minutes: length = 0 }, day, time) {
  if (!hour) {
    return [`DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(shifted(day, 1))}`, "TRANSP:TRANSPARENT"];
  }
  const [hours, minutes] = time.split(":").map(Number);
  const end = new Date(Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes + length) * 6e4).toISOString();
  const until = `${plain(end.slice(0, 10))}T${end.slice(11, 16).replace(":", "")}00`;
  return [`DTSTART;TZID=${ZONE}:${plain(day)}T${time.replace(":", "")}00`, `DTEND;TZID=${ZONE}:${until}`];
}

/**
 * A reminder some days before; of a whole day, which begins at midnight, at nine in the morning.
 *
 * @param {PlannedStep} step
 * @param {string} text
 */
function alarmOf({ starts_at: hour, reminder }, text) {
  if (!reminder) return [];
  const before = hour ? `-P${reminder}D` : `-P${reminder > 1 ? `${reminder - 1}D` : ""}T15H`;
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${before}`, `DESCRIPTION:${escaped(text)}`, "END:VALARM"];
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

/**
 * Sixteen hexadecimal digits that follow from a text (FNV-1a): the same plan has the same in each of its files.
 *
 * @param {string} text
 */
function digestOf(text) {
  let digest = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text.normalize("NFC").toLowerCase())) {
    digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n);
  }
  return digest.toString(16).padStart(16, "0");
}

/**
 * A line in pieces of at most 75 bytes; no letter is cut.
 *
 * @param {string} line
 */
function folded(line) {
  const pieces = [""];
  let room = LONGEST;
  for (const letter of line) {
    const length = new TextEncoder().encode(letter).length;
    if (length > room) {
      pieces.push("");
      room = LONGEST - 1; // the space with which it goes on
    }
    pieces[pieces.length - 1] += letter;
    room -= length;
  }
  return pieces.join("\r\n ");
}
