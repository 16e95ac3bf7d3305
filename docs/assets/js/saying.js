// What changes on the page while someone types is told to those who listen, once they pause.

/** Milliseconds without another change after which it is told. */
const PAUSE = 1000;

/**
 * Puts behind an element a place that screen readers read out when it changes; gives what tells a text there. The same
 * text is told twice only when asked to.
 *
 * @param {Element} element
 */
export function teller(element) {
  const place = document.createElement("p");
  place.className = "visually-hidden";
  place.setAttribute("role", "status");
  element.after(place);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {string} text
   * @param {boolean} [again]
   */
  return (text, again = false) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (again || place.textContent !== text) place.textContent = text;
    }, PAUSE);
  };
}
