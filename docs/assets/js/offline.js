// Lets pages be read again without a network, unless the reader wants it otherwise. Loaded when all else is there.
// What is kept, and why, is in decisions/offline.md; the worker does the work.

const KEY = "guide.offline";
const AT_ONCE = 6;

function isWanted() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return false; // the reader lets the site keep nothing
  }
}

/** Begins; `worker` is the address of the worker. */
export function begin(worker) {
  if (!("serviceWorker" in navigator)) return;
  const panel = document.querySelector("[data-offline]");
  if (isWanted()) start(worker);
  handDownloads(new URL(".", worker).href);
  if (panel) choose(panel, worker);
}

/** Starts the worker, and tells it what this page has loaded before it was there. */
async function start(worker) {
  try {
    await navigator.serviceWorker.register(worker);
  } catch {
    return; // the browser lets the site keep nothing
  }
  if (navigator.serviceWorker.controller) return;
  const { active } = await navigator.serviceWorker.ready;
  const tell = (entries) => active.postMessage([location.href, ...entries.map(({ name }) => name)]);
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ type: "resource", buffered: true });
  tell([]);
}

/** Browsers download past the worker: it is told what to keep, and what it keeps is handed out through it. */
async function handDownloads(root) {
  const known = new Set();
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[download]");
    const { controller } = navigator.serviceWorker;
    if (!link?.href.startsWith(root) || !controller || !isWanted() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (known.has(link.href)) {
      event.preventDefault();
      hand(link.href);
    } else {
      known.add(link.href);
      controller.postMessage([location.href, link.href]);
    }
  });
  for (const address of await addressesKept(root)) known.add(address);
}

/** The addresses of all that is kept. */
async function addressesKept(root) {
  const names = (await caches.keys()).filter((name) => name.startsWith(`guide ${root} `) && !name.endsWith(" whole"));
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map(({ url }) => url);
}

async function hand(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = address.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    location.assign(address); // the page that says that it is not on the device
  }
}

/** Has the worker keep nothing any more: other pages may be open, and their files under way. */
function stop(active) {
  const { port1, port2 } = new MessageChannel();
  const stopped = new Promise((resolve) => (port1.onmessage = resolve));
  active.postMessage("off", [port2]);
  return Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 3000))]);
}

/** Shows what is kept, with what the reader can do about it. */
function choose(panel, worker) {
  const root = new URL(".", worker).href;
  const ours = `guide ${root} `;
  const { language } = panel.dataset;
  const state = panel.querySelector("[role=status]");
  const buttons = Object.fromEntries([...panel.querySelectorAll("[data-do]")].map((button) => [button.dataset.do, button]));

  const say = (name, places = {}) => {
    state.textContent = panel.dataset[name].replace(/\{(\w+)\}/g, (_, place) => places[place]);
  };
  const names = async () => (await caches.keys()).filter((name) => name.startsWith(ours));
  const isWhole = () => caches.match(`${root}${language}/`, { cacheName: `${ours}whole` });

  async function show() {
    const wanted = isWanted();
    const whole = wanted && Boolean(await isWhole());
    const paths = (await addressesKept(root)).map((address) => address.slice(root.length));
    const pages = paths.filter((path) => path === "" || path.endsWith("/")).length;
    const papers = paths.filter((path) => /^documents\/.*(?<!\.png)$/.test(path)).length;
    say(!wanted ? "off" : whole ? "whole" : "on", { pages, papers });
    buttons.on.hidden = wanted;
    buttons.off.hidden = !wanted;
    buttons.whole.hidden = !wanted || whole;
    panel.hidden = false;
  }

  /** Fetches what is not kept yet: the worker keeps it. */
  async function fetchAll(paths) {
    let done = 0;
    const fetchNext = async () => {
      while (paths.length) {
        const address = root + paths.pop();
        if (!(await caches.match(address)) && !(await fetch(address)).ok) throw new Error(address);
        done += 1;
        if (done % 20 === 0) say("progress", { done, total: done + paths.length });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  }

  const belongs = (path) =>
    path === "" || path.startsWith(`${language}/`) || path.startsWith(`assets/communes/${language}/`) || /^assets\/[0-9a-f]{8}\/(css|fonts|js)\//.test(path);

  const actions = {
    async whole() {
      buttons.whole.disabled = true;
      try {
        const list = await (await fetch(`${root}offline.json`)).json();
        await fetchAll(Object.keys(list).filter(belongs));
        await (await caches.open(`${ours}whole`)).put(`${root}${language}/`, new Response());
        await show();
      } catch {
        say("failed"); // the network failed, or the device is full: what is there stays
      }
      buttons.whole.disabled = false;
    },
    async off() {
      localStorage.setItem(KEY, "off");
      const registration = await navigator.serviceWorker.getRegistration(worker);
      if (registration?.active) await stop(registration.active);
      await registration?.unregister();
      for (const name of await names()) await caches.delete(name);
      await show();
      buttons.on.focus();
    },
    async on() {
      localStorage.removeItem(KEY);
      await start(worker);
      navigator.serviceWorker.controller?.postMessage([location.href]);
      await show();
      buttons.off.focus();
    },
  };
  panel.addEventListener("click", ({ target }) => actions[target.dataset.do]?.());
  navigator.serviceWorker.addEventListener("message", show);
  show();
}
