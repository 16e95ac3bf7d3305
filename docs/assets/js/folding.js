// How names are compared: without case, accents and marks; Saint, Sainte, Sint and St may each stand for another.

/**
 * A name as it is compared: small letters without accents, digits, and single spaces between.
 *
 * @param {string} text
 */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/\b(sainte|saint|sint|ste)\b/g, "st")
    .trim();
