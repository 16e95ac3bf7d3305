// Keeps what a reader has opened, so that it can be read again without a network. See decisions/offline.md.
// The build puts this file at the root of the site, and before it: const BUILD, a digest of all files that can be kept.

const ROOT = self.registration.scope;
const OURS = `guide ${ROOT} `;
const NAME = OURS + BUILD;
/** What lies under its digest never changes, and is taken from the device without asking. */
const NEVER_CHANGES = /^(assets|(fr|nl)\/search)\/[0-9a-f]{8}\//;
const PAPER = /^documents\//;
const MOST_PAPERS = 12;
/** How long the network may keep a reader waiting for what is on the device: milliseconds. */
const PATIENCE = 5000;
/** Where the reader's wish to keep the whole guide of a language is noted. */
const WHOLE = `${OURS}whole`;

/** The path of an address below the root of the site; undefined when it is elsewhere, or not to be kept. */
function pathOf(address) {
  const path = address.startsWith(ROOT) ? address.slice(ROOT.length).replace(/[?#].*/, "") : undefined;
  return path === "worker.js" || path === "offline.json" || path?.startsWith("open-data/") ? undefined : path;
}

const addressOf = (path) => ROOT + path;
const kept = (path) => caches.match(addressOf(path), { cacheName: NAME }).catch(() => undefined);

let off = false; // the reader has switched this off, and pages are still open
const keeping = new Set();

/** Keeps an answer; of the papers, those opened last. */
async function keep(path, answer) {
  if (off) return;
  const work = keepNow(path, answer);
  keeping.add(work);
  await work.finally(() => keeping.delete(work));
}

async function keepNow(path, answer) {
  if (!(await caches.has(NAME))) return; // switched off while another worker ran
  const cache = await caches.open(NAME);
  await cache.delete(addressOf(path)); // so that it comes last
  await cache.put(addressOf(path), answer);
  if (!PAPER.test(path) || path.endsWith(".png")) return;
  const papers = (await cache.keys()).filter(({ url }) => PAPER.test(pathOf(url)) && !url.endsWith(".png"));
  await Promise.all(papers.slice(0, -MOST_PAPERS).map((paper) => cache.delete(paper)));
}

/** Fetches and keeps files that are not kept yet. */
async function keepAll(paths) {
  for (const path of paths) {
    if (path === undefined || (await kept(path))) continue;
    const answer = await fetch(addressOf(path), { cache: "force-cache" }); // the page has just had it
    if (answer.ok && !answer.redirected) await keep(path, answer);
  }
}

/** What is said of a page that is not on the device, in the language of its address. */
const notHere = (path) => `${path.startsWith("nl/") ? "nl" : "fr"}/offline.html`;

/** Keeps that page, with its style sheet. */
async function keepNotHere(path) {
  await keepAll([path]);
  const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await kept(path))?.text())?.[1];
  if (sheet) await keepAll([pathOf(new URL(sheet, ROOT).href)]);
}

// ---- answers

/** Keeps an answer beside giving it: the reader has it also when the device is full. */
function keepBeside(path, answer, event) {
  if (answer.ok && answer.type === "basic" && !answer.redirected) event.waitUntil(keep(path, answer.clone()).catch(() => undefined));
}

async function fromDeviceFirst(path, event) {
  return (await kept(path)) ?? fromNetwork(path, event);
}

async function fromNetwork(path, event) {
  const answer = await fetch(event.request);
  keepBeside(path, answer, event);
  return answer;
}

/** What the network gives, or what is kept when it fails or keeps the reader waiting: what comes too late is kept. */
async function fromNetworkFirst(path, event) {
  const coming = fromNetwork(path, event);
  event.waitUntil(coming.catch(() => undefined));
  const found = await kept(path);
  try {
    const late = found && new Promise((resolve) => setTimeout(resolve, PATIENCE, found));
    return await Promise.race(late ? [coming, late] : [coming]);
  } catch (error) {
    const instead = found ?? (event.request.mode === "navigate" ? await kept(notHere(path)) : undefined);
    if (instead) return instead;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === undefined || request.headers.has("range")) return;
  event.respondWith(NEVER_CHANGES.test(path) ? fromDeviceFirst(path, event) : fromNetworkFirst(path, event));
});

/** Keeps nothing any more, once what is being kept has been. */
async function end() {
  off = true;
  await Promise.allSettled(keeping);
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}

// The reader's choice; or what the first page loaded, which was there before this worker.
self.addEventListener("message", (event) => {
  if (event.data === "off") return event.waitUntil(end().then(() => event.ports[0].postMessage("off")));
  const paths = event.data.map(pathOf);
  const begun = off ? caches.open(NAME) : Promise.resolve(); // switched on again before the browser had let go of this worker
  off = false;
  event.waitUntil(begun.then(() => keepAll(paths)).then(() => keepNotHere(notHere(paths[0]))).then(() => event.source.postMessage("kept")));
});

// ---- a new build

async function digestOf(answer) {
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return [...new Uint8Array(digest).slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A path without the digest that it may hold: the same file in each build. */
const plain = (path) => path.replace(/(?<=^|\/)[0-9a-f]{8}\//, "");

/** Makes the store of this build of what earlier ones kept: what did not change is copied, what did is fetched. */
async function renew() {
  await caches.open(NAME);
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME && name !== WHOLE);
  if (!names.length) return;
  const answer = await fetch(addressOf("offline.json"), { cache: "no-store" });
  const list = await answer.json();
  const paths = new Map(Object.keys(list).map((path) => [plain(path), path]));
  const wanted = new Set();
  for (const name of names) {
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      const path = paths.get(plain(pathOf(request.url) ?? ""));
      const found = await old.match(request);
      if (path === undefined) continue; // it is no more
      wanted.add(path);
      if ((await digestOf(found.clone())) === list[path]) await keep(path, found);
    }
  }
  for (const { url } of await (await caches.open(WHOLE)).keys()) {
    for (const path of Object.keys(list)) if (path.startsWith(pathOf(url))) wanted.add(path);
  }
  for (const path of wanted) {
    if (await kept(path)) continue;
    const fresh = await fetch(addressOf(path), { cache: "no-cache" });
    // What a host has changed on the way, or serves of another build, is kept when the reader opens it.
    if (fresh.ok && (await digestOf(fresh.clone())) === list[path]) await keep(path, fresh);
  }
}

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== NAME && name !== WHOLE) await caches.delete(name);
  }
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(begin()));
