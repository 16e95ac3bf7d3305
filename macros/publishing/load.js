// Loads scripts and data from a folder, where browsers load no modules; see decisions/own-edition.md.

/** @typedef {{ ok: boolean, json: () => unknown }} Data as much of a `Response` as scripts ask for */
/** @typedef {((path: string) => Promise<unknown>) & { data: (address: string) => Promise<Data> }} Load */
/** @typedef {(load: Load) => unknown} Make gives what a module exports, or a file of data holds */

{
  const { root = "", start = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const folder = new URL(root, location.href);
  /** @type {Map<string, (make: Make) => void>} */
  const waiting = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();

  /**
   * The file at an address, once its script has said what it holds.
   *
   * @param {string} address
   * @returns {Promise<unknown>}
   */
  function fetched(address) {
    const name = decodeURI(address.slice(folder.href.length));
    const known = loaded.get(name);
    if (known) return known;
    /** @type {Promise<Make>} */
    const registered = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      script.src = address.endsWith(".json") ? `${address}.js` : address;
      script.onerror = () => reject(new Error(`${name} is missing`));
      document.head.append(script);
    });
    const file = registered.then((make) => make(loaderOf(address)));
    file.catch(() => loaded.delete(name));
    loaded.set(name, file);
    return file;
  }

  /** @param {string} base */
  function loaderOf(base) {
    /** @param {string} path */
    const load = (path) => fetched(new URL(path, base).href);
    /** @param {string} address */
    load.data = async (address) => {
      const content = await fetched(new URL(address, base).href);
      return { ok: true, json: () => content };
    };
    return load;
  }

  /**
   * What each script calls.
   *
   * @param {string} name
   * @param {Make} make
   */
  function register(name, make) {
    const tell = waiting.get(name);
    if (!tell) throw new Error(`nobody asked for ${name}`);
    tell(make);
  }

  Object.assign(globalThis, { guide: { register } });
  const begin = () => start.split(" ").forEach((name) => fetched(new URL(name, folder).href));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  // What scripts write leads to folders too, which a browser would list instead of showing their page.
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : undefined;
    const isFolder = link instanceof HTMLAnchorElement && link.pathname.endsWith("/");
    if (isFolder && location.protocol === "file:") link.pathname += "index.html";
  }, true);
}
