// What pages say: phrases with their places filled, and, to those who listen, what changes while someone types.

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

/**
 * A phrase with its places filled, such as "{name}"; a place that has no value stays.
 *
 * @param {string} phrase
 * @param {Record<string, string | number | undefined>} values
 */
export const filled = (phrase, values) =>
  phrase.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
