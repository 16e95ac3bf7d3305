// Shows on a general page what is done in the reader's municipality. Their choice stays in this browser.

/**
 * What the file of a municipality says on general pages: `assets/communes/<language>/<NIS code>.json`.
 *
 * @typedef {object} LocalNotes
 * @property {string} title
 * @property {string} more the words of the link
 * @property {string} page the address of the municipality's page, below the root of the site
 * @property {Record<string, string | undefined>} notes by the subject of a page, which is its anchor on that page, too
 */

/**
 * The element of a page in which they are shown: its subject, and the folder with the files.
 *
 * @typedef {HTMLElement & { dataset: { local: string, notes: string } }} LocalNote
 */

/**
 * Fills the note of a page, unless the page says the same already.
 *
 * @param {LocalNote} note
 */
export async function showNote(note) {
  note.hidden = true;
  const code = localStorage.getItem("guide.commune") ?? "";
  if (!/^\d{5}$/.test(code) || document.querySelector(`[data-of="${code}"]`)) return;
  const response = await fetch(`${note.dataset.notes}/${code}.json`).catch(() => undefined);
  if (!response?.ok) return; // the municipality has no file any more, or there is no network
  const { title, more, page, notes } = /** @type {LocalNotes} */ (await response.json());
  const text = notes[note.dataset.local];
  if (!text) return;
  const head = document.createElement("div");
  head.className = "local-practice__head";
  head.textContent = title;
  const link = document.createElement("a");
  // the notes lie three folders below the root of the site
  const root = new URL("../../../", new URL(`${note.dataset.notes}/`, location.href));
  link.href = `${root}${page}#${note.dataset.local}`;
  link.textContent = more;
  const paragraphs = [text, link].map((content) => {
    const paragraph = document.createElement("p");
    paragraph.append(content);
    return paragraph;
  });
  note.replaceChildren(head, ...paragraphs);
  note.setAttribute("aria-label", title);
  note.hidden = false;
}
