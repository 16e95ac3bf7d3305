// Shows on a general page what is done in the reader's municipality. Their choice stays in this browser.

/** Fills the note of a page, unless the page says the same already. */
export async function show(note) {
  const code = localStorage.getItem("guide.commune");
  if (!/^\d{5}$/.test(code) || document.querySelector(`[data-of="${code}"]`)) return;
  const response = await fetch(`${note.dataset.notes}/${code}.json`).catch(() => undefined);
  if (!response?.ok) return; // the municipality has no file any more, or there is no network
  const { title, more, page, notes } = await response.json();
  const text = notes[note.dataset.local];
  if (!text) return;
  const head = document.createElement("div");
  head.className = "local-practice__head";
  head.textContent = title;
  const link = document.createElement("a");
  // the notes lie three folders below the root of the site
  link.href = `${new URL("../../../", new URL(`${note.dataset.notes}/`, location.href))}${page}#${note.dataset.local}`;
  link.textContent = more;
  const said = [text, link].map((each) => {
    const line = document.createElement("p");
    line.append(each);
    return line;
  });
  note.replaceChildren(head, ...said);
  note.setAttribute("aria-label", title);
  note.hidden = false;
}
