// Texts to copy: each has a button, and goes with the signs of a keyboard. With a curly apostrophe or a narrow space in
// it, a text message holds 70 signs and not 160, and costs more than twice as much.

/** What a page shows, and what a keyboard writes. @type {Record<string, string>} */
const TYPED = { "’": "'", "\u00a0": " ", "\u202f": " ", "\u2060": "" };
/** Milliseconds for which a button says that the text is copied. */
const SAID = 4000;

/** @param {string} text */
const typed = (text) => text.replace(/[’\u00a0\u202f\u2060]/g, (sign) => TYPED[sign] ?? sign).trim();

/** What the buttons say, before and after. */
const script = /** @type {HTMLElement} */ (document.querySelector("script[data-copy]"));
const { copy = "", copied = "", selected = "" } = script.dataset;

/** @param {HTMLElement} quote */
function addButton(quote) {
  const text = typed([...quote.children].map(({ textContent }) => textContent?.trim()).join("\n\n"));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quote__copy";
  button.textContent = copy;
  button.ariaLive = "polite"; // those who listen hear that it is copied
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    button.ariaLive = "polite";
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = copied;
    } catch {
      getSelection()?.selectAllChildren(quote);
      button.textContent = selected;
    }
    timer = setTimeout(() => {
      button.ariaLive = "off"; // its own name is no news
      button.textContent = copy;
    }, SAID);
  });
  quote.append(button);
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const place = selection?.rangeCount ? selection.getRangeAt(0).commonAncestorContainer : undefined;
  const element = place instanceof Element ? place : place?.parentElement;
  if (!event.clipboardData || !element?.closest("blockquote")) return;
  event.clipboardData.setData("text/plain", typed(String(selection)));
  event.preventDefault();
});
// Browsers give a page the clipboard only at a safe address.
if (navigator.clipboard) document.querySelectorAll("blockquote").forEach(addButton);
