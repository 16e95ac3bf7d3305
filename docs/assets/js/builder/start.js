// Starts the builder once the page is painted: its first part can be read before the scripts and the other parts come.

const status = document.querySelector(".builder__state");

function start() {
  import(`../../builder/form-${document.documentElement.lang}.js`); // asked for beside the scripts that wait for it
  import("./builder.js").catch((error) => {
    status.textContent = status.dataset.notLoaded;
    throw error;
  });
}

new PerformanceObserver(start).observe({ type: "paint", buffered: true });
