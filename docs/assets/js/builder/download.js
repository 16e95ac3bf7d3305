// Hands files that the page has made to the reader.

/** @type {Record<string, string>} */
const TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  zip: "application/zip",
  json: "application/json",
  ics: "text/calendar",
};

/**
 * A file to which a link may lead for a minute.
 *
 * @param {{ name: string, content: BlobPart }} file
 */
export function addressOf({ name, content }) {
  const ending = /** @type {string} */ (name.split(".").pop());
  const address = URL.createObjectURL(new Blob([content], { type: TYPES[ending] }));
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return address;
}

/**
 * Hands a file to the browser, which keeps it among the reader's downloads.
 *
 * @param {{ name: string, content: BlobPart }} file
 */
export function download(file) {
  const link = document.createElement("a");
  link.href = addressOf(file);
  link.download = file.name;
  link.click();
}
