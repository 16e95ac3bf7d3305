const { src: script, dataset: { worker } } = document.currentScript;

// Every page loads this, and no page waits for it: first the reader's own choice of light or dark, if they made one.
try {
  const choice = localStorage.getItem("guide.theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // storage denied: the system's choice stands
}

// The rest needs the page: small helps, as the definition of a term beside it, and Escape that closes what is open.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", help);
else help();

function help() {
  const bubble = document.createElement("div");
  bubble.className = "term-tip";
  bubble.id = "term-tip";
  bubble.setAttribute("role", "tooltip");
  bubble.hidden = true;
  document.querySelector("main").append(bubble);

  function open(term) {
    bubble.textContent = term.dataset.definition;
    bubble.hidden = false;
    term.setAttribute("aria-describedby", bubble.id);
    const box = term.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - bubble.offsetWidth - 16);
    bubble.style.left = `${Math.max(16, left) + scrollX}px`;
    bubble.style.top = `${box.bottom + scrollY + 8}px`;
  }

  function close() {
    bubble.hidden = true;
    document.querySelector(`.term[aria-describedby="${bubble.id}"]`)?.removeAttribute("aria-describedby");
  }

  for (const term of document.querySelectorAll(".term")) {
    term.addEventListener("focus", () => open(term));
    term.addEventListener("blur", close);
    term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && open(term));
    term.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && close());
    // By touch, the first tap shows the definition; the second follows the link to the glossary.
    term.addEventListener("click", (event) => {
      if (event.pointerType === "touch" && term.dataset.shown !== "yes") {
        event.preventDefault();
        term.dataset.shown = "yes";
        open(term);
      }
    });
  }

  // What nobody has read again for a year says so: a page that is built once must not look fresh for ever.
  for (const each of document.querySelectorAll("[data-checked]")) {
    if (Date.now() - Date.parse(each.dataset.checked) > 365 * 864e5) each.append(` ${each.closest("[data-old]").dataset.old}`);
  }

  const menu = document.querySelector("details.menu");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    if (!menu.open) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });

  // A menu that the reader leaves closes: it must not cover what has the focus next.
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });

  // Light or dark: the system's choice, until the reader makes their own.
  function switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("guide.theme", root.dataset.theme);
    } catch {
      // storage denied: the choice lasts for this page
    }
  }

  for (const button of document.querySelectorAll("[data-action=theme]")) {
    button.hidden = false;
    button.addEventListener("click", switchTheme);
  }

  // What is done in the reader's municipality, once they have chosen one.
  const note = document.querySelector("[data-local]");
  try {
    if (note && localStorage.getItem("guide.commune")) import(new URL("local.js", script)).then(({ show }) => show(note));
  } catch {
    // storage denied: there is no choice to follow
  }

  // The twin page opens at the same place.
  const twin = document.querySelector(".head__language");
  twin?.addEventListener("click", () => {
    twin.hash = location.hash;
  });

  // On a phone the list of stages starts folded; without script it stays open.
  const fold = document.querySelector(".way__fold");
  if (fold) {
    fold.open = !matchMedia("(max-width: 59.99em)").matches;
    fold.dataset.folded = "";
  }

  // What waits for the first view to have been seen.
  const seen = () => document.fonts.ready.then(() => (document.documentElement.dataset.seen = ""));
  new PerformanceObserver(seen).observe({ type: "paint", buffered: true });

  // Pages can be read again without a network. That waits until all is there, and what is shown first has been seen.
  const prepare = () => import(new URL("offline.js", script)).then(({ begin }) => begin(new URL(worker, location.href).href));
  const isNeeded = document.querySelector("[data-offline]") || navigator.serviceWorker?.controller;
  if (worker) document.fonts.ready.then(() => setTimeout(prepare, isNeeded ? 0 : 3000));
}
