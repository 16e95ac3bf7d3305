// The pieces of a paper with the answers in their spots, and how high each is then.
// Lengths are whole hundredths of a point, so that no rounding can differ between engines.

import { BEHIND, cellsOf, cellsOfAnswer, linesOf, longestOf, NEW_LINE } from "./lines.js";
import { isShown } from "./values.js";

/**
 * @import { Pieces, RoomSpot, SetPiece, Spot, TextSpot } from "exchange"
 * @import { Glyphs } from "./letters.js"
 * @import { Cell, Line } from "./lines.js"
 * @import { Language } from "./texts.js"
 * @import { Values } from "./values.js"
 */

/** @typedef {{ paper: Pieces, glyphs: Glyphs, values: Values }} Setting a paper, its letters, the answers */

/**
 * A spot with what stands in it.
 *
 * @typedef {object} SetSpot
 * @property {Spot} spot
 * @property {Line[]} lines none where there is no answer
 * @property {number} size of the letters
 * @property {number[]} drops from the first baseline down to that of each line; none where there is no answer
 * @property {number} [before] how many lines stand in the parts above
 * @property {number} height that it needs
 * @property {boolean} [cut] whether there is no room for the whole answer
 */

/**
 * A piece with what stands in it; or a part of one that is cut.
 *
 * @typedef {object} Measured
 * @property {SetPiece} piece
 * @property {number} index its place among the pieces of the paper
 * @property {SetSpot[]} spots
 * @property {number} height
 * @property {number} rise how much higher it is drawn than where it stood above lines to write on
 * @property {number} [from] how far below the top of its piece a part begins; what does not grow is in the first
 * @property {boolean} [goesOn] of a part: whether another follows
 */

const SMALLEST = 650;
const LOW = 1100; // the height of an answer on one line
const LABEL_TOP = 580; // by which a label beside several lines to write on stands lower than beside an answer
const PADDING = 340; // below what stands in a cell

/**
 * The pieces that are there with these answers.
 *
 * @param {Setting} setting
 * @returns {Measured[]}
 */
export const measuredPieces = (setting) =>
  setting.paper.pieces.flatMap((piece, index) =>
    (piece.shown ?? []).every((each) => isShown(each, setting.values)) ? [measured(piece, index, setting)] : [],
  );

/**
 * @param {SetPiece} piece
 * @param {number} index
 * @param {Setting} setting
 * @returns {Measured}
 */
function measured(piece, index, setting) {
  const spots = setSpots(piece, setting);
  if (piece.columns) {
    // a line to write on is clear of that of the row
    const heights = spots.map(
      (set) => set.spot.top + set.height + PADDING * (set.lines.at(-1)?.some(isOpen) ? 2 : 1),
    );
    const height = Math.max(piece.least ?? 0, ...heights);
    return { piece, index, spots, height, rise: 0 };
  }
  const grown = spots.map(({ spot, height }) => height - spot.height);
  const more = spots.length ? Math.max(...grown) : 0;
  const rise = spots.length === 1 ? riseOf(spots[0], piece) : 0;
  return { piece, index, spots, height: piece.height + more, rise };
}

/**
 * What stands in the spots of a piece. Answers in frames of equals, such as the names of who signs, have one size.
 *
 * @param {SetPiece} piece
 * @param {Setting} setting
 */
function setSpots(piece, setting) {
  const spots = (piece.spots ?? []).map((spot) => setSpot(spot, piece, setting));
  return spots.map((set) => {
    const { spot } = set;
    if (spot.kind !== "framed") return set;
    const equals = spots.filter(({ spot: other }) => other.kind === "framed" && other.size === spot.size);
    return setSpot({ ...spot, size: Math.min(...equals.map(({ size }) => size)) }, piece, setting);
  });
}

/**
 * @param {SetSpot} set
 * @param {SetPiece} piece
 */
function riseOf({ spot, lines }, piece) {
  if (spot.kind !== "line" || !lines.length) return 0;
  return spot.rows > 1 ? LABEL_TOP : piece.height - lowHeight(piece);
}

/** @param {SetPiece} piece a label beside one line */
const lowHeight = ({ least = 0 }) => Math.max(least, LOW);

/**
 * From the top of a piece down to the first baseline of what stands in a spot.
 *
 * @param {SetSpot} set
 * @param {SetPiece} piece
 */
export function baselineOf({ spot, size, drops }, piece) {
  const { kind, top, height } = spot;
  if (kind === "cell") return top + Math.round(size * 0.66);
  if (kind === "framed") {
    const lowest = height - Math.round(size * 0.155) - drops[drops.length - 1];
    // the label of a frame of several lines stands at its top
    return top + (spot.rows > 1 ? Math.min(Math.round(height * 0.3), lowest) : lowest);
  }
  // on the baseline of its label, whose letters are 6.6 points high, or of the first line of it
  if (kind === "line") return top + (spot.rows > 1 ? 930 : lowHeight(piece) - (piece.least ?? 0) + 660);
  return top + height;
}

/**
 * From the top of a piece down to the top of each line in a spot, accents included.
 *
 * @param {SetSpot} set
 * @param {SetPiece} piece
 */
function topsOf(set, piece) {
  const first = baselineOf(set, piece) - Math.round(set.size * 0.92);
  return set.drops.map((drop) => first + drop);
}

/**
 * A piece that is higher than its room, cut at the lines of what is longest in it; another one, or a part, as it is.
 *
 * @param {Measured} whole
 * @param {number} room
 * @returns {Measured[]}
 */
export function cutAtLines(whole, room) {
  const { piece, spots, height } = whole;
  if (height <= room || !spots.length || "goesOn" in whole) return [whole];
  const tops = spots.map((set) => topsOf(set, piece));
  const ends = tops.map((each) => each.at(-1) ?? 0);
  const longest = ends.indexOf(Math.max(...ends));
  // beside lines to write on stands a label alone
  const fixed = spots.length === 1 && spots[0].spot.kind === "line" ? (piece.least ?? 0) : piece.height;
  let last = 0;
  // no line stands alone, nor the rest of a paragraph of less than 60 points; a blank of several lines stays whole, and
  // what cannot grow stays in the first part
  const cuts = tops[longest].filter((cut, index) => {
    const isBlank = spots[longest].lines[index][0]?.width === 0;
    const isRest = spots.some(({ lines }, spot) => lines[tops[spot].findIndex((top) => top >= cut)]?.rest);
    if (index < 2 || cut < fixed || cut === ends[longest] || isBlank || (isRest && cut < last + 6000)) return false;
    last = cut;
    return true;
  });
  const drawn = spots.map(() => 0); // how many lines of each stand in the parts above
  return [0, ...cuts].map((from, place) => {
    const until = cuts[place] ?? Infinity;
    const goesOn = until < Infinity;
    return {
      ...whole,
      piece: { ...piece, ...(from && { above: 0, drawn: [""] }), ...(goesOn && { below: 0, sticky: 0 }) },
      spots: spots.map((set, spot) => {
        const before = drawn[spot];
        while (tops[spot][drawn[spot]] < until) drawn[spot]++;
        return { ...set, lines: set.lines.slice(before, drawn[spot]), before };
      }),
      height: Math.min(until, height) - from,
      from,
      goesOn,
    };
  });
}

/**
 * @param {Spot} spot
 * @param {SetPiece} piece
 * @param {Setting} setting
 * @returns {SetSpot}
 */
function setSpot(spot, piece, setting) {
  if (spot.kind === "tick") return { spot, lines: [], size: 0, drops: [], height: spot.height };
  return spot.kind === "text" ? setText(spot, setting) : setRoom(spot, piece, setting);
}

/**
 * A text; all its lines are further apart where one of them has a blank, and those that are nothing else more so.
 *
 * @param {TextSpot} spot
 * @param {Setting} setting
 * @returns {SetSpot}
 */
function setText(spot, setting) {
  const room = roomOf(spot.width, spot.size);
  const lines = linesOf(cellsOfTexts(spot, room, setting), room);
  const pitch = lines.some((line) => line.some(isOpen)) ? spot.open_pitch : spot.pitch;
  // the first of them has the room above that the others have
  let drop = lines[0]?.[0]?.alone ? spot.alone_pitch - spot.pitch : 0;
  const drops = lines.map(([first], index) => (drop += index && (first?.alone ? spot.alone_pitch : pitch)));
  return { spot, lines, size: spot.size, drops, height: spot.height + drop };
}

/**
 * Whether a cell is a blank, or one of its lines.
 *
 * @param {Cell} cell
 */
const isOpen = ({ code }) => !code;

/**
 * A width in thousandths of a size.
 *
 * @param {number} width
 * @param {number} size
 */
const roomOf = (width, size) => Math.floor((width * 1000) / size);

/**
 * The cells of texts, one below the other; one that says what another says stands once.
 *
 * @param {TextSpot} spot
 * @param {number} room
 * @param {Setting} setting
 */
function cellsOfTexts({ texts, size }, room, setting) {
  /** @type {Cell[]} */
  const cells = [];
  const newLine = () => {
    if ((cells.at(-1) ?? NEW_LINE) !== NEW_LINE) cells.push(NEW_LINE);
  };
  /** @type {Set<string>} */
  const said = new Set();
  for (const { language, runs } of texts) {
    const told = runs.map((run) => (typeof run === "string" ? run : answerIn(run.entry, language, setting)));
    const whole = told.join("");
    if (whole.trim() && said.has(whole)) continue;
    said.add(whole);
    newLine();
    let gone = /^/; // what the next run leaves out, where a blank has its point or lines of its own
    for (const run of runs) {
      if (typeof run === "string") {
        cells.push(...cellsOf(run.replace(gone, ""), setting.glyphs, language));
        continue;
      }
      const answer = answerIn(run.entry, language, setting);
      const alone = !answer && !run.width;
      gone = RegExp(alone ? "^[\\s.,;:]+" : answer?.endsWith(".") ? "^\\." : "");
      if (answer) {
        if (answer.includes("\n")) newLine();
        cells.push(...cellsOfAnswer(answer, setting.glyphs, language));
      } else if (alone) {
        newLine();
        cells.push({ entry: run.entry, width: room, rows: run.rows, alone: true }, NEW_LINE);
        for (let row = 1; row < run.rows; row++) cells.push({ width: 0, alone: true }, NEW_LINE);
      } else cells.push({ entry: run.entry, width: Math.min(room - BEHIND, roomOf(run.width, size)) });
    }
  }
  while (cells.at(-1) === NEW_LINE) cells.pop();
  return cells;
}

/**
 * The answer in an entry, in a language where it has one for each; in all languages, where none is given: after each
 * other, or on a poster below each other.
 *
 * @param {string} entry
 * @param {Language | undefined} language
 * @param {Setting} setting
 * @param {boolean} [onPoster]
 */
function answerIn(entry, language, { paper, values: { texts } }, onPoster) {
  const inEach = paper.entries[entry].in_each;
  const each = inEach && (language ? [texts[inEach[language]]] : onPoster && [texts[inEach.fr], texts[inEach.nl]]);
  return each && each.every(Boolean) ? [...new Set(each)].join("\n") : texts[entry];
}

/**
 * @param {RoomSpot} spot
 * @param {SetPiece} piece
 * @param {Setting} setting
 * @returns {SetSpot}
 */
function setRoom(spot, piece, setting) {
  const { width, height, kind } = spot;
  const answer = answerIn(spot.entry, spot.language, setting, piece.bare);
  if (!answer) return { spot, lines: [], size: spot.size, drops: [], height };
  const cells = cellsOfAnswer(spot.flows ? answer.replaceAll("\n", " · ") : answer, setting.glyphs);
  if (kind === "framed") return setFramed(spot, cells);
  // no word is broken where nothing parts it as long as smaller letters help
  const size = Math.max(SMALLEST, Math.min(spot.size, Math.floor((width * 10) / longestOf(cells)) * 100));
  const lines = linesOf(cells, roomOf(width, size));
  const drops = dropsOf(lines, Math.round(size * (kind === "cell" ? 1.16 : 1.28)));
  const drop = drops[drops.length - 1];
  if (kind === "cell") return { spot, lines, size, drops, height: Math.round(size * 0.66) + drop };
  const least = spot.rows > 1 ? Math.max((piece.least ?? 0) - LABEL_TOP, LOW) : lowHeight(piece);
  return { spot, lines, size, drops, height: Math.max(least, LOW + drop) };
}

/**
 * @param {Line[]} lines
 * @param {number} pitch from line to line
 */
const dropsOf = (lines, pitch) => lines.map((_, index) => index * pitch);

/**
 * An answer in a frame, which cannot grow: its letters become smaller; the last size shows what there is room for.
 *
 * @param {RoomSpot} spot
 * @param {Cell[]} cells
 * @returns {SetSpot}
 */
function setFramed(spot, cells) {
  const { width, height } = spot;
  for (let { size } = spot; ; size -= 50) {
    const pitch = Math.round(size * 1.16);
    const lines = linesOf(cells, roomOf(width, size));
    const rows = Math.max(1, Math.floor(height / pitch));
    if (lines.length <= rows || size <= SMALLEST) {
      const shown = lines.slice(0, rows);
      return { spot, lines: shown, size, drops: dropsOf(shown, pitch), height, cut: lines.length > rows };
    }
  }
}
