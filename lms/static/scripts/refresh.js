// A part of the page that looks again: <div data-refresh="/address/" data-every="2"> is replaced by what the address
// answers, until an answer no longer asks for it. A hidden page waits; a failed try is made again later.
const look = async (part) => {
  const seconds = Number(part.dataset.every) || 5;
  if (document.hidden) return void setTimeout(look, seconds * 1000, part);
  try {
    const answer = await fetch(part.dataset.refresh, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (fresh.textContent !== part.textContent) {
      part.replaceChildren(...fresh.childNodes);
    }
    if (fresh.dataset.refresh) setTimeout(look, seconds * 1000, part);
    else if (part.dataset.then === "reload") location.reload();
  } catch {
    setTimeout(look, seconds * 3000, part);
  }
};
for (const part of document.querySelectorAll("[data-refresh]")) setTimeout(look, 1000, part);
