// Sets a paper anew with a reader's answers: its pieces follow each other down the sheets, texts are broken into lines
// with the answers in them, options that were not chosen are gone, and only what has no answer keeps room to write in.
// What stands on a sheet is measured from its left and its bottom, in hundredths of a point.

import { glyphsIn, shownOf } from "./letters.js";
import { cellsOf, lengthOf } from "./lines.js";
import { extended, points, stream } from "./objects.js";
import { baselineOf, cutAtLines, measuredPieces } from "./pieces.js";
import { writeTags } from "./tags.js";

/**
 * @import { Fonts, Pieces, SetPiece, Shortfall } from "exchange"
 * @import { Line } from "./lines.js"
 * @import { Objects } from "./objects.js"
 * @import { Measured, SetSpot, Setting } from "./pieces.js"
 * @import { Tagged } from "./tags.js"
 * @import { Values } from "./values.js"
 */

/**
 * A sheet as it is written.
 *
 * @typedef {object} Sheet
 * @property {number} number of its object
 * @property {string[]} drawn
 * @property {number} marks how many there are
 * @property {{ number: number }[]} widgets their objects
 * @property {boolean} counted whether it has a page number
 * @property {boolean} bare whether it has neither head nor foot
 */

/** @typedef {[left: number, bottom: number, right: number, top: number]} Box */
/** @typedef {{ sheet: Sheet, left: number, top: number }} Place the corner of a piece on its sheet */
/**
 * @typedef {{ number: number, label: string, text: string, kids: { number: number }[] }} Field its object without its
 *   kids; the label is a string of PDF
 */

const INK = "0.082 0.133 0.114";
// What the font of fields is called: macros/papers/field_font.py says why.
const FONT = "/ArialUnicodeMS_01";
const MUTED = "0.255 0.322 0.294";
const EDGE = "0.4 0.475 0.435";
const BETWEEN = "0.784 0.831 0.804"; // the lines between columns
const LINE = 1.42; // the height of a line as viewers set it, by the size of its letters
const CLOSE = 5 / 6; // how much of the space between pieces is left where that saves a sheet
const BELOW = 200; // from the letters of a line down to the rule below them

/**
 * The paper set with the answers, or its poster alone on A3; `content` is its file without sheets.
 *
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Pieces} paper
 * @param {Fonts} fonts
 * @param {Values} values
 * @param {boolean} isPoster
 */
export function setAnew(content, paper, fonts, values, isPoster) {
  const writer = new Writer({ paper, glyphs: glyphsIn(fonts), values }, isPoster ? Math.SQRT2 : 1);
  writer.place(measuredPieces(writer.setting).filter(({ piece }) => piece.bare || !isPoster));
  return extended(content, paper, writer.finish());
}

/**
 * What the paper could not show of texts as they were written.
 *
 * @param {Pieces} paper
 * @param {Fonts} fonts
 * @param {Values["texts"]} texts
 * @returns {Shortfall[]}
 */
export function shortfallsOf(paper, fonts, texts) {
  const glyphs = glyphsIn(fonts);
  const framed = paper.pieces.filter(({ spots }) => spots?.some(({ kind }) => kind === "framed"));
  const values = { texts, ticks: new Set() };
  const pieces = measuredPieces({ paper: { ...paper, pieces: framed }, glyphs, values });
  /** @type {Shortfall[]} */
  const cut = pieces
    .flatMap(({ spots }) => spots)
    .flatMap(({ spot, cut: isCut }) => (isCut && "entry" in spot ? [{ entry: spot.entry, reason: "length" }] : []));
  const lacking = Object.keys(paper.entries).filter((entry) => texts[entry] && shownOf(texts[entry], glyphs)[1]);
  return [...lacking.map((entry) => /** @type {Shortfall} */ ({ entry, reason: "characters" })), ...cut];
}

/** Draws pieces on sheets, and notes what the tags hold of them. */
class Writer {
  /**
   * @param {Setting} setting
   * @param {number} zoom how much larger than A4 the sheets are
   */
  constructor(setting, zoom) {
    this.setting = setting;
    this.zoom = zoom;
    /** @type {Objects} */
    this.objects = new Map();
    this.next = setting.paper.size;
    /** @type {Sheet[]} */
    this.sheets = [];
    /** @type {Map<string, Field>} by their entries */
    this.fields = new Map();
    /** @type {Map<number, { marks: Tagged[], spots: Tagged[][] }>} what there is of each piece, by its index */
    this.held = new Map();
  }

  /** @param {boolean} counted */
  newSheet(counted, bare = false) {
    /** @type {Sheet} */
    const sheet = { number: this.next++, drawn: [], marks: 0, widgets: [], counted, bare };
    this.sheets.push(sheet);
    return sheet;
  }

  /**
   * Puts pieces on sheets, those together that stay with what follows.
   *
   * @param {Measured[]} pieces
   */
  place(pieces) {
    const { height, top, bottom } = this.setting.paper.sheet;
    let counted = true;
    /** @type {Measured[][]} */
    let groups = [];
    const end = () => {
      this.drawSheets(groups, counted);
      groups = [];
    };
    for (const group of groupsOf(cutToFit(pieces, height - top - bottom))) {
      const { breaks, bare } = group[0].piece;
      if (breaks || bare) end();
      if (breaks) counted = breaks === "page";
      else if (bare) this.draw(group[0], { sheet: this.newSheet(false, true), left: 0, top: height });
      else groups.push(group);
    }
    end();
  }

  /**
   * Draws groups on as many sheets as they need; a little closer together, if that saves one.
   *
   * @param {Measured[][]} groups
   * @param {boolean} counted
   */
  drawSheets(groups, counted) {
    const { sheet: look } = this.setting.paper;
    const [wide, close] = [1, CLOSE].map((air) => placesOf(groups, look, air));
    for (const places of close.length < wide.length ? close : wide) {
      const sheet = this.newSheet(counted);
      for (const { measured, top, head } of places) {
        if (head) sheet.drawn.push(artifact(moved(look.left, top, head.piece.drawn.join("")))); // for the eye alone
        this.draw(measured, { sheet, left: look.left, top });
      }
    }
  }

  /**
   * @param {Measured} measured
   * @param {Place} place
   */
  draw({ piece, index, spots, height, rise, from = 0, goesOn }, place) {
    const { sheet, left, top } = place;
    /** @type {Tagged[]} */
    const marks = [];
    const [first, ...others] = piece.drawn;
    let drawn = first;
    for (const other of others) {
      drawn += `/MCID ${sheet.marks}${other}`;
      marks.push({ sheet, mark: sheet.marks++ });
    }
    if (drawn) sheet.drawn.push(moved(left, top - piece.height + rise, drawn));
    if (piece.columns) this.drawRow(piece.columns, place, top - height, !goesOn);
    const held = this.held.get(index) ?? { marks, spots: spots.map(() => []) };
    spots.forEach((set, spot) => {
      if (from && !set.lines.length) return; // it stands in the first part
      held.spots[spot].push(...this.drawSpot(set, piece, { sheet, left, top: top + from }));
    });
    this.held.set(index, held);
  }

  /**
   * Draws the lines of a row of a table, between its columns and below.
   *
   * @param {number[]} columns
   * @param {Place} place
   * @param {number} bottom
   * @param {boolean} ends whether there is a line below it
   */
  drawRow(columns, { sheet, left, top }, bottom, ends) {
    const { width, right } = this.setting.paper.sheet;
    const lines = columns.map((column) => line([left + column, bottom, left + column, top], BETWEEN, 60));
    if (ends) lines.push(line([left, bottom, width - right, bottom], EDGE, 60));
    sheet.drawn.push(artifact(lines.join(" ")));
  }

  /**
   * Draws what stands in a spot; returns what its tag holds.
   *
   * @param {SetSpot} set
   * @param {SetPiece} piece
   * @param {Place} place
   */
  drawSpot(set, piece, { sheet, left, top }) {
    const { spot, drops } = set;
    const start = left + spot.left;
    const ceiling = top - spot.top;
    const floor = ceiling - spot.height;
    /** @type {Box} */
    const box = [start, floor, start + spot.width, ceiling];
    if (spot.kind === "tick") {
      const frame = [start, floor, spot.width, spot.height].map(points).join(" ");
      sheet.drawn.push(artifact(`q ${INK} RG 1 w ${frame} re S Q`));
      return [this.addField(spot.entry, sheet, box, 0)];
    }
    if (spot.kind !== "text" && !drops.length) {
      // a cell has lines around it
      if (spot.kind !== "cell") this.drawRules(sheet, box, spot.rows, Math.round(spot.height / spot.rows));
      return [this.addField(spot.entry, sheet, box, spot.size)];
    }
    const inset = spot.kind === "framed" ? BELOW : 0;
    return this.drawLines(set, sheet, start + inset, top - baselineOf(set, piece));
  }

  /**
   * Draws rules to write on, from the bottom of a box up.
   *
   * @param {Sheet} sheet
   * @param {Box} box
   * @param {number} rows
   * @param {number} pitch
   */
  drawRules(sheet, [left, bottom, right], rows, pitch) {
    const rules = Array.from({ length: rows }, (_, row) => bottom + row * pitch);
    sheet.drawn.push(artifact(rules.map((at) => line([left, at, right, at], EDGE, 100)).join(" ")));
  }

  /**
   * Draws lines of text, the first on the baseline; returns its marks, with a field between them for each blank.
   *
   * @param {SetSpot} set
   * @param {Sheet} sheet
   * @param {number} left
   * @param {number} baseline
   */
  drawLines({ lines, size, drops, before = 0 }, sheet, left, baseline) {
    /** @type {Tagged[]} */
    const held = [];
    /** @type {string[]} */
    let words = [];
    /** @type {string | undefined} */
    let spoken; // the language of the words
    const flush = () => {
      if (!words.length) return;
      const said = spoken ? ` /Lang (${spoken}-BE)` : "";
      const text = `BT ${INK} rg ${words.join(" ")} ET`;
      sheet.drawn.push(`/Span << /MCID ${sheet.marks}${said} >> BDC ${text} EMC`);
      held.push({ sheet, mark: sheet.marks++ });
      words = [];
    };
    lines.forEach((cells, place) => {
      const index = before + place;
      const at = baseline - drops[index];
      let start = left;
      for (const run of runsOf(cells)) {
        const [{ entry, code, language, rows = 1 }] = run;
        const last = baseline - drops[index + rows - 1];
        const end = start + Math.round((lengthOf(run) * size) / 1000);
        if (entry) {
          flush();
          /** @type {Box} */
          const box = [start, last - BELOW, end, at + size];
          this.drawRules(sheet, box, rows, rows > 1 ? Math.round((at - last) / (rows - 1)) : 0);
          held.push(this.addField(entry, sheet, box, size));
        } else if (code) {
          if (language !== spoken) flush();
          spoken = language;
          words.push(shownAt(run, size, start, at));
        }
        start = end;
      }
    });
    flush();
    return held;
  }

  /**
   * A place of a field to fill in; returns what its tag holds.
   *
   * @param {string} entry
   * @param {Sheet} sheet
   * @param {Box} box
   * @param {number} size of the letters in which it is filled in; 0 for a box to tick
   * @returns {Tagged}
   */
  addField(entry, sheet, box, size) {
    const { label, lines, choice, question } = this.setting.paper.entries[entry];
    const isTick = !size;
    const isTicked = isTick && this.setting.values.ticks.has(entry);
    const height = box[3] - box[1];
    const line = Math.round(size * LINE);
    const several = lines || height > 2 * line;
    if (!isTick && !several) box[3] = box[1] + line; // viewers set a single line in the middle
    const empty = this.drawing("");
    const name = choice || entry; // the options of a choice are boxes of one field, which has one state
    let field = this.fields.get(name);
    if (!field) {
      const flag = several ? " /Ff 4096" : ""; // of a field with several lines
      const text = isTick ? "/FT /Btn /V /Off" : `/FT /Tx /V ()${flag}`;
      field = { number: this.next++, label: question || label, text, kids: [] };
      this.fields.set(name, field);
    }
    if (isTicked) field.text = `/FT /Btn /V /${entry}`;
    const ticked = isTick && this.drawing(`q ${INK} RG 13 w 1 J 1 j 20 52 m 43 26 l 82 78 l S Q`);
    const looks = ticked
      ? `/AS /${isTicked ? entry : "Off"} /MK << /CA (4) >> ` +
        `/AP << /N << /${entry} ${ticked} 0 R /Off ${empty} 0 R >> >>`
      : `/DA (${FONT} ${this.zoomed(size)} Tf ${INK} rg) /AP << /N ${empty} 0 R >>`;
    const number = this.next++;
    const place = box.map((each) => this.zoomed(each)).join(" ");
    field.kids.push({ number });
    sheet.widgets.push({ number });
    this.objects.set(
      number,
      `<< /Type /Annot /Subtype /Widget /Parent ${field.number} 0 R /P ${sheet.number} 0 R /F 4 ` +
        `/Rect [ ${place} ] /TU ${label} /Contents ${label} ${looks}`,
    );
    return { sheet, widget: number };
  }

  /**
   * A length of A4 on the sheets that are written, in points.
   *
   * @param {number} length
   */
  zoomed(length) {
    return points(Math.round(length * this.zoom));
  }

  /**
   * The number of a drawing that is stretched to where it stands.
   *
   * @param {string} content
   */
  drawing(content) {
    const text = `<< /Type /XObject /Subtype /Form /BBox [ 0 0 100 100 ] /Resources << >> ${stream(content)}`;
    for (const [number, other] of this.objects) if (other === text) return number;
    this.objects.set(this.next, text);
    return this.next++;
  }

  /** Writes heads and feet, fields, tags, and the sheets themselves; returns all that is to write behind the file. */
  finish() {
    const { paper } = this.setting;
    const { objects, sheets } = this;
    const resources = this.next++;
    objects.set(resources, `${paper.resources} >> >>`);
    const counted = sheets.filter((sheet) => sheet.counted);
    for (const sheet of sheets) this.writeSheet(sheet, counted, resources);
    objects.set(paper.sheets, `<< /Type /Pages /Kids [ ${references(sheets)} ] /Count ${sheets.length} >>`);
    for (const [name, { number, label, text, kids }] of this.fields) {
      objects.set(number, `<< /T (${name}) /TU ${label} ${text} /Kids [ ${references(kids)} ] >>`);
    }
    const fields = references([...this.fields.values()]);
    const look = `/DA (${FONT} 11 Tf ${INK} rg)`;
    objects.set(paper.form, `<< /Fields [ ${fields} ] /DR ${resources} 0 R ${look} >>`);
    writeTags(paper, sheets, this.held, objects, this.next);
    return objects;
  }

  /**
   * @param {Sheet} sheet
   * @param {Sheet[]} counted
   * @param {number} resources
   */
  writeSheet(sheet, counted, resources) {
    const { width, height } = this.setting.paper.sheet;
    if (!sheet.bare) this.drawFrame(sheet, counted);
    const content = this.next++;
    const { zoom } = this;
    const drawn = `${zoom} 0 0 ${zoom} 0 0 cm\n${sheet.drawn.join("\n")}`;
    const size = `${this.zoomed(width)} ${this.zoomed(height)}`;
    this.objects.set(content, `<< ${stream(drawn)}`);
    this.objects.set(
      sheet.number,
      `<< /Type /Page /Parent ${this.setting.paper.sheets} 0 R /MediaBox [ 0 0 ${size} ] ` +
        `/Resources ${resources} 0 R /Contents ${content} 0 R ` +
        `/Annots [ ${references(sheet.widgets)} ] /Tabs /S /StructParents ${this.sheets.indexOf(sheet)} >>`,
    );
  }

  /**
   * Draws the head and the foot of a sheet, and its number.
   *
   * @param {Sheet} sheet
   * @param {Sheet[]} counted
   */
  drawFrame(sheet, counted) {
    const { head, foot, page_of: words, sheet: look } = this.setting.paper;
    if (head) sheet.drawn.push(moved(look.left, look.height - look.head, head));
    sheet.drawn.push(moved(look.left, look.foot - look.foot_height, foot));
    if (!sheet.counted) return;
    const text = `${words[0]}${counted.indexOf(sheet) + 1}${words[1]}${counted.length}`;
    const cells = cellsOf(text, this.setting.glyphs);
    const size = 850;
    const start = look.width - look.right - Math.round((lengthOf(cells) * size) / 1000);
    // the rule above the foot is 1.6 mm above its letters
    const baseline = look.foot - 454 - Math.round(size * 0.66);
    sheet.drawn.push(artifact(`BT ${MUTED} rg ${shownAt(cells, size, start, baseline)} ET`));
  }
}

/**
 * Pieces of which none is higher than a sheet, with those above that stay with it; above a row, the head of its table
 * may stand again.
 *
 * @param {Measured[]} pieces
 * @param {number} room on a sheet
 */
function cutToFit(pieces, room) {
  let [head, lead] = [0, 0];
  return pieces.flatMap((each) => {
    const { piece } = each;
    if (!piece.columns) head = each.height;
    if (piece.breaks) lead = 0;
    const parts = piece.bare ? [each] : cutAtLines(each, room - (piece.columns ? head : lead && lead + piece.above));
    const last = parts.at(-1)?.height ?? 0;
    lead = piece.sticky ? (parts[1] ? 0 : lead) + piece.above + last + piece.below : 0;
    return parts;
  });
}

/**
 * Pieces with those that stay with them.
 *
 * @param {Measured[]} pieces
 * @param {number} least how much they must stay
 */
function groupsOf(pieces, least = 1) {
  /** @type {Measured[][]} */
  const groups = [];
  let stays = 0;
  for (const each of pieces) {
    if (each.piece.breaks || stays < least) groups.push([]);
    groups.at(-1)?.push(each);
    stays = each.piece.sticky ?? 0;
  }
  return groups;
}

/**
 * Where groups stand on sheets.
 *
 * @param {Measured[][]} groups
 * @param {Pieces["sheet"]} look
 * @param {number} air how much of the space between pieces there is
 */
function placesOf(groups, { height, top, bottom }, air) {
  const highest = height - top;
  const much = (highest - bottom) / 3;
  /** @type {{ measured: Measured, top: number, head?: Measured }[][]} by sheet; the head stands again above */
  const sheets = [];
  let [from, gap] = [0, 0]; // where the next piece may begin, and the space that the last one wants
  /** @type {Measured | undefined} */
  let head; // of the table whose rows follow
  /** @param {Measured[]} group */
  const put = (group) => {
    const needed = heightOf(group, air); // on a sheet of its own
    const isTooHigh = from - spaceAbove(group[0], gap, air) - needed < bottom;
    if (isTooHigh && from - bottom > much) {
      // what is long, or a short table, is parted here: more than a third of the sheet would stay empty
      const parts = groupsOf(group.flatMap((each) => cutAtLines(each, much)), 2);
      if (parts[1]) return parts.forEach(put);
    }
    if (isTooHigh && needed <= highest - bottom) {
      sheets.push([]);
      [from, gap] = [highest, 0];
    }
    for (const each of group) {
      const space = from < highest ? spaceAbove(each, gap, air) : 0;
      if (from - space - each.height < bottom && from < highest) {
        sheets.push([]);
        from = highest;
      } else from -= space;
      const again = each.piece.columns && from === highest ? head : undefined;
      if (!each.piece.columns) head = each;
      from -= again?.piece.height ?? 0;
      sheets[sheets.length - 1].push({ measured: each, top: from, head: again });
      from -= each.height;
      gap = each.piece.below;
    }
  };
  groups.forEach(put);
  return sheets;
}

/**
 * The height of pieces below each other, and of the space between them.
 *
 * @param {Measured[]} group
 * @param {number} air how much of it there is
 */
function heightOf(group, air) {
  return group.reduce(
    (height, each, index) => height + each.height + (index && spaceAbove(each, group[index - 1].piece.below, air)),
    0,
  );
}

/**
 * @param {Measured} measured
 * @param {number} gap the space that what stands above it wants
 * @param {number} air how much of it there is
 */
const spaceAbove = ({ piece }, gap, air) => Math.round(Math.max(gap, piece.above) * air);

/**
 * The letters of a line in runs of one language; a blank is a run of its own.
 *
 * @param {Line} cells
 */
function runsOf(cells) {
  /** @type {Line[]} */
  const runs = [];
  /** @type {Line | undefined} */
  let run;
  for (const cell of cells) {
    if (run && !cell.entry && !run[0].entry && cell.language === run[0].language) run.push(cell);
    else runs.push((run = [cell]));
  }
  return runs;
}

/**
 * Letters, shown at a place.
 *
 * @param {Line} run
 * @param {number} size
 * @param {number} left
 * @param {number} baseline
 */
function shownAt(run, size, left, baseline) {
  const codes = run.map(({ code, tight }) => (tight ? `${code}> ${tight} <` : code)).join("");
  return `${FONT} ${points(size)} Tf 1 0 0 1 ${points(left)} ${points(baseline)} Tm [ <${codes}> ] TJ`;
}

/**
 * What is drawn, with its left bottom corner at a place.
 *
 * @param {number} left
 * @param {number} bottom
 * @param {string} drawn
 */
const moved = (left, bottom, drawn) => `q 1 0 0 1 ${points(left)} ${points(bottom)} cm ${drawn} Q`;

/**
 * A straight line.
 *
 * @param {Box} box its ends are two corners
 * @param {string} colour
 * @param {number} width
 */
const line = ([left, bottom, right, top], colour, width) =>
  `q ${colour} RG ${points(width)} w ${points(left)} ${points(bottom)} m ${points(right)} ${points(top)} l S Q`;

/**
 * What a screen reader passes over.
 *
 * @param {string} drawn
 */
const artifact = (drawn) => `/Artifact BMC ${drawn} EMC`;

/** @param {{ number: number }[]} objects */
const references = (objects) => objects.map(({ number }) => `${number} 0 R`).join(" ");
