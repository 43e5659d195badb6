/* A page in a window of a phone's width. Without this script the page itself is drawn that narrow. */
for (const link of document.querySelectorAll("[data-phone-window]")) {
  link.addEventListener("click", (event) => {
    if (innerWidth < 700 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opened = open(location.pathname, "lectern-phone", "popup,width=390,height=780");
    if (opened) event.preventDefault();
  });
}
