// Starts the builder once the page is painted: the questions can be read before their scripts are there.

const start = () => requestAnimationFrame(() => setTimeout(() => import("./builder.js")));

if (document.readyState === "complete") start();
else addEventListener("load", start);
