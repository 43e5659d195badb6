// What somebody did without a line goes out from any page. Its script is asked for only where something is kept on this device.
const outbox = document.querySelector("[data-outbox]");

function ask() {
  const script = document.createElement("script");
  script.src = outbox.dataset.script;
  document.head.append(script);
}

async function isNeeded() {
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith("study."))) return true;
    return "caches" in window && (await caches.keys()).some((name) => name.startsWith("kept.") || name === "unsure");
  } catch {
    return false;
  }
}

if (outbox) isNeeded().then((needed) => needed && ask());
