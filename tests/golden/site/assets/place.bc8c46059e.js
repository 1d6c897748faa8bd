
const key = "laera:places";
const most = 50;
const justBelow = 40;
const body = document.querySelector(".body");
const blocks = [...body.children];

function stored() {
  try {
    return JSON.parse(localStorage.getItem(key)).filter((place) => Array.isArray(place) && place[0] !== location.pathname);
  } catch {
    return [];
  }
}

function keep() {
  const isFinished = body.getBoundingClientRect().bottom <= innerHeight;
  const place = isFinished ? 0 : blocks.findLastIndex((block) => block.getBoundingClientRect().top <= justBelow);
  const places = place > 0 ? [...stored(), [location.pathname, place]] : stored();
  try {
    if (places.length) localStorage.setItem(key, JSON.stringify(places.slice(-most)));
    else localStorage.removeItem(key);
  } catch {}
}

function returnTo(block) {
  block.scrollIntoView({ behavior: "instant" });
  const note = document.createElement("p");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: body.dataset.start });
  note.className = "place";
  note.append(body.dataset.returned, " ", button);
  document.body.append(note);
  const top = scrollY;
  const leave = () => {
    if (Math.abs(scrollY - top) > innerHeight / 2) close();
  };
  const close = () => {
    note.remove();
    removeEventListener("scroll", leave);
  };
  addEventListener("scroll", leave, { passive: true });
  button.addEventListener("click", () => {
    close();
    scrollTo({ top: 0, behavior: "instant" });
    document.querySelector("main").focus({ preventScroll: true });
  });
}

function placeBefore() {
  try {
    const found = JSON.parse(localStorage.getItem(key)).find((place) => place?.[0] === location.pathname);
    return blocks[found[1]];
  } catch {
    return undefined;
  }
}

const isArrival = performance.getEntriesByType("navigation")[0]?.type === "navigate" && !location.hash && scrollY === 0;
const before = placeBefore();
if (isArrival && before) returnTo(before);
addEventListener("pagehide", keep);
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep();
});
