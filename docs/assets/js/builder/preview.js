// Shows a document as it fills in: the text of its OpenDocument file, as HTML. `slides.js` shows slides.

import { joined } from "./files.js";
import { phrase } from "./questions.js";

/**
 * @import { Base64, Parts, Segment } from "exchange"
 * @import { Values } from "./values.js"
 */

/** @type {Record<string, string | undefined>} */
const LANGUAGES = { French: "fr", Dutch: "nl" };

/**
 * Makes of a cell the name of a column, its languages in one line.
 *
 * @param {HTMLTableCellElement} cell
 */
function asColumn(cell) {
  cell.scope = "col";
  cell.querySelector("br")?.replaceWith(" / ");
}

/**
 * Shows on the sheet where the entries of a question stand: marked, and scrolled to the first of them in a language.
 *
 * @param {HTMLElement} sheet
 * @param {string[]} entries
 * @param {string} language
 */
export function showEntries(sheet, entries, language) {
  const places = [...sheet.querySelectorAll("[data-entry]")];
  const own = places.filter(({ dataset }) => entries.includes(dataset.entry));
  for (const place of places) place.classList.toggle("sheet__here", own.includes(place));
  if (!own.length) return;
  const texts = [...sheet.querySelectorAll("[lang]")];
  /**
   * The language of a place: that of the last text that began before it.
   *
   * @param {Element} place
   */
  const languageOf = (place) =>
    texts.findLast((text) => text.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)?.lang;
  const first = own.find((place) => languageOf(place) === language) ?? own[0];
  const [box, view] = [first, sheet].map((element) => element.getBoundingClientRect());
  // a third from the left and from the top, so that what stands before it can be read
  sheet.scrollBy(box.left - view.left - view.width / 3, box.top - view.top - view.height / 3);
}

/** @param {Element} node */
const styleOf = (node) => node.getAttribute("text:style-name") ?? "";

/**
 * @param {Element} node
 * @param {string} name
 */
const childrenNamed = (node, name) => [...node.children].filter((child) => child.nodeName === name);

/**
 * An element of the page.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {(Node | string)[]} children
 */
export function made(name, className, children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * What the style of a column or a row says of its size, such as "51.0mm"; nothing of a row whose line is answered.
 *
 * @param {Element} node
 * @param {"column-width" | "min-row-height"} size
 */
function sizeOf(node, size) {
  const name = node.getAttribute("table:style-name");
  return node.ownerDocument.querySelector(`[*|name="${name}"] > *`)?.getAttribute(`style:${size}`) ?? "";
}

/**
 * The columns of a table, as wide as in the file.
 *
 * @param {Element} node
 */
function columns(node) {
  const widths = childrenNamed(node, "table:table-column").map((column) => parseFloat(sizeOf(column, "column-width")));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const elements = widths.map((width) => {
    const column = document.createElement("col");
    column.style.width = `${(100 * width) / whole}%`;
    return column;
  });
  return made("colgroup", "", elements);
}

/**
 * Puts the items of lists that stand side by side into the lists with which the line before ends, so that each is heard
 * as one.
 *
 * @param {HTMLElement | undefined} line
 * @param {HTMLElement[]} cells
 * @returns {boolean} whether they were lists, there and here
 */
function joinLists(line, cells) {
  const lists = [...line?.children ?? []].map(({ lastElementChild }) => lastElementChild);
  const fits = cells.every(({ children: [list, other] }, at) => {
    return list && !other && /[UO]L/.test(list.tagName) && list.tagName === lists[at]?.tagName;
  });
  if (!fits) return false;
  for (const [at, { firstElementChild: list }] of cells.entries()) lists[at]?.append(...(list?.children ?? []));
  return true;
}

/**
 * A picture of a file, as large as there.
 *
 * @param {Element} node
 * @param {Parts} parts
 */
function pictureOf(node, parts) {
  const name = /** @type {string} */ (node.firstElementChild?.getAttribute("xlink:href"));
  const image = document.createElement("img");
  image.src = `data:image/png;base64,${/** @type {Base64} */ (parts[name]).base64}`;
  image.alt = node.textContent;
  image.style.width = /** @type {string} */ (node.getAttribute("svg:width"));
  return image;
}

/**
 * Room for the answer of an entry, with the answer if there is one.
 *
 * @param {string} entry
 * @param {Values} values
 * @param {(entry: string) => string | undefined} labelOf
 */
export function blankOf(entry, { texts }, labelOf) {
  const text = texts[entry];
  const label = labelOf(entry);
  const place = text
    ? made("b", "sheet__value", [text])
    : label ? made("mark", "sheet__blank", [label]) : made("span", "sheet__line", ["…………"]);
  place.dataset.entry = entry;
  return place;
}

/**
 * The text of an OpenDocument file, as elements of the page.
 *
 * @param {Parts} parts those of the file
 * @param {Values} values
 * @param {(entry: string) => string | undefined} labelOf the name of a blank that the page asks for
 */
export function previewOf(parts, values, labelOf) {
  const segments = /** @type {Segment[]} */ (parts["content.xml"]);
  const xml = new DOMParser().parseFromString(joined(segments, values), "text/xml");
  /** @type {HTMLElement | undefined} */
  let lastLine; // of the texts side by side that end just above

  /**
   * An element of the page for a node, with what the node holds.
   *
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Element} node
   */
  const element = (name, node) => made(name, "", childrenOf(node));
  /**
   * The same, with the style of the node: by it the style sheet knows what is written by hand, where a sheet begins.
   *
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Element} node
   */
  function styled(name, node) {
    const text = element(name, node);
    text.dataset.style = styleOf(node);
    return text;
  }
  /**
   * @param {Element} node
   * @returns {(Node | string)[]}
   */
  const childrenOf = (node) => /** @type {(Element | Text)[]} */ ([...node.childNodes]).flatMap(shown);
  /**
   * @param {Element} row
   * @param {"div" | "td" | "th"} name
   */
  const cellsOf = (row, name) => childrenNamed(row, "table:table-cell").map((cell) => element(name, cell));

  /** @type {Record<string, number>} the number of the last item of each list */
  const counts = {};

  /** @param {Element} node */
  function box(node) {
    const ticked = node.getAttribute("loext:checked") === "true";
    const place = made("span", ticked ? "sheet__box sheet__box--ticked" : "sheet__box", []);
    place.role = "img";
    place.ariaLabel = phrase(ticked ? "ticked" : "unticked");
    place.dataset.entry = /** @type {string} */ (node.getAttribute("loext:tag"));
    return place;
  }

  /**
   * What stands on the page for a table; a list may go on from one into the next, for rows that stay on a sheet are a
   * table of their own.
   *
   * @param {Element} node
   * @returns {HTMLElement[]}
   */
  function table(node) {
    const [head] = childrenNamed(node, "table:table-header-rows");
    const rows = childrenNamed(node, "table:table-row");
    if (!head) {
      if (node.previousElementSibling?.nodeName !== "table:table") lastLine = undefined;
      /** @type {HTMLElement[]} */
      const lines = [];
      for (const row of rows) {
        const cells = cellsOf(row, "div");
        if (joinLists(lastLine, cells)) continue;
        lastLine = made("div", "sheet__row", cells);
        lastLine.style.setProperty("--height", sizeOf(row, "min-row-height"));
        lines.push(lastLine);
      }
      return lines.length ? [made("div", "sheet__rows", lines)] : [];
    }
    lastLine = undefined;
    const sheetTable = made("table", "sheet__table", [columns(node)]);
    const names = cellsOf(/** @type {Element} */ (head.firstElementChild), "th");
    for (const name of names) asColumn(/** @type {HTMLTableCellElement} */ (name));
    sheetTable.createTHead().insertRow().append(...names);
    const body = sheetTable.createTBody();
    for (const row of rows) {
      const cells = cellsOf(row, "td");
      for (const [at, cell] of cells.entries()) cell.dataset.label = names[at]?.textContent; // for a narrow screen
      body.insertRow().append(...cells);
    }
    return [sheetTable];
  }

  /** @param {Element} node */
  function list(node) {
    if (styleOf(node).startsWith("Clause")) return childrenOf(node); // its item is a heading
    // one with numbers has a name, by which others go on with them
    const name = node.getAttribute("text:continue-list") ?? node.getAttribute("xml:id") ?? "";
    const items = childrenNamed(node, "text:list-item").map((item) => {
      const line = element("li", item);
      line.value = counts[name] = Number(item.getAttribute("text:start-value") ?? (counts[name] ?? 0) + 1);
      return line;
    });
    return [made(name ? "ol" : "ul", "", items)];
  }

  /** @param {Element} node */
  function paragraph(node) {
    const style = styleOf(node);
    if (style === "NewPage") return [document.createElement("hr")];
    return node.childNodes.length || style === "Ruled" ? [styled("p", node)] : [];
  }

  /** @param {Element} node */
  function heading(node) {
    const level = Math.min(6, 2 + Number(node.getAttribute("text:outline-level"))); // that of the preview itself is 2
    return styled(/** @type {"h3" | "h4" | "h5" | "h6"} */ (`h${level}`), node);
  }

  /** @param {Element} node */
  function span(node) {
    const style = styleOf(node);
    const text = styled(style === "Strong" ? "strong" : "span", node);
    const language = LANGUAGES[style];
    if (language) text.lang = language;
    return text;
  }

  /**
   * What stands on the page for a node: a list of nodes.
   *
   * @param {Element | Text} node
   * @returns {(Node | string)[]}
   */
  function shown(node) {
    if (node instanceof Text) return [node.data];
    switch (node.nodeName) {
      case "text:h": return [heading(node)];
      case "text:p": return paragraph(node);
      case "text:span": return [span(node)];
      case "text:list": return list(node);
      case "table:table": return table(node);
      case "text:user-field-input":
        return [blankOf(/** @type {string} */ (node.getAttribute("text:name")), values, labelOf)];
      case "loext:content-control": return [box(node)];
      case "text:line-break": return [document.createElement("br")];
      case "text:tab": case "text:s": return [" "];
      case "draw:frame": return [pictureOf(node, parts)];
      case "text:user-field-decls": return [];
      default: return childrenOf(node);
    }
  }

  const text = childrenOf(/** @type {Element} */ (xml.querySelector("body > text")));
  // its styles are a text: no answer stands in them
  const isWide = /** @type {string} */ (parts["styles.xml"]).includes("landscape");
  return isWide ? [made("div", "sheet__wide", text)] : text;
}
