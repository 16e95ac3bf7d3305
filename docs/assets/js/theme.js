// Runs before the page is painted: the reader's own choice of light or dark, if they made one.
try {
  const choice = localStorage.getItem("guide.theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // storage denied: the system's choice stands
}
