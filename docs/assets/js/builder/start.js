// Starts the builder once the page is painted: its first part can be read before the scripts and the other parts come.

const told = document.querySelectorAll(".builder__state, [data-later]");

new PerformanceObserver(() => {
  import(`../../builder/form-${document.documentElement.lang}.js`); // asked for beside the scripts that wait for it
  import("./builder.js").catch((error) => {
    for (const place of told) place.textContent = told[0].dataset.notLoaded;
    throw error;
  });
}).observe({ type: "paint", buffered: true });
