// Keeps what a reader has opened, so that it can be read again without a network. See decisions/offline.md.
// The build puts this file at the root of the site, and before it: const BUILD, the digest of offline.json.
//
// A path here is an address below the root of the site, as offline.json lists it: "fr/cout/".

const ROOT = self.registration.scope;
/** With what the names of our stores begin: another site may share the origin. */
const OURS = `guide ${ROOT} `;
/** What is kept, by address: files of this build, and those of earlier ones that could not be renewed yet. */
const KEPT = `${OURS}kept`;
/** What the worker remembers: the lists of builds, the languages that the reader wants whole, a renewal to be ended. */
const NOTES = `${OURS}notes`;
const LIST = `${ROOT}offline.json`;
const LIST_OF_BUILD = `${LIST}?${BUILD}`;
const RENEWAL = `${ROOT}renewal`;
const TRIAL = `${ROOT}trial`;
/** Is there until a reader who wants the whole guide is told that the device is full: to remove it needs no room. */
const UNTOLD = `${ROOT}untold`;
/** How long a page that was just opened needs until it hears what it is told: milliseconds. */
const HEARING = 2000;
/** What lies under its digest never changes, and is taken from the device without asking. */
const NEVER_CHANGES = /^(assets|(fr|nl)\/search)\/[0-9a-f]{8}\//;
const PAPER = /^documents\/.*(?<!\.png)$/;
const MOST_PAPERS = 12;
/** How long the network may keep a reader waiting for what is on the device: milliseconds. */
const PATIENCE = 5000;
/** How many files of the whole guide are asked for at the same time. */
const AT_ONCE = 6;

/** @type {Map<string, string>} The digest of each file of this build, by its path; empty until `readList`. */
let files = new Map();
let switchedOff = false; // by the reader, while pages are still open
/** @type {Set<string>} Paths that the network was asked for, and whose answer has not come to its end. */
const asked = new Set();
/** @type {Set<Promise<void>>} What is being put into the stores. */
const underWay = new Set();
const ignore = () => undefined;

// ---- addresses

/** @param {string} path */
const addressOf = (path) => ROOT + path;

/** @param {string} address */
const withoutQuery = (address) => address.replace(/[?#].*/, "");

/**
 * The one path under which an address of this site is kept: of "fr//Cout/index.html?from=mail" it is "fr/cout/".
 *
 * @param {string} address
 */
function pathOf(address) {
  const plain = withoutQuery(address.slice(ROOT.length)).replace(/\/{2,}/g, "/");
  const path = plain.replace(/^\/|(?<=^|\/)index\.html$/g, "");
  const small = path.toLowerCase();
  return [path, `${path}/`, small, `${small}/`].find((each) => files.has(each)) ?? path;
}

/** @param {string} path */
const isPage = (path) => path === "" || path.endsWith("/") || path.endsWith(".html");

/**
 * The language of an address, or of the browser where the address has none.
 *
 * @param {string} path
 */
function languageOf(path) {
  const name = /^(fr|nl)\/|(?<!-fr)-(fr|nl)(?:-(?:form|exemple|voorbeeld))?\.\w+$/;
  const [, ofPage, ofPaper] = name.exec(path.toLowerCase()) ?? [];
  return ofPage ?? ofPaper ?? (navigator.language.startsWith("nl") ? "nl" : "fr");
}

/** @param {string} language */
const notKeptPage = (language) => `${language}/offline.html`;

/**
 * The paths of all that the reader of a language needs.
 *
 * @param {string} language
 */
const wholeGuide = (language) =>
  [...files.keys()].filter(
    (path) =>
      path === "" ||
      path.startsWith(`${language}/`) ||
      path.startsWith(`assets/communes/${language}/`) ||
      /^assets\/[0-9a-f]{8}\/(css|fonts|js)\//.test(path),
  );

// ---- what is kept

/**
 * What a store holds; undefined when it holds nothing, or the browser lets it read nothing.
 *
 * @param {string} address
 * @param {string} [store]
 */
const inStore = (address, store = KEPT) => caches.match(address, { cacheName: store }).catch(ignore);

/** @param {string} path */
const keptResponse = (path) => inStore(addressOf(path));

/** Reads the list of the files of this build, if it is kept. */
async function readList() {
  const list = files.size ? undefined : await inStore(LIST_OF_BUILD, NOTES);
  if (list) files = new Map(Object.entries(await list.json()));
}

/**
 * Puts a file in the place of what is kept under its path, which stays when the device is full; of the papers, those
 * opened last stay.
 *
 * @param {string} path
 * @param {Response} response whose body has been read
 */
async function keep(path, response) {
  if (switchedOff) return;
  const work = keepNow(path, response);
  underWay.add(work);
  await work.finally(() => underWay.delete(work)).catch(tellFull);
}

/**
 * Tells a reader who wants the whole guide, once, that not all is kept any more.
 *
 * @param {unknown} error
 */
async function tellFull(error) {
  if (!switchedOff && (await (await caches.open(NOTES)).delete(UNTOLD))) {
    await new Promise((resolve) => setTimeout(resolve, HEARING));
    for (const client of await self.clients.matchAll()) client.postMessage("full");
  }
  throw error;
}

/**
 * @param {string} path
 * @param {Response} response
 */
async function keepNow(path, response) {
  if (!(await caches.has(KEPT))) return; // switched off while another worker ran
  const cache = await caches.open(KEPT);
  if (await cache.match(addressOf(path))) await tryRoom(response.clone());
  await cache.put(addressOf(path), response); // and comes last
  if (!PAPER.test(path)) return;
  const papers = (await cache.keys()).filter(({ url }) => PAPER.test(pathOf(url)));
  await Promise.all(papers.slice(0, -MOST_PAPERS).map((paper) => cache.delete(paper)));
}

/**
 * Rejects where the device has no room for a file: Chromium removes what it is to replace before it knows.
 *
 * @param {Response} response
 */
async function tryRoom(response) {
  const notes = await caches.open(NOTES);
  await notes.put(TRIAL, response).finally(() => notes.delete(TRIAL));
}

// ---- what comes from the network

/** @typedef {{ body: ArrayBuffer, digest: string, response: Response }} Whole a response that was read to its end */

/**
 * Reads a response to its end; its digest is as offline.json holds it, eight hexadecimal digits. Rejects when the
 * network breaks off.
 *
 * @param {Response} response
 * @returns {Promise<Whole>}
 */
async function readWhole(response) {
  const body = await response.arrayBuffer();
  const sha256 = await crypto.subtle.digest("SHA-256", body);
  const digest = [...new Uint8Array(sha256, 0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { body, digest, response: new Response(body, response) };
}

/** @param {Response} response */
const canBeKept = (response) => response.ok && response.type === "basic" && !response.redirected;

/** @param {Whole} whole */
const isHtml = ({ response }) => /^text\/html\b/.test(response.headers.get("Content-Type") ?? "");

/** @param {Whole} whole */
const textOf = ({ body }) => new TextDecoder().decode(body);

/**
 * Whether what was read is what this build has at a path. A host may change pages on the way (it adds a script, or
 * hides an address of mail): such a page is ours when it has its end and loads the scripts and styles of this build.
 *
 * @param {string} path
 * @param {Whole} whole
 */
function isOurs(path, whole) {
  if (!files.has(path) || isPage(path) !== isHtml(whole)) return false;
  if (whole.digest === files.get(path)) return true;
  if ([...files.values()].includes(whole.digest)) return false; // some hosts answer with the home page, and 200
  const [assets] = [...files.keys()].flatMap((each) => /^assets\/[0-9a-f]{8}\//.exec(each) ?? []);
  return isPage(path) && hasEnd(whole) && textOf(whole).includes(assets);
}

/**
 * Whether a page has its end: not all browsers notice that a server broke off.
 *
 * @param {Whole} whole
 */
const hasEnd = (whole) => textOf(whole).includes("</html>");

/**
 * Fetches a file of this build and keeps it; undefined when it cannot be had whole. Rejects when the device is full.
 *
 * @param {string} path
 * @param {RequestCache[]} ways the second is tried when the first brings something else
 */
async function fetchAndKeep(path, ...ways) {
  for (const cache of ways) {
    const response = await fetch(addressOf(path), { cache }).catch(ignore);
    const whole = response && canBeKept(response) ? await readWhole(response).catch(ignore) : undefined;
    if (!whole || !isOurs(path, whole)) continue;
    await keep(path, whole.response.clone());
    return whole.response;
  }
  return undefined;
}

// ---- answers to the reader

/**
 * @param {string} path
 * @param {FetchEvent} event
 */
async function fromDeviceFirst(path, event) {
  const kept = await keptResponse(path);
  if (kept || !files.has(path)) return kept ?? fetch(event.request);
  // the second time past the browser's own store, which believes for a year what it was once given
  const fetched = await fetchAndKeep(path, "default", "reload").catch(ignore);
  return fetched ?? fetch(event.request);
}

/**
 * Whether the server says that it cannot answer now. A page that this build has is not gone, whatever the server says.
 *
 * @param {string} path
 * @param {Response} response
 */
const hasFailed = (path, { status }) => status >= 400 && (files.has(path) || (status !== 404 && status !== 410));

/**
 * Keeps what comes when it is ours, and a page only when it is another than the copy on the device.
 *
 * @param {string} path
 * @param {Promise<Whole>} coming
 * @param {Response | undefined} copy
 */
async function keepNew(path, coming, copy) {
  const whole = await coming;
  const isSame = isPage(path) && copy && (await readWhole(copy)).digest === whole.digest;
  if (!isSame && isOurs(path, whole)) await keep(path, whole.response);
}

/**
 * Gives a response, and keeps it beside; what has a copy on the device is first read to its end.
 *
 * @param {string} path
 * @param {Response} response
 * @param {FetchEvent} event
 * @param {Response | undefined} copy
 */
async function giveAndKeep(path, response, event, copy) {
  if (!canBeKept(response)) {
    asked.delete(path);
    return response;
  }
  const reading = readWhole(response.clone());
  const keeping = keepNew(path, reading, copy?.clone()).catch(ignore);
  event.waitUntil(keeping.then(() => asked.delete(path)));
  if (copy && isHtml(await reading) && !hasEnd(await reading)) throw new Error("broken off");
  return response;
}

/**
 * What the network gives; when it fails, or keeps the reader waiting, what is kept. What comes too late is kept.
 *
 * @param {string} path
 * @param {FetchEvent} event
 */
async function fromNetworkFirst(path, event) {
  // past the browser's own store, where Firefox has a request wait for the end of the one before, though it be silent
  const coming = fetch(event.request, asked.has(path) ? { cache: "reload" } : undefined);
  asked.add(path);
  coming.catch(() => asked.delete(path)); // is looked at below
  const copy = await keptResponse(path);
  const fresh = coming.then((response) => giveAndKeep(path, response, event, copy)).catch(ignore);
  event.waitUntil(fresh);
  /** @type {Promise<undefined>} */
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await (copy ? Promise.race([fresh, patience]) : fresh);
  if (response && !hasFailed(path, response)) return response;
  const navigates = event.request.mode === "navigate";
  if (copy) return navigates && isPage(path) ? withNote(copy) : copy;
  return (navigates ? await keptResponse(notKeptPage(languageOf(path))) : undefined) ?? response ?? Response.error();
}

/**
 * A kept page that says that it is a copy: each page holds the note, hidden.
 *
 * @param {Response} copy
 */
async function withNote(copy) {
  const text = await copy.text();
  return new Response(text.replace(/(<div class="emergency kept-copy"[^>]*?) hidden(?:="")?/, "$1"), copy);
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  await readList();
  const path = pathOf(request.url);
  const isOther = files.has(path) && withoutQuery(request.url) !== addressOf(path);
  if (isOther && request.mode === "navigate") return Response.redirect(addressOf(path) + new URL(request.url).search);
  return NEVER_CHANGES.test(path) ? fromDeviceFirst(path, event) : fromNetworkFirst(path, event);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range")) return;
  event.respondWith(answer(event));
  if (request.mode === "navigate") event.waitUntil(endRenewal().catch(ignore));
});

// ---- what pages ask for

/**
 * Keeps what a page loaded before this worker was there.
 *
 * @param {string[]} addresses
 */
async function keepLoaded(addresses) {
  switchedOff = false; // a page says so only where the reader has switched on again
  await readList();
  if (!files.size && !switchedOff) await prepare();
  for (const path of addresses.filter((address) => address.startsWith(ROOT)).map(pathOf)) {
    // the page has just had it
    if (files.has(path) && !(await keptResponse(path))) await fetchAndKeep(path, "force-cache", "reload").catch(ignore);
  }
}

/**
 * Keeps all of a language, and remembers that the reader wants it so; stops where the network or the device fails.
 *
 * @param {string} language
 * @param {MessagePort} port is told how far it is
 * @returns {Promise<KeptState>}
 */
async function keepWhole(language, port) {
  await readList();
  const left = wholeGuide(language);
  const total = left.length;
  let failure = /** @type {KeptState["state"] | undefined} */ (undefined);
  const keepNext = async () => {
    for (let path = left.pop(); path !== undefined && !failure; path = left.pop()) {
      if (!(await keptResponse(path)) && !(await fetchAndKeep(path, "default", "reload"))) failure ??= "failed";
      port.postMessage({ done: total - left.length, total });
    }
  };
  const keepUntilFull = () => keepNext().catch(() => (failure = "full")); // browsers name this in many ways
  await Promise.all(Array.from({ length: AT_ONCE }, keepUntilFull)); // all have ended when the page is answered
  const notes = await caches.open(NOTES);
  if (!failure) await Promise.all([addressOf(`${language}/`), UNTOLD].map((note) => notes.put(note, new Response())));
  const state = await stateOf(language);
  return failure ? { ...state, state: failure } : state;
}

/**
 * What is kept, counted in the store: what could not be kept is not in it.
 *
 * @param {string} language
 * @returns {Promise<KeptState>}
 */
async function stateOf(language) {
  await readList();
  const requests = (await caches.has(KEPT)) ? await (await caches.open(KEPT)).keys() : [];
  const kept = new Set(requests.map(({ url }) => url.slice(ROOT.length)));
  const paths = [...kept];
  const isWanted = Boolean(await inStore(addressOf(`${language}/`), NOTES));
  const isWhole = files.size > 0 && wholeGuide(language).every((path) => kept.has(path));
  return {
    state: !isWanted ? "on" : isWhole ? "whole" : "failed",
    pages: paths.filter((path) => path === "" || path.endsWith("/")).length,
    papers: paths.filter((path) => PAPER.test(path)).length,
  };
}

/** Keeps nothing any more, once what is being kept has been. */
async function stopKeeping() {
  switchedOff = true;
  await Promise.allSettled(underWay);
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  files = new Map();
  return { state: "off" };
}

/**
 * @param {OfflineMessage} message
 * @param {ExtendableMessageEvent} event
 */
async function carryOut(message, { source, ports: [port] }) {
  if (message.do === "loaded") {
    await keepLoaded(message.addresses);
    source?.postMessage("kept");
  } else if (message.do === "off") {
    port.postMessage(await stopKeeping());
  } else {
    port.postMessage(await (message.do === "whole" ? keepWhole(message.language, port) : stateOf(message.language)));
  }
}

self.addEventListener("message", (event) => event.waitUntil(carryOut(event.data, event)));

// ---- a new build

/** Has at hand what this build cannot do without: its list, and the pages that say that another is not kept. */
async function prepare() {
  await caches.open(KEPT);
  await readList();
  if (!files.size) {
    const list = await readWhole(await fetch(LIST, { cache: "no-store" }));
    if (list.digest !== BUILD) throw new Error("offline.json is not of this build");
    await (await caches.open(NOTES)).put(LIST_OF_BUILD, list.response);
    await readList();
  }
  for (const language of ["fr", "nl"]) {
    const text = await (await needed(notKeptPage(language))).text();
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(text)?.[1];
    if (sheet) await needed(pathOf(new URL(sheet, ROOT).href));
  }
}

/**
 * A file of this build, kept; rejects when it cannot be had.
 *
 * @param {string} path
 */
async function needed(path) {
  const file = (await renewFile(path, addressOf(path))) ? await keptResponse(path) : undefined;
  if (!file) throw new Error(`${path} cannot be had`);
  return file;
}

/**
 * A path without the digest that it may hold: the same file in each build.
 *
 * @param {string} path
 */
const withoutDigest = (path) => path.replace(/(?<=^|\/)[0-9a-f]{8}\//, "");

/**
 * Has a file kept as this build has it: it is there, or is copied from under an earlier digest, or fetched. What is
 * kept stays when it cannot be had, and the answer is no.
 *
 * @param {string} path
 * @param {string} earlier the address under which it is kept, perhaps of an earlier build
 */
async function renewFile(path, earlier) {
  for (const address of new Set([addressOf(path), earlier])) {
    const kept = await inStore(address);
    const whole = kept && (await readWhole(kept));
    if (!whole || whole.digest !== files.get(path)) continue;
    if (address !== addressOf(path)) await keep(path, whole.response);
    return true;
  }
  return Boolean(await fetchAndKeep(path, "no-cache"));
}

/**
 * Renews files one after the other, whatever becomes of each; true when all are of this build.
 *
 * @param {[string, string][]} entries paths, and the addresses under which they are kept
 */
async function renewFiles(entries) {
  let all = true;
  for (const [path, earlier] of entries) all = (await renewFile(path, earlier).catch(ignore)) === true && all;
  return all;
}

/** Renews all that is kept, and what the reader wants whole: what pages load before the pages. */
async function renew() {
  const paths = new Map([...files.keys()].map((path) => [withoutDigest(path), path]));
  /** @type {Map<string, string>} */
  const wanted = new Map();
  for (const { url } of await (await caches.open(KEPT)).keys()) {
    const path = paths.get(withoutDigest(url.slice(ROOT.length)));
    if (path !== undefined) wanted.set(path, url);
  }
  for (const language of ["fr", "nl"]) {
    if (!(await inStore(addressOf(`${language}/`), NOTES))) continue;
    for (const path of wholeGuide(language)) if (!wanted.has(path)) wanted.set(path, addressOf(path));
  }
  const entries = [...wanted];
  const isLoaded = await renewFiles(entries.filter(([path]) => NEVER_CHANGES.test(path)));
  const isWhole = isLoaded && (await renewFiles(entries.filter(([path]) => !NEVER_CHANGES.test(path))));
  if (!(await caches.has(KEPT))) return; // switched off meanwhile
  const notes = await caches.open(NOTES);
  if (isWhole) await tidy(notes);
  await (isWhole ? notes.delete(RENEWAL) : notes.put(RENEWAL, new Response()));
}

/**
 * Removes what this build does not list any more, now that all is there. What lies under the digests of the build
 * before stays until the next: pages that are open load it.
 *
 * @param {Cache} notes
 */
async function tidy(notes) {
  const lists = (await notes.keys()).filter(({ url }) => url.startsWith(LIST) && url !== LIST_OF_BUILD);
  const last = lists.pop();
  const before = (last && (await (await notes.match(last))?.json())) || {};
  for (const list of lists) await notes.delete(list);
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const path = request.url.slice(ROOT.length);
    if (!files.has(path) && !(NEVER_CHANGES.test(path) && path in before)) await cache.delete(request);
  }
}

let hasTried = false;

/** Renews what could not be had when this build came; once for each start of the worker. */
async function endRenewal() {
  if (hasTried || switchedOff) return;
  hasTried = true;
  await readList();
  if (await inStore(RENEWAL, NOTES)) await renew();
}

/** Makes this build ready; what it cannot do without must be whole, or the build before stays in charge. */
async function install() {
  await prepare();
  await renew();
  await self.skipWaiting();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
