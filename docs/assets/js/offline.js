// Lets pages be read again without a network, unless the reader wants it otherwise. Loaded when all else is there.
// What is kept, and why, is in decisions/offline.md; the worker does the work.

/**
 * Where the reader chooses; what it says in each state stands in its attributes, with {places} to fill.
 *
 * @typedef {"on" | "off" | "whole" | "progress" | "failed"} State
 * @typedef {HTMLElement & { dataset: Record<State | "language", string> }} OfflinePanel
 */

const KEY = "guide.offline";
/** How many files are asked for at the same time. */
const AT_ONCE = 6;

function isWanted() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return false; // the reader lets the site keep nothing
  }
}

/**
 * Lets pages be kept, and the reader choose.
 *
 * @param {string} worker the address of the worker
 */
export function startOffline(worker) {
  if (!("serviceWorker" in navigator)) return;
  const panel = document.querySelector("[data-offline]");
  if (isWanted()) startWorker(worker);
  watchDownloads(new URL(".", worker).href);
  if (panel) startPanel(panel, worker);
}

/**
 * Starts the worker, and tells it what this page has loaded before it was there.
 *
 * @param {string} worker
 */
async function startWorker(worker) {
  try {
    await navigator.serviceWorker.register(worker);
  } catch {
    return; // the browser lets the site keep nothing
  }
  if (navigator.serviceWorker.controller) return;
  const { active } = await navigator.serviceWorker.ready;
  /** @param {PerformanceEntry[]} entries */
  const tell = (entries) => active?.postMessage([location.href, ...entries.map(({ name }) => name)]);
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ type: "resource", buffered: true });
  tell([]);
}

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
    if (known.has(link.href)) {
      event.preventDefault();
      downloadKept(link.href);
    } else {
      known.add(link.href);
      controller.postMessage([location.href, link.href]);
    }
  });
  for (const address of await keptAddresses(root)) known.add(address);
}

/**
 * The addresses of all that is kept.
 *
 * @param {string} root
 */
async function keptAddresses(root) {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`guide ${root} `) && !name.endsWith(" whole"));
  const requests = await Promise.all(own.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map(({ url }) => url);
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

/**
 * Has the worker keep nothing any more: other pages may be open, and their files under way.
 *
 * @param {ServiceWorker} active
 */
function stopWorker(active) {
  const { port1, port2 } = new MessageChannel();
  const stopped = new Promise((resolve) => (port1.onmessage = resolve));
  active.postMessage("off", [port2]);
  return Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 3000))]);
}

/**
 * Shows what is kept, with what the reader can do about it.
 *
 * @param {OfflinePanel} panel
 * @param {string} worker
 */
function startPanel(panel, worker) {
  const root = new URL(".", worker).href;
  const ours = `guide ${root} `;
  const { language } = panel.dataset;
  const status = panel.querySelector("[role=status]");
  /** @type {{ [name: string]: HTMLButtonElement }} */
  const buttons = Object.fromEntries(
    [...panel.querySelectorAll("[data-do]")].map((button) => [button.dataset.do, button]),
  );

  /**
   * @param {State} state
   * @param {Record<string, number>} [places]
   */
  const showState = (state, places = {}) => {
    status.textContent = panel.dataset[state].replace(/\{(\w+)\}/g, (_, place) => String(places[place]));
  };
  const isWhole = () => caches.match(`${root}${language}/`, { cacheName: `${ours}whole` });

  async function showKept() {
    const wanted = isWanted();
    const whole = wanted && Boolean(await isWhole());
    const paths = (await keptAddresses(root)).map((address) => address.slice(root.length));
    const pages = paths.filter((path) => path === "" || path.endsWith("/")).length;
    const papers = paths.filter((path) => /^documents\/.*(?<!\.png)$/.test(path)).length;
    showState(!wanted ? "off" : whole ? "whole" : "on", { pages, papers });
    buttons.on.hidden = wanted;
    buttons.off.hidden = !wanted;
    buttons.whole.hidden = !wanted || whole;
    panel.hidden = false;
  }

  /**
   * Fetches what is not kept yet: the worker keeps it.
   *
   * @param {string[]} paths below the root of the site; those that were fetched are taken from the list
   */
  async function fetchAll(paths) {
    let done = 0;
    const fetchNext = async () => {
      while (paths.length) {
        const address = root + paths.pop();
        if (!(await caches.match(address)) && !(await fetch(address)).ok) throw new Error(address);
        done += 1;
        if (done % 20 === 0) showState("progress", { done, total: done + paths.length });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  }

  /**
   * Whether a file is one that the pages of the reader's language need.
   *
   * @param {string} path
   */
  const isOfLanguage = (path) =>
    path === "" ||
    path.startsWith(`${language}/`) ||
    path.startsWith(`assets/communes/${language}/`) ||
    /^assets\/[0-9a-f]{8}\/(css|fonts|js)\//.test(path);

  const actions = {
    async whole() {
      buttons.whole.disabled = true;
      try {
        const list = /** @type {OfflineList} */ (await (await fetch(`${root}offline.json`)).json());
        await fetchAll(Object.keys(list).filter(isOfLanguage));
        await (await caches.open(`${ours}whole`)).put(`${root}${language}/`, new Response());
        await showKept();
      } catch {
        showState("failed"); // the network failed, or the device is full: what is there stays
      }
      buttons.whole.disabled = false;
    },
    async off() {
      localStorage.setItem(KEY, "off");
      const registration = await navigator.serviceWorker.getRegistration(worker);
      if (registration?.active) await stopWorker(registration.active);
      await registration?.unregister();
      for (const name of await caches.keys()) if (name.startsWith(ours)) await caches.delete(name);
      await showKept();
      buttons.on.focus();
    },
    async on() {
      localStorage.removeItem(KEY);
      await startWorker(worker);
      navigator.serviceWorker.controller?.postMessage([location.href]);
      await showKept();
      buttons.off.focus();
    },
  };
  panel.addEventListener("click", ({ target }) => {
    const name = /** @type {HTMLElement} */ (target).dataset.do;
    actions[/** @type {keyof typeof actions} */ (name)]?.();
  });
  navigator.serviceWorker.addEventListener("message", showKept);
  showKept();
}
