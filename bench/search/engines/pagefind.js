/** @type {Promise<PagefindEngine> | undefined} */
let loaded;
async function load() {
  const pagefind = await import("./index/pagefind/pagefind.js");
  await pagefind.options({ baseUrl: "/", ranking: { termFrequency: 0.8, pageLength: 0.6 } });
  await pagefind.init();
  return pagefind;
}

window.search = async (text) => {
  loaded ??= load();
  const { results } = await (await loaded).search(text);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return shown.map(({ url }) => url.replace(/^\//, "") || "./");
};
