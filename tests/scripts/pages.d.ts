// What our templates put on pages, by the selectors with which scripts look for it. A script is loaded only by pages
// that hold what it needs, so these elements are there; what may be missing says so. Any other selector gives
// `Element | null`, as on any page.

/** An element with these attributes `data-*`. */
type With<Name extends string, Kind extends HTMLElement = HTMLElement, Value extends string = string> = Kind & {
  dataset: Record<Name, Value>;
};

/** A button of the builder: what it does, and the format of the file when it makes one. */
type ActionButton = With<"do", HTMLButtonElement> &
  With<"format", HTMLButtonElement, import("../../docs/assets/js/builder/answers.js").Format>;

interface ElementsOnPages {
  // every page but the door and those in place of another
  main: HTMLElement;
  ".head__language": HTMLAnchorElement | null;
  "[data-print-page]": HTMLElement | null;
  "[data-send]": With<"send", HTMLAnchorElement>;
  ".skip": HTMLElement;
  "section.sources": With<"hide" | "several"> | null;
  ".sources__back": HTMLAnchorElement;
  "[data-local]": import("../../docs/assets/js/local.js").LocalNote | null;
  ".kept-copy": With<"full">;
  ".kept-copy p": HTMLElement;
  "[data-offline]": import("../../docs/assets/js/offline.js").OfflinePanel | null;

  // within one of the elements below; a heading, a list or a link is there once
  button: HTMLButtonElement;
  details: HTMLDetailsElement;
  h2: HTMLHeadingElement & { textContent: string };
  input: HTMLInputElement;
  "legend, span": HTMLElement & { textContent: string };
  progress: HTMLProgressElement;
  summary: HTMLElement;
  ul: HTMLUListElement;
  ".help": HTMLElement;
  "[role=status]": HTMLElement;
  ".level": HTMLElement;
  div: HTMLDivElement & { firstChild: ChildNode };

  // checklists
  ".checklist__count": HTMLElement;

  // lists of stages, and the first buttons of the home page
  "[data-count]": With<"count">;
  "[data-continue]": (With<"continue"> & { dataset: { finished?: string } }) | null;
  "[data-papers]": With<"papers" | "form"> | null;
  "h3 a": HTMLAnchorElement;

  // municipalities
  "[data-communes]": import("../../docs/assets/js/communes.js").ListForm | null;
  "[data-commune]": import("../../docs/assets/js/communes.js").LocalChoice | null;
  ".find__count": HTMLElement;
  ".find__edition": HTMLElement;
  "[data-found]": HTMLElement;
  "summary .meta": HTMLElement;
  "[data-named]": HTMLAnchorElement & { dataset: { named: string } };
  "[data-when=local] a": HTMLAnchorElement;
  "[data-when=papers] a": HTMLAnchorElement;
  "[data-when=zone] strong": HTMLElement;
  [part: `[data-when=${string}]`]: HTMLElement;
  "li > a": HTMLAnchorElement & { textContent: string };

  // search
  "form.search": import("../../docs/assets/js/search.js").SearchForm;
  ".search__results": HTMLOListElement;
  ".search__count": HTMLElement;
  ".search__more": HTMLButtonElement;
  ".search__nothing": HTMLElement;
  ".search__near": HTMLElement;
  ".search__near a": HTMLAnchorElement;
  ".search__urgent": HTMLElement;
  ".search__slips": HTMLElement;
  ".search__offer a": HTMLAnchorElement;
  ".search__offer": HTMLElement;

  // evaluations of several years
  "[data-years]": import("../../docs/assets/js/years/start.js").YearsTool;
  "[data-years] template": HTMLTemplateElement;
  ".evaluations": HTMLElement;
  ".evaluation__done": HTMLElement;
  ".evaluation__error": HTMLElement;
  ".evaluation": HTMLFieldSetElement;
  legend: HTMLLegendElement;
  ".comparison__title": HTMLElement;
  ".years__done": HTMLElement;
  "#place": HTMLInputElement;
  "#years-files": HTMLInputElement;
  ".comparison__wait": HTMLElement;
  ".comparison__tables": HTMLElement;
  ".comparison__figures": HTMLTableElement & { tHead: HTMLTableSectionElement };
  ".comparison__points": HTMLTableElement & { tHead: HTMLTableSectionElement };
  "[data-do=add]": HTMLButtonElement;
  [value: `[data-value="${string}"]`]: import("../../docs/assets/js/years/start.js").Control;

  // builder
  ".builder": HTMLElement;
  ".builder__errors": HTMLElement;
  ".builder__estimate": HTMLElement;
  ".builder__form": HTMLFormElement;
  ".builder__kept": HTMLElement;
  ".builder__notice": HTMLElement;
  ".builder__notice p": HTMLElement;
  ".builder__notice [data-do=forget]": HTMLButtonElement;
  ".builder__lacks": HTMLElement;
  ".builder__parts details": HTMLDetailsElement;
  ".builder__shortfalls": HTMLUListElement;
  ".builder__state": HTMLElement;
  ".builder__total": HTMLElement;
  ".missing": HTMLElement;
  ".part-mark": HTMLElement;
  ".preview": HTMLElement;
  ".preview__lacks": HTMLElement;
  ".sheet": HTMLElement;
  "[data-do=share]": HTMLButtonElement;
  ".part:not([hidden]) h2": HTMLHeadingElement;
  [edition: `#edition-${string}`]: HTMLInputElement;

  // calendar
  ".planner": HTMLElement;
  ".planner__done": With<"notLoaded">;
  ".plan__check": HTMLElement;
  ".plan__date": HTMLElement;
  ".plan__distance": HTMLElement;
  ".plan__name": HTMLElement;
  ".plan__note": HTMLElement;
  ".plan__steps": HTMLElement;
  ".plan__title": HTMLElement;
  "[data-do=calendar]": HTMLButtonElement;
  "[data-do=print]": HTMLButtonElement;
  "[data-release]": With<"release", HTMLButtonElement> | null;
  [step: `[data-step="${string}"]`]: HTMLElement;

  // messages
  ".composer": HTMLElement & {
    dataset: { started?: string };
  } & With<"blanks" | "copied" | "drop" | "dropSentence" | "found" | "line" | "put" | "selected">;
  ".composer__blanks": HTMLElement;
  ".composer__done": HTMLElement;
  ".composer__withheld": HTMLElement;
  ".composer__form": HTMLFormElement;
  ".composer__state": With<"notLoaded">;
  "[data-copied-text]": HTMLTextAreaElement;
  ".composer__count": HTMLElement;
  "[data-do=copy]": HTMLButtonElement;
  "[data-do=undo]": HTMLButtonElement;
  "[data-review]": HTMLElement;
  dd: HTMLElement;
  [line: `[data-said="${string}"]`]: HTMLElement;
  "[data-back]": HTMLAnchorElement;
  "[href='#part-files']": HTMLAnchorElement;
  "[data-later]": HTMLParagraphElement;
  "[data-load]": HTMLInputElement;
  "div.find": HTMLElement;
  [count: `[data-count="${string}"]`]: HTMLElement;
  [option: `#previewed [value="${string}"]`]: HTMLOptionElement;
}

interface ListsOnPages {
  "[data-value]": import("../../docs/assets/js/years/start.js").Control;
  "details.menu, [data-contents]": HTMLDetailsElement;
  "[data-contents]": HTMLDetailsElement;
  "[data-alone]": With<"fr" | "nl">;
  "[data-fr]": With<"fr" | "nl">;
  "form[data-search]": With<"search", HTMLFormElement>;
  ".ask__language": HTMLElement;
  "[data-short]": With<"short">;
  ".builder__bar a": HTMLAnchorElement;
  ".builder__done": HTMLElement;
  ".builder__state, [data-later]": With<"notLoaded">;
  ".builder__warnings": HTMLElement;
  ".source-mark a": HTMLAnchorElement;
  ".left": With<"name">;
  ".part": HTMLElement;
  ".term, .ours": With<"definition">;
  "[data-action=theme]": HTMLButtonElement;
  "[data-answer]": import("../../docs/assets/js/builder/questions.js").Control;
  "[data-area]": HTMLDetailsElement;
  "[data-ask]": With<"ask">;
  "[data-checked]": With<"checked">;
  "[data-checklist]": import("../../docs/assets/js/checklist.js").Checklist;
  "[data-tasks]": import("../../docs/assets/js/progress.js").ListedStage;
  "[data-do]": With<"do", HTMLButtonElement>;
  "[data-document]": With<"document">;
  "[data-entry]": With<"entry">;
  "[data-field]": import("../../docs/assets/js/composer/form.js").Field;
  "[data-form]": With<"form", HTMLElement, import("exchange").MessageForm>;
  "[data-model]": With<"model", HTMLButtonElement>;
  "[data-rule]": With<"rule">;
  "[data-when]": With<"when">;
  "[id^=note-]": HTMLElement;
  "[data-find]": import("../../docs/assets/js/communes.js").Listed;
  "[data-format]": With<"format", HTMLButtonElement, import("../../docs/assets/js/builder/answers.js").Format>;
  "[data-in]": With<"in", HTMLElement, import("../../docs/assets/js/builder/texts.js").Language>;
  "[data-part]": With<"part">;
  "[data-regime]": With<"regime">;
  "[data-step]": With<"step", HTMLAnchorElement>;
  "[type=checkbox], :checked": HTMLInputElement;
  ".planner__found": With<"of"> & { firstElementChild: HTMLElement };
  ".home__actions .button": HTMLAnchorElement;
  "[data-wish]": import("../../docs/assets/js/planner/start.js").Wish;
  "[lang]": HTMLElement;
  "input[data-task]": With<"task", HTMLInputElement>;
}

/** Around an element; null where there is none. */
interface ElementsAround {
  ".ask": With<"ask">;
  ".part": HTMLElement | null;
  "[data-action]": With<"action"> | null;
  "[data-ask]": With<"ask"> | null;
  "button[data-do]": ActionButton | null;
  "[data-release]": With<"release"> | null;
  "[data-document]": With<"document">;
  "[data-old]": With<"old">;
  "li[data-regime], [data-area]": With<"regime">;
  ".task": HTMLLIElement;
  "a[download]": HTMLAnchorElement | null;
  "a[href^='#']": HTMLAnchorElement | null;
}

interface ParentNode {
  querySelector<Selector extends keyof ElementsOnPages>(selector: Selector): ElementsOnPages[Selector];
  querySelectorAll<Selector extends keyof ListsOnPages>(selector: Selector): NodeListOf<ListsOnPages[Selector]>;
}

interface Element {
  closest<Selector extends keyof ElementsAround>(selector: Selector): ElementsAround[Selector];
}

interface Document {
  getElementById(id: "previewed"): HTMLSelectElement;
  getElementById(id: `${"ask" | "error" | "rule"}-${string}`): HTMLElement;
}
