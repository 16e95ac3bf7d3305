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

  const element = (name, node, className) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...childrenOf(node));
    return made;
  };
  const childrenOf = (node) => [...node.childNodes].flatMap(shown);
  const childrenNamed = (node, name) => [...node.children].filter((child) => child.nodeName === name);
  const cellsOf = (row, kind, scope) => childrenNamed(row, "table:table-cell").map((cell) => {
    const made = element(kind, cell);
    if (scope) made.scope = scope;
    return made;
  });

  function blank(node) {
    const entry = node.getAttribute("text:name");
    const known = labelOf(entry);
    const made = document.createElement(texts[entry] ? "b" : known ? "mark" : "span");
    made.textContent = texts[entry] ?? known ?? "…………";
    made.className = texts[entry] ? "sheet__value" : known ? "sheet__blank" : "sheet__line";
    made.dataset.entry = entry;
    return made;
  }

  function box(node) {
    const made = document.createElement("span");
    const ticked = node.getAttribute("loext:checked") === "true";
    made.className = ticked ? "sheet__box sheet__box--ticked" : "sheet__box";
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", phrase(ticked ? "yes" : "no"));
    made.dataset.entry = node.getAttribute("loext:tag");
    return made;
  }

  /** The columns of a table, as wide as in the file. */
  function columns(node) {
    const widths = childrenNamed(node, "table:table-column").map((column) => tenthsIn(column));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const made = document.createElement("colgroup");
    made.append(...widths.map((width) => {
      const column = document.createElement("col");
      column.style.width = `${(100 * width) / whole}%`;
      return column;
    }));
    return made;
  }

  function table(node) {
    const [head] = childrenNamed(node, "table:table-header-rows");
    const rows = childrenNamed(node, "table:table-row");
    const made = document.createElement(head ? "table" : "div");
    made.className = head ? "sheet__table" : "sheet__rows";
    if (head) {
      made.append(columns(node));
      made.createTHead().insertRow().append(...cellsOf(head.firstElementChild, "th", "col"));
      const body = made.createTBody();
      for (const row of rows) body.insertRow().append(...cellsOf(row, "td"));
    } else {
      made.append(...rows.map((row) => {
        const line = document.createElement("div");
        line.className = "sheet__row";
        line.style.setProperty("--tenths", tenthsIn(row));
        line.append(...cellsOf(row, "div"));
        return line;
      }));
    }
    return made;
  }

  function list(node) {
    const made = document.createElement(styleOf(node) === "Figures" ? "ol" : "ul");
    for (const item of childrenNamed(node, "text:list-item")) {
      const line = element("li", item);
      if (item.hasAttribute("text:start-value")) line.value = item.getAttribute("text:start-value");
      made.append(line);
    }
    return made;
  }

  function paragraph(node) {
    const style = styleOf(node);
    if (style === "NewPage") return [document.createElement("hr")];
    return node.childNodes.length ? [element("p", node, PLACES[style])] : [];
  }

  function span(node) {
    const style = styleOf(node);
    const made = element(style === "Strong" ? "strong" : "span", node);
    if (language[style]) made.lang = language[style];
    return made;
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
