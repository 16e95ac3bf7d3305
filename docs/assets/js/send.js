// A page is sent as the system sends; where it cannot, by the mail that the link holds, with the address in use while
// the site has no public one.

const link = document.querySelector("[data-send]");
const url = link.baseURI.split("#")[0];
if (link.dataset.send) link.href = link.href.replace(encodeURIComponent(link.dataset.send), encodeURIComponent(url));
link.addEventListener("click", (event) => {
  if (!navigator.share) return;
  event.preventDefault();
  navigator.share({ title: document.title, url }).catch(({ name }) => {
    // AbortError: the reader has changed their mind; InvalidStateError: has pressed twice.
    if (!/Abort|State/.test(name)) location.href = link.href;
  });
});
