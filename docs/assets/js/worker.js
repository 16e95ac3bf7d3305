// Keeps what a reader has opened, so that it can be read again without a network. See decisions/offline.md.
// The build puts this file at the root of the site, and before it: const BUILD, a digest of all files that can be kept.
//
// A path here is an address below the root of the site: "fr/cout/"; a cache of the browser holds responses by address.

const ROOT = self.registration.scope;
/** With what the names of our caches begin: another site may share the origin. */
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

/**
 * The path of an address; undefined when it is elsewhere, or not to be kept.
 *
 * @param {string} address
 */
function pathOf(address) {
  const path = address.startsWith(ROOT) ? address.slice(ROOT.length).replace(/[?#].*/, "") : undefined;
  return path === "worker.js" || path === "offline.json" || path?.startsWith("open-data/") ? undefined : path;
}

/** @param {string} path */
const addressOf = (path) => ROOT + path;

/**
 * What this build keeps under a path; undefined when it keeps nothing, or the browser lets it read nothing.
 *
 * @param {string} path
 */
const keptResponse = (path) => caches.match(addressOf(path), { cacheName: NAME }).catch(() => undefined);

let switchedOff = false; // by the reader, while pages are still open
/** @type {Set<Promise<void>>} */
const underWay = new Set();

/**
 * Keeps a response; of the papers, those opened last.
 *
 * @param {string} path
 * @param {Response} response
 */
async function keep(path, response) {
  if (switchedOff) return;
  const work = keepNow(path, response);
  underWay.add(work);
  await work.finally(() => underWay.delete(work));
}

/**
 * @param {string} path
 * @param {Response} response
 */
async function keepNow(path, response) {
  if (!(await caches.has(NAME))) return; // switched off while another worker ran
  const cache = await caches.open(NAME);
  await cache.delete(addressOf(path)); // so that it comes last
  await cache.put(addressOf(path), response);
  if (!PAPER.test(path) || path.endsWith(".png")) return;
  const papers = (await cache.keys()).filter(({ url }) => PAPER.test(pathOf(url) ?? "") && !url.endsWith(".png"));
  await Promise.all(papers.slice(0, -MOST_PAPERS).map((paper) => cache.delete(paper)));
}

/**
 * Fetches and keeps files that are not kept yet.
 *
 * @param {(string | undefined)[]} paths
 */
async function keepAll(paths) {
  for (const path of paths) {
    if (path === undefined || (await keptResponse(path))) continue;
    const response = await fetch(addressOf(path), { cache: "force-cache" }); // the page has just had it
    if (response.ok && !response.redirected) await keep(path, response);
  }
}

/**
 * The page that says that another is not on the device, in the language of its address.
 *
 * @param {string} [path] of that other; undefined when it is not to be kept
 */
const notKeptPage = (path) => `${path?.startsWith("nl/") ? "nl" : "fr"}/offline.html`;

/**
 * Keeps that page, with its style sheet.
 *
 * @param {string} path
 */
async function keepNotKeptPage(path) {
  await keepAll([path]);
  const text = (await (await keptResponse(path))?.text()) ?? "";
  const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(text)?.[1];
  if (sheet) await keepAll([pathOf(new URL(sheet, ROOT).href)]);
}

// ---- responses

/**
 * Keeps a response beside giving it: the reader has it also when the device is full.
 *
 * @param {string} path
 * @param {Response} response
 * @param {FetchEvent} event
 */
function keepBeside(path, response, event) {
  if (!response.ok || response.type !== "basic" || response.redirected) return;
  event.waitUntil(keep(path, response.clone()).catch(() => undefined));
}

/**
 * @param {string} path
 * @param {FetchEvent} event
 */
async function fromDeviceFirst(path, event) {
  return (await keptResponse(path)) ?? fromNetwork(path, event);
}

/**
 * @param {string} path
 * @param {FetchEvent} event
 */
async function fromNetwork(path, event) {
  const response = await fetch(event.request);
  keepBeside(path, response, event);
  return response;
}

/**
 * What the network gives, or what is kept when it fails or keeps the reader waiting: what comes too late is kept.
 *
 * @param {string} path
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function fromNetworkFirst(path, event) {
  const coming = fromNetwork(path, event);
  event.waitUntil(coming.catch(() => undefined));
  const kept = await keptResponse(path);
  try {
    /** @type {Promise<Response> | undefined} */
    const late = kept && new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
    return await Promise.race(late ? [coming, late] : [coming]);
  } catch (error) {
    const instead = kept ?? (event.request.mode === "navigate" ? await keptResponse(notKeptPage(path)) : undefined);
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
async function stopKeeping() {
  switchedOff = true;
  await Promise.allSettled(underWay);
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}

/**
 * Keeps what the first page loaded, which was there before this worker.
 *
 * @param {string[]} addresses that of the page first
 */
async function keepLoaded(addresses) {
  const paths = addresses.map(pathOf);
  if (switchedOff) {
    switchedOff = false;
    await caches.open(NAME); // switched on again before the browser had let go of this worker
  }
  await keepAll(paths);
  await keepNotKeptPage(notKeptPage(paths[0]));
}

// The reader's choice; or the addresses of what the first page loaded.
self.addEventListener("message", (event) => {
  if (event.data === "off") return event.waitUntil(stopKeeping().then(() => event.ports[0].postMessage("off")));
  return event.waitUntil(keepLoaded(event.data).then(() => event.source?.postMessage("kept")));
});

// ---- a new build

/**
 * The digest of a file as offline.json holds it: eight hexadecimal digits.
 *
 * @param {Response} response
 */
async function digestOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest).slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A path without the digest that it may hold: the same file in each build.
 *
 * @param {string} path
 */
const withoutDigest = (path) => path.replace(/(?<=^|\/)[0-9a-f]{8}\//, "");

/**
 * Copies what a cache keeps and this build has not changed.
 *
 * @param {string} name of the cache of an earlier build
 * @param {OfflineList} list of the files of this one
 * @returns {Promise<string[]>} the paths of all that it keeps and this build still has
 */
async function copyUnchanged(name, list) {
  const paths = new Map(Object.keys(list).map((path) => [withoutDigest(path), path]));
  const old = await caches.open(name);
  const known = [];
  for (const request of await old.keys()) {
    const path = paths.get(withoutDigest(pathOf(request.url) ?? ""));
    const kept = await old.match(request);
    if (path === undefined || !kept) continue; // it is no more
    known.push(path);
    if ((await digestOf(kept.clone())) === list[path]) await keep(path, kept);
  }
  return known;
}

/** Makes the cache of this build of what earlier ones kept: what did not change is copied, what did is fetched. */
async function renew() {
  await caches.open(NAME);
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME && name !== WHOLE);
  if (!names.length) return;
  const response = await fetch(addressOf("offline.json"), { cache: "no-store" });
  const list = /** @type {OfflineList} */ (await response.json());
  /** @type {Set<string>} */
  const wanted = new Set();
  for (const name of names) for (const path of await copyUnchanged(name, list)) wanted.add(path);
  for (const { url } of await (await caches.open(WHOLE)).keys()) {
    const folder = pathOf(url);
    if (folder === undefined) continue;
    for (const path of Object.keys(list)) if (path.startsWith(folder)) wanted.add(path);
  }
  for (const path of wanted) {
    if (await keptResponse(path)) continue;
    const fresh = await fetch(addressOf(path), { cache: "no-cache" });
    // What a host has changed on the way, or serves of another build, is kept when the reader opens it.
    if (fresh.ok && (await digestOf(fresh.clone())) === list[path]) await keep(path, fresh);
  }
}

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));

/** Removes what earlier builds kept, and serves the pages that are open. */
async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== NAME && name !== WHOLE) await caches.delete(name);
  }
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
