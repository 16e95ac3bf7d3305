// Asks for the fonts of rare letters where readers type: else such a letter, once typed or printed, would do so itself,
// and tell the server. It waits for the first paint, which the styles that name the fonts are needed for.

new PerformanceObserver(() => {
  for (const font of ["1rem Guide Sans", "700 1rem Bricolage Grotesque"]) document.fonts.load(font, "@");
}).observe({ type: "paint", buffered: true });
