// Starts the builder once the page is painted: the questions can be read before their scripts are there.

const start = () => import("./builder.js");

new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(start)).observe({ type: "paint", buffered: true });
setTimeout(start, 4000); // where the browser tells nothing of paints, or the page is not in view
