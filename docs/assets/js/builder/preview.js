// Shows a document as it fills in: the text of its OpenDocument file, as HTML.

import { joined } from "./files.js";
import { phrase } from "./questions.js";

const HEADING = 2; // the title of the preview
const PLACES = { PosterStart: "sheet__poster", Room: "sheet__room", Value: "sheet__labelled", Cell: "sheet__labelled" }; // what is written there by hand, and where a sheet begins

/** Shows on the sheet where the entries of a question stand: marked, and scrolled to the first of them in a language. */
export function followOn(sheet, entries, language) {
  const places = [...sheet.querySelectorAll("[data-entry]")];
  const here = places.filter(({ dataset }) => entries.includes(dataset.entry));
  for (const place of places) place.classList.toggle("sheet__here", here.includes(place));
  if (!here.length) return;
  const texts = [...sheet.querySelectorAll("[lang]")];
  const isAfter = (text, place) => text.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
  const first = here.find((place) => texts.findLast((text) => isAfter(text, place))?.lang === language) ?? here[0];
  const [place, view] = [first, sheet].map((each) => each.getBoundingClientRect());
  sheet.scrollBy(place.left - view.left - view.width / 3, place.top - view.top - view.height / 3);
}

const styleOf = (node) => node.getAttribute("text:style-name");

/** Tenths of a millimetre: the styles of columns and rows bear them in their names. */
const tenthsIn = (node) => Number(node.getAttribute("table:style-name")?.slice(1)) || 0;

/** The text of an OpenDocument file; `labelOf` gives the name of a blank that the page asks for. */
export function previewOf(parts, { texts, ticks }, labelOf) {
  const xml = new DOMParser().parseFromString(joined(parts["content.xml"], texts, ticks), "text/xml");
  const language = { French: "fr", Dutch: "nl" };

  const made = (name, className, children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const element = (name, node, className) => made(name, className, childrenOf(node));
  const childrenOf = (node) => [...node.childNodes].flatMap(shown);
  const childrenNamed = (node, name) => [...node.children].filter((child) => child.nodeName === name);
  const cellsOf = (row, kind, scope) => childrenNamed(row, "table:table-cell").map((cell) => {
    const place = element(kind, cell);
    if (scope) place.scope = scope;
    return place;
  });

  function blank(node) {
    const entry = node.getAttribute("text:name");
    const known = labelOf(entry);
    const [name, className] = texts[entry] ? ["b", "sheet__value"] : known ? ["mark", "sheet__blank"] : ["span", "sheet__line"];
    const place = made(name, className, [texts[entry] ?? known ?? "…………"]);
    place.dataset.entry = entry;
    return place;
  }

  function box(node) {
    const ticked = node.getAttribute("loext:checked") === "true";
    const place = made("span", ticked ? "sheet__box sheet__box--ticked" : "sheet__box", []);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", phrase(ticked ? "yes" : "no"));
    place.dataset.entry = node.getAttribute("loext:tag");
    return place;
  }

  /** The columns of a table, as wide as in the file. */
  function columns(node) {
    const widths = childrenNamed(node, "table:table-column").map((column) => tenthsIn(column));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    return made("colgroup", "", widths.map((width) => {
      const column = document.createElement("col");
      column.style.width = `${(100 * width) / whole}%`;
      return column;
    }));
  }

  function table(node) {
    const [head] = childrenNamed(node, "table:table-header-rows");
    const rows = childrenNamed(node, "table:table-row");
    if (!head) {
      return made("div", "sheet__rows", rows.map((row) => {
        const line = made("div", "sheet__row", cellsOf(row, "div"));
        line.style.setProperty("--tenths", tenthsIn(row));
        return line;
      }));
    }
    const table = made("table", "sheet__table", [columns(node)]);
    table.createTHead().insertRow().append(...cellsOf(head.firstElementChild, "th", "col"));
    const body = table.createTBody();
    for (const row of rows) body.insertRow().append(...cellsOf(row, "td"));
    return table;
  }

  function list(node) {
    return made(styleOf(node) === "Figures" ? "ol" : "ul", "", childrenNamed(node, "text:list-item").map((item) => {
      const line = element("li", item);
      if (item.hasAttribute("text:start-value")) line.value = item.getAttribute("text:start-value");
      return line;
    }));
  }

  function paragraph(node) {
    const style = styleOf(node);
    if (style === "NewPage") return [document.createElement("hr")];
    return node.childNodes.length ? [element("p", node, PLACES[style])] : [];
  }

  function span(node) {
    const style = styleOf(node);
    const span = element(style === "Strong" ? "strong" : "span", node);
    if (language[style]) span.lang = language[style];
    return span;
  }

  /** What stands on the page for a node: a list of nodes. */
  function shown(node) {
    if (node.nodeType === Node.TEXT_NODE) return [node.data];
    switch (node.nodeName) {
      case "text:h": return [element(`h${Math.min(6, HEADING + Number(node.getAttribute("text:outline-level")))}`, node, PLACES[styleOf(node)])];
      case "text:p": return paragraph(node);
      case "text:span": return [span(node)];
      case "text:list": return [list(node)];
      case "table:table": return [table(node)];
      case "text:user-field-input": return [blank(node)];
      case "loext:content-control": return [box(node)];
      case "text:line-break": return [document.createElement("br")];
      case "text:tab": case "text:s": return [" "];
      case "text:user-field-decls": case "draw:image": return [];
      default: return childrenOf(node);
    }
  }

  return childrenOf(xml.querySelector("body > text, *|body > *|text"));
}
