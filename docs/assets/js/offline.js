// Lets pages be read again without a network, unless the reader wants it otherwise. Loaded when all else is there.
// What is kept, and why, is in decisions/offline.md; the worker does the work.

import { filled } from "./saying.js";

/**
 * Where the reader chooses; what it says in each state stands in its attributes, with {places} to fill.
 *
 * @typedef {KeptState["state"] | "off" | "progress"} State
 * @typedef {HTMLElement & { dataset: Record<State | "language", string> }} OfflinePanel
 */

const KEY = "guide.offline";
/** How long the worker may be silent before it counts as gone: milliseconds. */
const SILENCE = 30_000;

/** What the reader chose: nothing, or to keep nothing; undefined where the browser lets the site keep nothing. */
function readChoice() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return undefined;
  }
}

const isWanted = () => (readChoice() ?? "off") !== "off";

/**
 * Lets pages be kept, and the reader choose.
 *
 * @param {string} worker the address of the worker
 */
export function startOffline(worker) {
  if (!("serviceWorker" in navigator) || readChoice() === undefined) return;
  const panel = document.querySelector("[data-offline]");
  if (isWanted()) startWorker(worker);
  watchDownloads(new URL(".", worker).href);
  navigator.serviceWorker.addEventListener("controllerchange", () => tellLoaded(navigator.serviceWorker.controller));
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "full" && sayFull());
  if (panel) startPanel(panel, worker);
}

/** Says to a reader who wanted all pages kept that there is no more room. */
function sayFull() {
  const note = document.querySelector(".kept-copy");
  document.querySelector(".kept-copy p").textContent = note.dataset.full;
  note.hidden = false;
}

// ---- what the worker is told

/**
 * Starts the worker. One that comes, the first or that of a new build, does not know what this page has loaded before.
 *
 * @param {string} worker
 */
async function startWorker(worker) {
  try {
    await navigator.serviceWorker.register(worker);
  } catch {
    return; // the browser lets the site keep nothing
  }
  if (!navigator.serviceWorker.controller) tellLoaded((await navigator.serviceWorker.ready).active);
}

/** Sees what this page loads, for one worker. @type {PerformanceObserver | undefined} */
let observer;

/**
 * Has a worker keep this page, with all that it has loaded and still loads.
 *
 * @param {ServiceWorker | null} worker
 */
function tellLoaded(worker) {
  /** @param {PerformanceEntry[]} entries */
  const tell = (entries) => keep(worker, ...entries.map(({ name }) => name));
  observer?.disconnect();
  observer = new PerformanceObserver((list) => tell(list.getEntries()));
  observer.observe({ type: "resource", buffered: true });
  tell([]);
}

/**
 * Has a worker keep this page, and other files, unless the reader has switched that off meanwhile, in any tab.
 *
 * @param {ServiceWorker | null} worker
 * @param {string[]} addresses
 */
function keep(worker, ...addresses) {
  /** @type {OfflineMessage} */
  const message = { do: "loaded", addresses: [location.href, ...addresses] };
  if (isWanted()) worker?.postMessage(message);
}

/**
 * Asks the worker for something; rejects when it is silent for too long.
 *
 * @param {OfflineMessage} message
 * @param {(progress: OfflineProgress) => void} [showProgress]
 * @returns {Promise<KeptState>}
 */
async function ask(message, showProgress) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  active?.postMessage(message, [port2]);
  return new Promise((resolve, reject) => {
    let waiting = setTimeout(reject, SILENCE);
    port1.onmessage = ({ data }) => {
      clearTimeout(waiting);
      if (!("done" in data)) return resolve(data);
      waiting = setTimeout(reject, SILENCE);
      return showProgress?.(data);
    };
  });
}

// ---- downloads

/**
 * Browsers download past the worker: it is told what to keep, and what it keeps is handed out through it.
 *
 * @param {string} root the address of the site
 */
async function watchDownloads(root) {
  /** @type {Set<string>} */
  const known = new Set();
  addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[download]");
    const { controller } = navigator.serviceWorker;
    if (!link?.href.startsWith(root) || !controller || !isWanted()) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (known.has(link.href) || !navigator.onLine) {
      event.preventDefault();
      downloadKept(link.href);
    } else {
      known.add(link.href);
      keep(controller, link.href);
    }
  });
  for (const name of await caches.keys().catch(() => [])) {
    if (!name.startsWith(`guide ${root} `)) continue;
    for (const { url } of await (await caches.open(name)).keys()) known.add(url);
  }
}

/** @param {string} address */
async function downloadKept(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = /** @type {string} */ (address.split("/").pop());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    location.assign(address); // the page that says that it is not on the device
  }
}

// ---- the reader's choice

/**
 * Shows what is kept, with what the reader can do about it.
 *
 * @param {OfflinePanel} panel
 * @param {string} worker
 */
function startPanel(panel, worker) {
  const { language } = panel.dataset;
  const status = panel.querySelector("[role=status]");
  /** @type {{ [name: string]: HTMLButtonElement }} */
  const buttons = Object.fromEntries(
    [...panel.querySelectorAll("[data-do]")].map((button) => [button.dataset.do, button]),
  );

  /**
   * What comes once the reader has switched all off is too late.
   *
   * @param {State} told
   * @param {Record<string, string | number>} [places]
   */
  function showState(told, places = {}) {
    const state = isWanted() ? told : "off";
    status.textContent = filled(panel.dataset[state], places);
    const { activeElement } = document;
    const wanted = state !== "off";
    buttons.on.hidden = wanted;
    buttons.off.hidden = !wanted;
    buttons.whole.hidden = !wanted || state === "whole";
    panel.hidden = false;
    if (activeElement === buttons.whole && buttons.whole.hidden) buttons.off.focus();
  }

  /** @param {KeptState} kept */
  const showKept = (kept) => showState(kept.state, { ...kept });

  async function refresh() {
    if (!isWanted()) return showState("off");
    return ask({ do: "tell", language }).then(showKept, () => undefined); // a worker that is gone has nothing to tell
  }

  let isKeeping = false;
  const actions = {
    async whole() {
      if (isKeeping) return; // no button is disabled that has the focus: it would lose it
      isKeeping = true;
      navigator.storage.persist?.(); // so that the browser does not remove it when it wants room
      try {
        const showProgress = (/** @type {OfflineProgress} */ progress) => {
          if (progress.done % 20 === 0) showState("progress", { ...progress });
        };
        showKept(await ask({ do: "whole", language }, showProgress));
      } catch {
        showState("failed"); // what is there stays
      }
      isKeeping = false;
    },
    async off() {
      localStorage.setItem(KEY, "off");
      const registration = await navigator.serviceWorker.getRegistration(worker);
      // Other pages may be open, and their files under way: the worker ends first, where it still answers.
      const silence = new Promise((resolve) => setTimeout(resolve, 3000));
      if (registration?.active) await Promise.race([ask({ do: "off" }), silence]);
      await registration?.unregister();
      const ours = (await caches.keys()).filter((name) => name.startsWith(`guide ${new URL(".", worker).href} `));
      await Promise.all(ours.map((name) => caches.delete(name)));
      await refresh();
      buttons.on.focus();
    },
    async on() {
      localStorage.removeItem(KEY);
      await startWorker(worker);
      const { controller } = navigator.serviceWorker;
      if (controller) tellLoaded(controller); // else the one that has just started is told
      await refresh();
      buttons.off.focus();
    },
  };
  panel.addEventListener("click", ({ target }) => {
    const name = /** @type {HTMLElement} */ (target).dataset.do;
    actions[/** @type {keyof typeof actions} */ (name)]?.();
  });
  navigator.serviceWorker.addEventListener("message", refresh);
  refresh();
}
