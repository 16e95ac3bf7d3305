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

/**
 * A municipality that is looked for, as it is compared: what is said before its name or postal code is none of it, as
 * in "ville de Namur", "gemeente De Panne", "B-1050".
 *
 * @param {string} text
 */
export const sought = (text) =>
  fold(text).replace(/(^|\d )((la|de) )?(ville|commune|stad|gemeente) (d\w{0,2}( |$))?|^b (?=\d)/, "$1");
