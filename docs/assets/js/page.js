const { src: script, dataset: { worker } } = /** @type {PageScript} */ (document.currentScript);

/**
 * The element that loads this script; without an address of the worker, nothing is kept for reading offline.
 *
 * @typedef {HTMLScriptElement & { dataset: { worker?: string } }} PageScript
 */

/** @typedef {HTMLElement & { dataset: { hide: string, several: string } }} Sources */

/** @typedef {HTMLElement & { dataset: { definition: string } }} Term */

// Every page but the door and those in place of another loads this, and none waits for it: first what the reader chose.
const { dataset: chosen } = document.documentElement;

/** Has the page show itself light or dark, with marks of sources or without, as the reader chose, if they did. */
function followChoices() {
  try {
    const theme = localStorage.getItem("guide.theme");
    if (theme === "light" || theme === "dark") chosen.theme = theme;
    if (localStorage.getItem("guide.marks") === "hidden") chosen.marks = "hidden";
    else delete chosen.marks;
  } catch {
    // storage denied: the system's choice stands
  }
}

followChoices();
// Back on a page that the browser kept: the reader may have chosen anew since.
addEventListener("pageshow", ({ persisted }) => persisted && followChoices());
// Safari empties what has this attribute on a page that it kept, after `pageshow`: ticks and answers would be gone.
// What it is for, that no browser fills in a page that is loaded again, is asked of a new page, which has it.
addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) return;
  for (const control of document.querySelectorAll("[autocomplete=off]")) control.removeAttribute("autocomplete");
});

// The rest needs the page: small helps, as the definition of a term beside it, and Escape that closes what is open.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", startHelps);
else startHelps();

/** Shows the definition of a term beside it; gives what hides it. */
function explainTerms() {
  const tooltip = document.createElement("div");
  tooltip.className = tooltip.id = "term-tip";
  tooltip.role = "tooltip";
  tooltip.hidden = true;
  document.querySelector("main").append(tooltip);

  /** The term whose definition was shown last. @type {Term | undefined} */
  let shown;
  /** That which was pressed, while its definition is shown. @type {Term | undefined} */
  let pressed;

  /** @param {Term} term */
  function openTooltip(term) {
    shown = term;
    tooltip.textContent = term.dataset.definition;
    tooltip.hidden = false;
    term.setAttribute("aria-describedby", tooltip.id);
    const box = term.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tooltip.offsetWidth - 16);
    tooltip.style.left = `${Math.max(16, left) + scrollX}px`;
    tooltip.style.top = `${box.bottom + scrollY + 8}px`;
  }

  function closeTooltip() {
    clearTimeout(leaving);
    tooltip.hidden = true;
    shown?.removeAttribute("aria-describedby");
    pressed = undefined;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  /** Whoever enlarges the screen moves the pointer from the term to its definition: it closes once both are left. */
  const leave = () => (leaving = setTimeout(closeTooltip, 300));
  const stay = () => clearTimeout(leaving);
  tooltip.addEventListener("pointerenter", stay);
  tooltip.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  tooltip.addEventListener("mousedown", (event) => event.preventDefault()); // the term keeps the focus

  const legend = document.querySelector("[data-ours]")?.textContent ?? "";
  for (const term of document.querySelectorAll(".term, .ours")) {
    term.dataset.definition ??= legend;
    const open = () => {
      if (term !== shown) closeTooltip();
      stay();
      openTooltip(term);
    };
    term.addEventListener("focus", open);
    term.addEventListener("blur", closeTooltip);
    term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && open());
    term.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && term !== pressed) leave();
    });
    // A click or a tap shows the definition. The next click follows the link to the glossary; the next tap closes, as
    // most who tap again mean to.
    term.addEventListener("click", (event) => {
      if (!event.detail || event.ctrlKey || event.metaKey || event.shiftKey) return; // who comes by key has read it
      const isShown = term === pressed;
      if (isShown && event.pointerType === "mouse") return;
      event.preventDefault();
      if (isShown) return closeTooltip();
      open();
      pressed = term;
    });
  }
  addEventListener("pointerdown", ({ target }) => {
    const place = /** @type {Element} */ (target);
    if (!place.closest(".term, .ours, .term-tip")) closeTooltip();
  });
  return closeTooltip;
}

function startHelps() {
  const closeTooltip = explainTerms();

  // What nobody has read again for a year says so: a page that is built once must not look fresh for ever.
  for (const date of document.querySelectorAll("[data-checked]")) {
    const isOld = Date.now() - Date.parse(date.dataset.checked) > 31536e6; // a year in milliseconds
    if (isOld) date.append(` ${date.closest("[data-old]").dataset.old}`);
  }

  const sources = document.querySelector("section.sources");
  if (sources) {
    nameMarks(sources.dataset.several);
    offerHidingMarks(sources);
  }

  unfoldPlace();
  addEventListener("hashchange", unfoldPlace);

  const folds = document.querySelectorAll("details.menu, [data-contents]");
  /**
   * Closes what opens over the text.
   *
   * @param {HTMLDetailsElement} fold
   */
  const leaveFold = (fold) => {
    const opened = /** @type {Element} */ (fold.lastElementChild);
    if (fold.open && getComputedStyle(opened).position === "absolute") fold.open = false;
  };

  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    closeTooltip();
    for (const fold of folds) {
      leaveFold(fold);
      if (!fold.open && fold.contains(document.activeElement)) fold.querySelector("summary").focus();
    }
  });

  // Chromium takes a call for leaving, and asks first where something was typed: for a second nothing has it ask. A
  // listener that is added now would come behind those that do, even one that captures.
  addEventListener("click", ({ target }) => {
    if (!/** @type {Element} */ (target).closest("[href^=tel],[href^=mailto]")) return;
    /** @type {{ preventDefault?: () => void }} */
    const leaving = BeforeUnloadEvent.prototype;
    leaving.preventDefault = () => {};
    setTimeout(() => delete leaving.preventDefault, 1000);
  });

  // The menu, or a list of contents, that the reader leaves closes: it must not cover what they read or reach next.
  for (const elsewhere of ["pointerdown", "focusin"]) {
    document.addEventListener(elsewhere, ({ target }) => {
      for (const fold of folds) if (!fold.contains(/** @type {Node} */ (target))) leaveFold(fold);
    });
  }

  // Light or dark: the system's choice, until the reader makes their own.
  function switchTheme() {
    const isDark = chosen.theme ? chosen.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    chosen.theme = isDark ? "light" : "dark";
    try {
      localStorage.setItem("guide.theme", chosen.theme);
    } catch {
      // storage denied: the choice lasts for this page
    }
  }

  for (const button of document.querySelectorAll("[data-action=theme]")) {
    button.hidden = false;
    button.onclick = switchTheme;
  }

  // What is done in the reader's municipality, once they have chosen one; on the way back it may be another, or none.
  const note = document.querySelector("[data-local]");
  const followCommune = async () => {
    try {
      if (!note || (note.hidden && !localStorage.getItem("guide.commune"))) return;
    } catch {
      return; // storage denied: there is no choice to follow
    }
    /** @type {typeof import("./local.js")} */
    const { showNote } = await import(new URL("local.js", script).href);
    showNote(note);
  };
  followCommune();
  addEventListener("pageshow", ({ persisted }) => persisted && followCommune());

  const printing = document.querySelector("[data-print-page]");
  if (printing) {
    printing.hidden = false;
    printing.querySelector("button").onclick = () => print();
  }

  // The page in the other language opens at the same place.
  const otherLanguage = document.querySelector(".head__language");
  otherLanguage?.addEventListener("click", () => {
    otherLanguage.hash = location.hash;
  });

  // On a phone the lists of stages and of contents start folded, and fold once they have led somewhere; without script
  // they stay open.
  const narrow = matchMedia("(max-width: 59.99em)");
  for (const list of document.querySelectorAll("[data-contents]")) {
    const fold = () => (list.open = !narrow.matches);
    fold();
    narrow.addEventListener("change", fold);
    list.dataset.folded = "";
    list.addEventListener("click", ({ target }) => {
      if (/** @type {Element} */ (target).closest("a")) leaveFold(list);
    });
  }

  // What waits for the first view to have been seen.
  const markSeen = () => document.fonts.ready.then(() => (chosen.seen = ""));
  new PerformanceObserver(markSeen).observe({ type: "paint", buffered: true });

  // Pages can be read again without a network. That waits until all is there, and what is shown first has been seen.
  if (worker) {
    const prepare = async () => {
      /** @type {typeof import("./offline.js")} */
      const { startOffline } = await import(new URL("offline.js", script).href);
      startOffline(new URL(worker, location.href).href);
    };
    const isNeeded = document.querySelector("[data-offline]") || navigator.serviceWorker?.controller;
    document.fonts.ready.then(() => setTimeout(prepare, isNeeded ? 0 : 3000));
  }
}

/**
 * A mark of one source names it; of several that stand together the first gives their numbers, and is their one stop:
 * the others are for the pointer. The way back from a source leads to the mark that led there.
 *
 * @param {string} several
 */
function nameMarks(several) {
  /** @type {HTMLAnchorElement[]} */
  let group = [];
  for (const mark of document.querySelectorAll(".source-mark a")) {
    const source = document.querySelector(`li#${mark.hash.slice(1)}`);
    if (!source) continue;
    if (mark.ariaLabel) group = [];
    group.push(mark);
    const [first] = group;
    if (mark === first) first.ariaLabel += `, ${source.querySelector("div").textContent.split(",")[0]}`;
    else first.ariaLabel = `${several} ${group.map(({ textContent }) => textContent.slice(1, -1)).join(", ")}`;
    mark.addEventListener("click", () => {
      source.querySelector(".sources__back").onclick = (event) => {
        event.preventDefault();
        first.focus();
      };
    });
  }
}

/**
 * Lets the reader hide the marks of sources on all pages: each is a stop for those who read by keyboard or by ear.
 * They meet the button before the first mark, behind the way to the text; it is seen above the sources, too.
 *
 * @param {Sources} sources
 */
function offerHidingMarks(sources) {
  const { hide } = sources.dataset;
  const buttons = ["button", "skip"].map((name) => {
    const button = document.createElement("button");
    button.className = name;
    button.ariaLabel = hide;
    button.addEventListener("click", () => {
      if (chosen.marks) delete chosen.marks;
      else chosen.marks = "hidden";
      show();
      try {
        localStorage.setItem("guide.marks", chosen.marks ?? "");
      } catch {
        // storage denied: the choice lasts for this page
      }
    });
    return button;
  });
  function show() {
    for (const button of buttons) {
      button.ariaPressed = String(chosen.marks === "hidden");
      button.textContent = chosen.marks ? `${hide} ✓` : hide;
    }
  }
  show();
  addEventListener("pageshow", show);
  sources.prepend(buttons[0]);
  document.querySelector(".skip").after(buttons[1]);
}

/** Opens what folds the place to which the address leads, such as the list of sources: not every browser does. */
function unfoldPlace() {
  const place = document.getElementById(location.hash.slice(1));
  const fold = place?.closest("details");
  if (fold?.open !== false) return;
  fold.open = true;
  place?.scrollIntoView();
}
