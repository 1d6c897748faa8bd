
const status = document.querySelector(".fresh");
const places = [".story-head", ".story > .body", ".entries", ".corrections"];
const at = (page) => places.map((place) => page.querySelector(place));
const parts = (page) => [...page.querySelectorAll(".story-head, .story > .body, .entry, .corrections")];
const texts = (page) => parts(page).map((part) => part.outerHTML);
let seen = texts(document);
const isNew = (part) => !seen.includes(part.outerHTML);
let page;

async function ask() {
  if (document.hidden || !navigator.onLine) return;
  const answer = await fetch("", { cache: "no-cache" }).catch(Response.error);
  if (!answer.ok) return;
  page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector(".fresh")) clearInterval(timer);
  const isSame = texts(page).join() === seen.join();
  const count = isSame ? 0 : parts(page).filter(isNew).length || 1;
  const text = count ? `${status.dataset.fresh} ${count}` : "";
  if (status.textContent === text) return;
  status.innerHTML = text && "<button type=button>";
  if (text) status.firstChild.textContent = text;
}

status.addEventListener("click", () => {
  const [now, then] = [at(document), at(page)];
  if (now.some((part, index) => !part !== !then[index])) {
    location.reload();
    return;
  }
  now.forEach((part, index) => part?.replaceWith(then[index]));
  const first = parts(document).find(isNew) ?? document.querySelector(".story-head");
  seen = texts(document);
  status.textContent = "";
  first.tabIndex = -1;
  first.focus();
});

const timer = setInterval(ask, 20_000);
addEventListener("online", ask);
document.addEventListener("visibilitychange", ask);
