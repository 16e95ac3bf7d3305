// A text that is offered to copy goes with the signs of a keyboard: with a curly apostrophe or a narrow space in it, a
// text message holds 70 signs and not 160, and costs more than twice as much.

/** What a page shows, and what a keyboard writes. @type {Record<string, string>} */
const TYPED = { "’": "'", "\u00a0": " ", "\u202f": " ", "\u2060": "" };

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const place = range?.commonAncestorContainer;
  const element = place instanceof Element ? place : place?.parentElement;
  if (!event.clipboardData || !element?.closest("blockquote")) return;
  const typed = String(selection).replace(/[’\u00a0\u202f\u2060]/g, (sign) => TYPED[sign] ?? sign);
  event.clipboardData.setData("text/plain", typed);
  event.preventDefault();
});
