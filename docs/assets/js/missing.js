// On the page that does not exist: what is typed goes to the page of the search, behind the #, which no server reads.
for (const form of document.querySelectorAll("form[data-search]")) {
  form.hidden = false;
  form.addEventListener("submit", () => {
    location.href = `${form.dataset.search}#q=${encodeURIComponent(form.querySelector("input").value)}`;
  });
}
