// Writes the tags of a paper that is set anew: those of what is there, in their order.

/**
 * @import { Mark, Pieces, Tag } from "exchange"
 * @import { Objects } from "./objects.js"
 * @import { Sheet } from "./sheets.js"
 */

/**
 * A mark, or the place of a field.
 *
 * @typedef {{ sheet: Sheet, mark: number } | { sheet: Sheet, widget: number }} Tagged
 */

/** @typedef {Map<number, { marks: Tagged[], spots: Tagged[][] }>} TaggedByPiece */

/**
 * Writes the tags, and from which of them each mark and each place of a field hangs.
 *
 * @param {Pieces} paper
 * @param {Sheet[]} sheets
 * @param {TaggedByPiece} held
 * @param {Objects} objects
 * @param {number} first the number of the first object that is free
 */
export function writeTags(paper, sheets, held, objects, first) {
  const parents = new Map(sheets.map((sheet) => [sheet, /** @type {number[]} */ ([])]));
  /** @type {[widget: number, form: number][]} */
  const forms = [];
  let next = first;

  /**
   * @param {Tagged} each
   * @param {number} parent
   */
  const hang = (each, parent) => {
    const page = `/Pg ${each.sheet.number} 0 R`;
    if ("mark" in each) {
      /** @type {number[]} */ (parents.get(each.sheet))[each.mark] = parent;
      return `<< /Type /MCR ${page} /MCID ${each.mark} >>`;
    }
    const link = `<< /Type /OBJR /Obj ${each.widget} 0 R ${page} >>`;
    forms.push([each.widget, next]);
    objects.set(next, `<< /Type /StructElem /S /Form /P ${parent} 0 R /K ${link} >>`);
    return `${next++} 0 R`;
  };

  /**
   * Writes a tag; returns a reference to it, empty when nothing of what it held is there.
   *
   * @param {Tag} tag
   * @param {number} parent
   * @returns {string}
   */
  const write = ({ tag, more = "", holds }, parent) => {
    const number = next++;
    const kids = holds.flatMap((each) =>
      "tag" in each ? write(each, number) || [] : heldBy(each, held).map((one) => hang(one, number)),
    );
    if (holds.length && !kids.length) return "";
    objects.set(number, `<< /Type /StructElem /S /${tag} /P ${parent} 0 R ${more} /K [ ${kids.join(" ")} ] >>`);
    return `${number} 0 R`;
  };

  const root = write(paper.tree, paper.tags);
  const marks = [...parents.values()].map((tags, index) => `${index} [ ${tags.map((tag) => `${tag} 0 R`).join(" ")} ]`);
  const fields = forms.map(([widget, form], index) => {
    const key = sheets.length + index;
    objects.set(widget, `${objects.get(widget)} /StructParent ${key} >>`);
    return `${key} ${form} 0 R`;
  });
  objects.set(
    paper.tags,
    `<< /Type /StructTreeRoot /K ${root} /RoleMap ${paper.roles} /ParentTreeNextKey ${sheets.length + forms.length} ` +
      `/ParentTree << /Nums [ ${[...marks, ...fields].join(" ")} ] >> >>`,
  );
}

/**
 * What there is of something that a tag holds.
 *
 * @param {Mark} mark
 * @param {TaggedByPiece} held
 * @returns {Tagged[]}
 */
function heldBy({ piece, mark, spot }, held) {
  const there = held.get(piece);
  if (!there) return [];
  return spot === undefined ? [there.marks[/** @type {number} */ (mark)]] : there.spots[spot];
}
