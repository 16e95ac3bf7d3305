// Starts the page that helps to write a message once it is painted.

const state = document.querySelector(".composer__state");

new PerformanceObserver(() => {
  import("./form.js").catch((error) => {
    state.textContent = state.dataset.notLoaded;
    throw error;
  });
}).observe({ type: "paint", buffered: true });
