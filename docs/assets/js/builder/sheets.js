// Sets a paper anew with a reader's answers: its pieces follow each other down the sheets, texts are broken into lines
// with the answers in them, options that were not chosen go, and only what has no answer keeps room to write in.
// Lengths are whole hundredths of a point, widths of letters thousandths of a size; a sheet is measured from its bottom.

import { glyphsIn, shownOf } from "./letters.js";
import { addExtension, extended, points, stream, valueOf } from "./objects.js";
import { isShown } from "./values.js";

/**
 * @import { Fonts, Mark, Pieces, Run, RoomSpot, SetPiece, Shortfall, Spot, Tag, TextSpot, TickSpot } from "exchange"
 * @import { Glyphs } from "./letters.js"
 * @import { Objects } from "./objects.js"
 * @import { Values } from "./values.js"
 */

/**
 * A letter, the end of a line, or a blank; widths in thousandths of the size.
 *
 * @typedef {object} Cell
 * @property {number} width
 * @property {string} [char]
 * @property {string} [font]
 * @property {string} [code] in hexadecimal digits
 * @property {string} [entry] of a blank
 * @property {number} [rows] the lines that it takes, with the one on which it stands
 * @property {string} [language] in which a screen reader says it
 */

/** @typedef {Cell[]} Line */

/**
 * A spot with what stands in it.
 *
 * @typedef {object} SetSpot
 * @property {Spot} spot
 * @property {Line[]} lines none where there is no answer
 * @property {number} size of the letters
 * @property {number} pitch from line to line
 * @property {number} height that it needs
 */

/**
 * A piece with what stands in it, and how high it is.
 *
 * @typedef {object} Measured
 * @property {SetPiece} piece
 * @property {number} index
 * @property {SetSpot[]} spots
 * @property {number} height
 * @property {number} rise how much higher it is drawn than where it stood in its room
 */

/**
 * A sheet as it is written.
 *
 * @typedef {object} WrittenSheet
 * @property {number} number of its object
 * @property {string[]} drawn
 * @property {number} marks how many there are
 * @property {number[]} widgets the numbers of their objects
 * @property {boolean} counted whether it has a page number
 * @property {boolean} bare
 */

/** @typedef {[sheet: WrittenSheet, mark: number] | [sheet: WrittenSheet, mark: undefined, widget: number]} Held */

const INK = "0.082 0.133 0.114";
const EDGE = "0.4 0.475 0.435";
const BETWEEN = "0.784 0.831 0.804";
const MUTED = "0.255 0.322 0.294";
const EXTENSION = 6; // objects
const MULTILINE = 4096;
const SMALLEST = 650;
/** @type {Cell} */
const NEW_LINE = { width: 0 };
const LABEL_TOP = 580; // by which a label beside several lines to write on stands lower than beside an answer

/**
 * What is to be set: a paper, its letters, and the answers.
 *
 * @typedef {{ paper: Pieces, western: Glyphs, all: Glyphs, values: Values }} Setting
 */

/**
 * @param {Pieces} paper
 * @param {Fonts} fonts
 * @param {Values} values
 * @returns {Setting}
 */
function settingOf(paper, fonts, values) {
  const [western, all] = glyphsIn(fonts);
  return { paper, western, all, values };
}

/**
 * The paper set with the answers; `content` is its file without sheets.
 *
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Pieces} paper
 * @param {Fonts} fonts
 * @param {Values} values
 */
export function setAnew(content, paper, fonts, values) {
  const setting = settingOf(paper, fonts, values);
  /** @type {Objects} */
  const objects = new Map();
  const writer = new Writer(setting, objects);
  writer.place(measuredPieces(setting));
  writer.finish();
  if (writer.extended) addExtension(objects, fonts, paper.size);
  return extended(content, paper, objects);
}

/**
 * What the paper could not show of texts as they were written.
 *
 * @param {Pieces} paper
 * @param {Fonts} fonts
 * @param {Values["texts"]} texts
 * @returns {Shortfall[]}
 */
export function shortfallsIn(paper, fonts, texts) {
  const [, all] = glyphsIn(fonts);
  return Object.keys(paper.entries)
    .filter((entry) => texts[entry] && shownOf(texts[entry], true, all)[1])
    .map((entry) => ({ entry, reason: "characters" }));
}

// ---- lines

/**
 * The letters of a text; one that no font has shows as a question mark.
 *
 * @param {string} text
 * @param {Setting} setting
 * @param {string} [language]
 * @returns {Cell[]}
 */
function cellsOf(text, { western, all }, language) {
  return [...shownOf(text, true, all)[0]].map((char) => {
    if (char === "\n") return NEW_LINE;
    const font = western.has(char) ? "GuideSans" : "GuideNames";
    const [code, width] = (western.has(char) ? western : all).get(char);
    return { char, font, code, width, language };
  });
}

/**
 * The answer in an entry, in a language where it has one for each.
 *
 * @param {string} entry
 * @param {string | undefined} language
 * @param {Setting} setting
 */
const answerOf = (entry, language, { values: { texts } }) => texts[`${entry}-${language}`] ?? texts[entry];

/**
 * The cells of texts, one below the other; `open` tells whether a blank among them has no answer.
 *
 * @param {TextSpot} spot
 * @param {number} room in thousandths of the size
 * @param {Setting} setting
 */
function cellsOfTexts({ texts, size }, room, setting) {
  /** @type {Cell[]} */
  const cells = [];
  const newLine = () => {
    if (cells.length && cells[cells.length - 1] !== NEW_LINE) cells.push(NEW_LINE);
  };
  let open = false;
  for (const { language, runs } of texts) {
    newLine();
    let alone = false; // whether a blank with lines of its own stands before
    for (const run of runs) {
      if (typeof run === "string") {
        // what ends a sentence does not stand alone below lines to write on
        if (!alone || /[^\s.,;:]/.test(run)) cells.push(...cellsOf(run, setting, language));
        continue;
      }
      const answer = answerOf(run.entry, language, setting);
      alone = !answer && !run.width;
      if (answer) {
        if (answer.includes("\n")) newLine();
        cells.push(...cellsOf(answer, setting, language));
      } else if (alone) {
        const rows = Math.max(1, run.rows);
        newLine();
        cells.push({ entry: run.entry, width: room, rows }, ...Array.from({ length: rows }, () => NEW_LINE));
      } else cells.push({ entry: run.entry, width: Math.min(room, Math.round((run.width * 1000) / size)) });
      open ||= !answer;
    }
  }
  while (cells[cells.length - 1] === NEW_LINE) cells.pop();
  return { cells, open };
}

/**
 * Cells in lines: parted at their ends, at spaces, and within words that are too long.
 *
 * @param {Cell[]} cells
 * @param {number} room in thousandths of the size
 */
function linesOf(cells, room) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Line} */
  let line = [];
  let [width, space] = [0, 0];
  /** @param {Line} next */
  const end = (next) => {
    while (line.length && line[line.length - 1].char === " ") line.pop();
    lines.push(line);
    [line, width, space] = [next, next.reduce((sum, cell) => sum + cell.width, 0), 0];
  };
  for (const cell of cells) {
    if (cell === NEW_LINE) {
      end([]);
      continue;
    }
    line.push(cell);
    width += cell.width;
    if (cell.char === " ") space = line.length;
    else while (width > room && line.length > 1) end(line.splice(space || line.length - 1));
  }
  end([]);
  return lines;
}

// ---- what stands in the spots

/**
 * @param {Setting} setting
 * @returns {Measured[]}
 */
const measuredPieces = (setting) =>
  setting.paper.pieces.flatMap((piece, index) =>
    isShown(piece.shown, setting.values) ? [measured(piece, index, setting)] : [],
  );

/**
 * @param {SetPiece} piece
 * @param {number} index
 * @param {Setting} setting
 * @returns {Measured}
 */
function measured(piece, index, setting) {
  const spots = (piece.spots ?? []).map((spot) => setSpot(spot, piece, setting));
  const grown = spots.map(({ spot, height }) => height - spot.height);
  const more = spots.length === 1 ? grown[0] : Math.max(0, ...grown);
  const rise = spots.length === 1 ? riseOf(spots[0], piece) : 0;
  return { piece, index, spots, height: piece.height + more, rise };
}

/**
 * How much higher a label stands once its answer needs less room than writing by hand.
 *
 * @param {SetSpot} set
 * @param {SetPiece} piece
 */
function riseOf({ spot, lines }, piece) {
  if (spot.kind !== "line" || !lines.length) return 0;
  return (spot.rows ?? 1) > 1 ? LABEL_TOP : piece.height - shortHeight(piece);
}

/** @param {Measured} measured */
const isRow = ({ piece }) => Boolean(piece.columns?.length);

/** @param {SetPiece} piece */
const shortHeight = ({ least = 0 }) => Math.max(least, 1100);

/**
 * @param {Spot} spot
 * @param {SetPiece} piece
 * @param {Setting} setting
 * @returns {SetSpot}
 */
function setSpot(spot, piece, setting) {
  if (spot.kind === "tick") return { spot, lines: [], size: 0, pitch: 0, height: spot.height };
  if (spot.kind === "text") return setText(spot, setting);
  return setRoom(spot, piece, setting);
}

/**
 * @param {TextSpot} spot
 * @param {Setting} setting
 */
function setText(spot, setting) {
  const { size, width } = spot;
  const room = Math.floor((width * 1000) / size);
  const { cells, open } = cellsOfTexts(spot, room, setting);
  const lines = linesOf(cells, room);
  const pitch = spot.pitch + (open ? Math.round(size * 0.33) : 0); // room to write in by hand
  return { spot, lines, size, pitch, height: spot.height + (lines.length - 1) * pitch };
}

/**
 * @param {RoomSpot} spot
 * @param {SetPiece} piece
 * @param {Setting} setting
 * @returns {SetSpot}
 */
function setRoom(spot, piece, setting) {
  const { width, height, kind } = spot;
  const answer = answerOf(spot.entry, spot.language, setting);
  if (!answer) return { spot, lines: [], size: spot.size, pitch: 0, height };
  const cells = cellsOf(answer, setting);
  const pitchOf = (/** @type {number} */ size) => Math.round(size * (kind === "cell" ? 1.16 : 1.28));
  if (kind === "framed") {
    // it cannot grow: its letters become smaller
    for (let size = spot.size; ; size -= 50) {
      const lines = linesOf(cells, Math.floor((width * 1000) / size));
      const rows = Math.max(1, Math.floor(height / pitchOf(size)));
      if (lines.length <= rows || size <= SMALLEST) {
        return { spot, lines: lines.slice(0, rows), size, pitch: pitchOf(size), height };
      }
    }
  }
  const lines = linesOf(cells, Math.floor((width * 1000) / spot.size));
  const pitch = pitchOf(spot.size);
  const more = (lines.length - 1) * pitch;
  if (kind === "cell") return { spot, lines, size: spot.size, pitch, height: Math.max(height, 900 + more) };
  const first = (spot.rows ?? 1) > 1 ? Math.max((piece.least ?? 0) - LABEL_TOP, 1100) : shortHeight(piece);
  return { spot, lines, size: spot.size, pitch, height: first + more };
}

// ---- the file

class Writer {
  /**
   * @param {Setting} setting
   * @param {Objects} objects
   */
  constructor(setting, objects) {
    this.setting = setting;
    this.objects = objects;
    this.extended = false;
    this.next = setting.paper.size + EXTENSION;
    /** @type {WrittenSheet[]} */
    this.sheets = [];
    /** @type {Map<number, { marks: Held[], spots: Held[][] }>} what each piece holds, by its number */
    this.held = new Map();
    /** @type {Map<string, { number: number, kids: number[] }>} the fields, by their entries */
    this.fields = new Map();
    /** @type {[widget: number, sheet: WrittenSheet][]} */
    this.widgets = [];
    this.empty = 0;
    this.ticked = 0;
  }

  number() {
    return this.next++;
  }

  /**
   * @param {boolean} counted
   * @param {boolean} [bare]
   */
  newSheet(counted, bare = false) {
    const sheet = { number: this.number(), drawn: [], marks: 0, widgets: [], counted, bare };
    this.sheets.push(sheet);
    return sheet;
  }

  /**
   * Puts pieces on sheets; those that must stay together stay so.
   *
   * @param {Measured[]} pieces
   */
  place(pieces) {
    const { sheet: paper } = this.setting.paper;
    const highest = paper.height - paper.top;
    let counted = true;
    /** @type {WrittenSheet | undefined} */
    let sheet;
    let [y, gap] = [highest, 0];
    for (let start = 0; start < pieces.length; ) {
      const { piece } = pieces[start];
      if (piece.breaks) {
        counted &&= piece.breaks !== "uncounted";
        sheet = undefined;
        start++;
        continue;
      }
      if (piece.bare) {
        this.draw(pieces[start++], this.newSheet(counted, true), 0, paper.height);
        sheet = undefined;
        continue;
      }
      let end = start;
      while (pieces[end].piece.sticky && end + 1 < pieces.length && !pieces[end + 1].piece.breaks) end++;
      const group = pieces.slice(start, end + 1);
      const needed = group.reduce((sum, { piece: each, height }, index) => {
        const before = index ? group[index - 1].piece.below : gap;
        return sum + Math.max(before, each.above) + height;
      }, 0);
      const fits = y - needed >= paper.bottom;
      if (!sheet || (!fits && needed <= highest - paper.bottom && y < highest)) {
        sheet = this.newSheet(counted);
        [y, gap] = [highest, 0];
      }
      for (const each of group) {
        const space = y < highest ? Math.max(gap, each.piece.above) : 0;
        if (y - space - each.height < paper.bottom && y < highest) {
          sheet = this.newSheet(counted);
          y = highest;
          if (isRow(each)) y -= this.drawHead(group, each, sheet, y);
        } else y -= space;
        this.draw(each, sheet, paper.left, y);
        y -= each.height;
        gap = each.piece.below;
      }
      start = end + 1;
    }
  }

  /**
   * Draws the head of a table again, for the eye alone, above a row that begins a sheet; returns its height.
   *
   * @param {Measured[]} group
   * @param {Measured} row
   * @param {WrittenSheet} sheet
   * @param {number} top
   */
  drawHead(group, row, sheet, top) {
    const head = group.slice(0, group.indexOf(row)).reverse().find((each) => !isRow(each));
    if (!head) return 0;
    const { drawn, height } = head.piece;
    const { left } = this.setting.paper.sheet;
    sheet.drawn.push(artifact(`q 1 0 0 1 ${points(left)} ${points(top - height)} cm ${drawn.join("")} Q`));
    return height;
  }

  /**
   * Draws a piece whose top is at `top`.
   *
   * @param {Measured} measured
   * @param {WrittenSheet} sheet
   * @param {number} left
   * @param {number} top
   */
  draw({ piece, index, spots, height, rise }, sheet, left, top) {
    /** @type {Held[]} */
    const marks = [];
    const [first, ...others] = piece.drawn;
    let drawn = first;
    for (const other of others) {
      drawn += `/MCID ${sheet.marks}${other}`;
      marks.push([sheet, sheet.marks++]);
    }
    if (drawn) sheet.drawn.push(`q 1 0 0 1 ${points(left)} ${points(top - piece.height + rise)} cm ${drawn} Q`);
    if (piece.columns?.length) this.drawRow(piece, sheet, left, top, height);
    this.held.set(index, { marks, spots: spots.map((set) => this.drawSpot(set, piece, sheet, left, top, rise)) });
  }

  /**
   * Draws the lines of a row of a table.
   *
   * @param {SetPiece} piece
   * @param {WrittenSheet} sheet
   * @param {number} left
   * @param {number} top
   * @param {number} height
   */
  drawRow({ columns = [] }, sheet, left, top, height) {
    const { width, left: margin } = this.setting.paper.sheet;
    const right = width - this.setting.paper.sheet.right;
    const between = columns.map((column) => rule(margin + column, top, margin + column, top - height, BETWEEN, 60));
    sheet.drawn.push(artifact([...between, rule(left, top - height, right, top - height, EDGE, 60)].join(" ")));
  }

  /**
   * Draws what stands in a spot; returns what its tag holds.
   *
   * @param {SetSpot} set
   * @param {SetPiece} piece
   * @param {WrittenSheet} sheet
   * @param {number} left of the piece
   * @param {number} top of the piece
   * @param {number} rise
   * @returns {Held[]}
   */
  drawSpot({ spot, lines, size, pitch }, piece, sheet, left, top, rise) {
    const x = left + spot.left;
    const bottom = top - spot.top - spot.height;
    if (spot.kind === "tick") return this.drawTick(spot, piece, sheet, x, bottom);
    if (spot.kind === "text") return this.drawLines(lines, sheet, x, bottom, size, pitch);
    if (!lines.length) {
      const rows = spot.rows ?? 1;
      if (spot.kind !== "cell") {
        const ys = Array.from({ length: rows }, (_, row) => bottom + Math.round((row * spot.height) / rows));
        sheet.drawn.push(artifact(ys.map((y) => rule(x, y, x + spot.width, y, EDGE, 100)).join(" ")));
      }
      return [this.addField(spot.entry, sheet, [x, bottom, x + spot.width, bottom + spot.height])];
    }
    if (spot.kind === "cell") return this.drawLines(lines, sheet, x, top - spot.top - 660, size, pitch);
    if (spot.kind === "framed") {
      return this.drawLines(lines, sheet, x + 200, bottom + Math.round(size * 0.155) + (lines.length - 1) * pitch, size, pitch);
    }
    const baseline = (spot.rows ?? 1) > 1 ? top - spot.top - 930 : bottom + rise + 170;
    return this.drawLines(lines, sheet, x, baseline, size, pitch);
  }

  /**
   * A box to tick, or a dash before what was chosen.
   *
   * @param {TickSpot} spot
   * @param {SetPiece} piece
   * @param {WrittenSheet} sheet
   * @param {number} x
   * @param {number} y
   * @returns {Held[]}
   */
  drawTick({ entry, width, height }, piece, sheet, x, y) {
    if (this.setting.values.ticks.has(entry)) {
      const [dash] = cellsOf("–", this.setting);
      return this.drawLines([[dash]], sheet, x, y + height - 811, 1100, 0);
    }
    sheet.drawn.push(artifact(`q ${INK} RG 1 w ${points(x)} ${points(y)} ${points(width)} ${points(height)} re S Q`));
    return [this.addField(entry, sheet, [x, y, x + width, y + height], true)];
  }

  /**
   * Draws lines of text from a baseline on; returns its marks, with a field between them for each blank.
   *
   * @param {Line[]} lines
   * @param {WrittenSheet} sheet
   * @param {number} left
   * @param {number} baseline
   * @param {number} size
   * @param {number} pitch
   * @param {string} [colour]
   */
  drawLines(lines, sheet, left, baseline, size, pitch, colour = INK) {
    /** @type {Held[]} */
    const held = [];
    /** @type {string[]} */
    let words = [];
    /** @type {string | undefined} */
    let spoken;
    const flush = () => {
      if (!words.length) return;
      const said = spoken ? ` /Lang (${spoken}-BE)` : "";
      sheet.drawn.push(`/Span << /MCID ${sheet.marks}${said} >> BDC BT ${colour} rg ${words.join(" ")} ET EMC`);
      held.push([sheet, sheet.marks++]);
      words = [];
    };
    lines.forEach((line, index) => {
      const y = baseline - index * pitch;
      let x = left * 1000;
      let start = 0;
      while (start < line.length) {
        const { font, entry, width, language, rows = 1 } = line[start];
        if (entry) {
          flush();
          const [from, to] = [Math.round(x / 1000), Math.round((x + width * size) / 1000)];
          const rules = Array.from({ length: rows }, (_, row) => y - 200 - row * pitch);
          sheet.drawn.push(artifact(rules.map((each) => rule(from, each, to, each, EDGE, 100)).join(" ")));
          held.push(this.addField(entry, sheet, [from, y - 200 - (rows - 1) * pitch, to, y + 1200]));
          x += width * size;
          start++;
          continue;
        }
        if (language !== spoken) flush();
        spoken = language;
        let end = start;
        let codes = "";
        const at = Math.round(x / 1000);
        while (end < line.length && line[end].font === font && line[end].language === language) {
          codes += line[end].code;
          x += line[end++].width * size;
        }
        this.extended ||= font === "GuideNames";
        words.push(`/${font} ${points(size)} Tf 1 0 0 1 ${points(at)} ${points(y)} Tm <${codes}> Tj`);
        start = end;
      }
    });
    flush();
    return held;
  }

  /**
   * A field to fill in; returns what its tag holds.
   *
   * @param {string} entry
   * @param {WrittenSheet} sheet
   * @param {number[]} box
   * @param {boolean} [isTick]
   * @returns {Held}
   */
  addField(entry, sheet, box, isTick = false) {
    const { label, lines } = this.setting.paper.entries[entry];
    let field = this.fields.get(entry);
    if (!field) {
      field = { number: this.number(), kids: [] };
      this.fields.set(entry, field);
      this.empty ||= this.addDrawing("");
      if (isTick) this.ticked ||= this.addDrawing(`q ${INK} RG 13 w 1 J 1 j 20 52 m 43 26 l 82 78 l S Q`);
    }
    const widget = this.number();
    field.kids.push(widget);
    const looks = isTick
      ? `/AS /Off /MK << /CA (4) >> /AP << /N << /Yes ${this.ticked} 0 R /Off ${this.empty} 0 R >> >>`
      : `/AP << /N ${this.empty} 0 R >>`;
    this.objects.set(
      widget,
      `<< /Type /Annot /Subtype /Widget /Parent ${field.number} 0 R /P ${sheet.number} 0 R /F 4 ` +
        `/Rect [ ${box.map(points).join(" ")} ] /Contents ${valueOf(label)} /StructParent {${this.widgets.length}} ${looks} >>`,
    );
    this.widgets.push([widget, sheet]);
    sheet.widgets.push(widget);
    const height = box[3] - box[1];
    const several = (lines || height > 1870) && !isTick;
    const kind = isTick
      ? "/FT /Btn /V /Off"
      : `/FT /Tx /V () /DA (/GuideSans ${height > 1800 ? 11 : 10} Tf ${INK} rg)${several ? ` /Ff ${MULTILINE}` : ""}`;
    const kids = field.kids.map((each) => `${each} 0 R`).join(" ");
    this.objects.set(
      field.number,
      `<< /T ${valueOf(entry)} /TU ${valueOf(label)} ${kind} /Kids [ ${kids} ] >>`,
    );
    return [sheet, undefined, widget];
  }

  /** @param {string} content */
  addDrawing(content) {
    const number = this.number();
    const text = `<< /Type /XObject /Subtype /Form /BBox [ 0 0 100 100 ] /Resources << >> ${stream(content)}`;
    this.objects.set(number, text);
    return number;
  }

  /** Writes sheets, tags and fields. */
  finish() {
    const { paper } = this.setting;
    const resources = this.number();
    const names = this.extended ? ` /GuideNames ${paper.size} 0 R` : "";
    this.drawFrames();
    this.objects.set(resources, `${paper.resources}${names} >> >>`);
    this.sheets.forEach((sheet, index) => this.writeSheet(sheet, index, resources));
    const kids = this.sheets.map(({ number }) => `${number} 0 R`).join(" ");
    this.objects.set(paper.sheets, `<< /Type /Pages /Kids [ ${kids} ] /Count ${this.sheets.length} >>`);
    const fields = [...this.fields.values()].map(({ number }) => `${number} 0 R`).join(" ");
    this.objects.set(
      paper.form,
      `<< /Fields [ ${fields} ] /DR ${resources} 0 R /DA (/GuideSans 11 Tf ${INK} rg) >>`,
    );
    this.writeTags();
  }

  /** Draws the head and the foot of each sheet, and its number. */
  drawFrames() {
    const { sheet, head, foot, page_of: words } = this.setting.paper;
    const counted = this.sheets.filter((each) => each.counted);
    for (const each of this.sheets) {
      if (each.bare) continue;
      const y = sheet.height - sheet.head;
      if (head) each.drawn.push(`q 1 0 0 1 ${points(sheet.left)} ${points(y)} cm ${head} Q`);
      each.drawn.push(`q 1 0 0 1 ${points(sheet.left)} ${points(sheet.foot - sheet.foot_height)} cm ${foot} Q`);
      if (!each.counted) continue;
      const text = `${words[0]}${counted.indexOf(each) + 1}${words[1]}${counted.length}`;
      const cells = cellsOf(text, this.setting);
      const width = cells.reduce((sum, cell) => sum + cell.width, 0);
      const x = sheet.width - sheet.right - Math.round((width * 850) / 1000);
      const codes = cells.map(({ code }) => code).join("");
      const line = `BT ${MUTED} rg /GuideSans 8.5 Tf 1 0 0 1 ${points(x)} ${points(sheet.foot - 454 - 561)} Tm <${codes}> Tj ET`;
      each.drawn.push(artifact(line));
    }
  }

  /**
   * @param {WrittenSheet} sheet
   * @param {number} index
   * @param {number} resources
   */
  writeSheet({ number, drawn, widgets }, index, resources) {
    const { sheet, sheets } = this.setting.paper;
    const content = this.number();
    this.objects.set(content, `<< ${stream(drawn.join("\n"))}`);
    const annotations = widgets.length ? `/Annots [ ${widgets.map((each) => `${each} 0 R`).join(" ")} ] ` : "";
    this.objects.set(
      number,
      `<< /Type /Page /Parent ${sheets} 0 R /MediaBox [ 0 0 ${points(sheet.width)} ${points(sheet.height)} ] ` +
        `/Resources ${resources} 0 R /Contents ${content} 0 R ${annotations}/Tabs /S /StructParents ${index} >>`,
    );
  }

  /** Writes the tags of what is there, and from which tag each mark and each field hangs. */
  writeTags() {
    const { tags, tree, roles } = this.setting.paper;
    /** @type {number[][]} */
    const parents = this.sheets.map(() => []);
    /** @type {Map<number, number>} */
    const parentOf = new Map();
    /**
     * @param {Tag} tag
     * @param {number} parent
     * @returns {number[]}
     */
    const write = ({ tag, more = "", holds }, parent) => {
      const number = this.number();
      /** @type {string[]} */
      const kids = [];
      let lost = 0;
      for (const each of holds) {
        if ("tag" in each) {
          const [written] = write(each, number);
          if (written) kids.push(`${written} 0 R`);
          else lost++;
          continue;
        }
        const held = this.heldBy(each);
        if (!held.length) lost++;
        for (const [sheet, mark, widget] of held) {
          if (mark !== undefined) {
            parents[this.sheets.indexOf(sheet)][mark] = number;
            kids.push(`<< /Type /MCR /Pg ${sheet.number} 0 R /MCID ${mark} >>`);
          } else if (widget) {
            const form = this.number();
            parentOf.set(widget, form);
            const link = `<< /Type /OBJR /Obj ${widget} 0 R /Pg ${sheet.number} 0 R >>`;
            this.objects.set(form, `<< /Type /StructElem /S /Form /P ${number} 0 R /K ${link} >>`);
            kids.push(`${form} 0 R`);
          }
        }
      }
      if (lost && !kids.length) return [];
      this.objects.set(
        number,
        `<< /Type /StructElem /S /${tag} /P ${parent} 0 R ${more} /K [ ${kids.join(" ")} ] >>`,
      );
      return [number];
    };
    const [root] = write(tree, tags);
    const listed = this.sheets.map((_, index) => `${index} [ ${parents[index].map((each) => `${each} 0 R`).join(" ")} ]`);
    this.widgets.forEach(([widget], index) => {
      const key = this.sheets.length + index;
      const text = /** @type {string} */ (this.objects.get(widget));
      this.objects.set(widget, text.replace(`{${index}}`, `${key}`));
      listed.push(`${key} ${parentOf.get(widget)} 0 R`);
    });
    const keys = this.sheets.length + this.widgets.length;
    this.objects.set(
      tags,
      `<< /Type /StructTreeRoot /K ${root} 0 R /RoleMap ${roles} /ParentTreeNextKey ${keys} ` +
        `/ParentTree << /Nums [ ${listed.join(" ")} ] >> >>`,
    );
  }

  /**
   * @param {Mark} mark
   * @returns {Held[]}
   */
  heldBy({ piece, mark, spot }) {
    const held = this.held.get(piece);
    if (!held) return [];
    return spot === undefined ? [held.marks[mark ?? 0]] : held.spots[spot];
  }
}

/**
 * A line that says nothing.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} toX
 * @param {number} toY
 * @param {string} colour
 * @param {number} width
 */
const rule = (x, y, toX, toY, colour, width) =>
  `q ${colour} RG ${points(width)} w ${points(x)} ${points(y)} m ${points(toX)} ${points(toY)} l S Q`;

/**
 * What a screen reader passes over.
 *
 * @param {string} drawn
 */
const artifact = (drawn) => `/Artifact BMC ${drawn} EMC`;
