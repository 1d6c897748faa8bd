
const status = document.querySelector(".offline");
const words = status.dataset;

function savedPaths() {
  try {
    return JSON.parse(localStorage.getItem("laera:saved")).map(({ path }) => path).filter((path) => /^\/(?![/\\])/.test(path));
  } catch {
    return [];
  }
}

function dateOf(kept) {
  return new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short" }).format(new Date(kept));
}

function hear({ data }) {
  if (data.isNewer) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.show });
    button.addEventListener("click", () => location.reload());
    status.replaceChildren(words.newer, " ", button);
  } else status.textContent = data.kept ? `${words.copy} ${dateOf(data.kept)}` : words.none;
}

async function start() {
  try {
    const { serviceWorker } = navigator;
    serviceWorker.addEventListener("message", hear);
    await serviceWorker.register("/sw.js");
    const tell = async () => (await serviceWorker.ready).active.postMessage({ saved: savedPaths() });
    addEventListener("laera:saved", tell);
    await tell();
  } catch {}
}

start();
