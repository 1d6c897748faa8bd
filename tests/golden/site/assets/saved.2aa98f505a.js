
const key = "laera:saved";
const button = document.querySelector(".save");
const list = document.querySelector(".saved");
const status = document.querySelector(".saved-status");

function thisStory() {
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  return {
    path: new URL(document.querySelector("link[rel=canonical]").href).pathname,
    headline: text("h1"),
    section: text(".story .kicker"),
    day: text(".dates time"),
    language: document.documentElement.lang,
    saved: new Date().toISOString(),
  };
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function stored() {
  const text = localStorage.getItem(key);
  try {
    return JSON.parse(text).filter(
      (story) => typeof story?.headline === "string" && /^\/(?![/\\])/.test(story.path) && typeof story.saved === "string",
    );
  } catch {
    return [];
  }
}

function change(edit) {
  try {
    localStorage.setItem(key, JSON.stringify(edit(stored())));
    status.textContent = "";
    dispatchEvent(new Event("laera:saved"));
    return true;
  } catch {
    status.textContent = status.dataset.failed;
    return false;
  }
}

const bySaving = (one, other) => other.saved.localeCompare(one.saved);
const without = (stories, path) => stories.filter((story) => story.path !== path);

function show() {
  try {
    const stories = stored();
    const isHere = ({ path }) => path === thisStory().path;
    button?.setAttribute("aria-pressed", String(stories.some(isHere)));
    list?.replaceChildren(...(stories.length ? stories.map(row) : [element("li", { textContent: list.dataset.empty })]));
  } catch {
    if (list) status.textContent = status.dataset.failed;
  }
}

function row(story) {
  const link = element("a", { href: story.path, textContent: story.headline, lang: story.language ?? "" });
  const remove = element("button", { type: "button", textContent: list.dataset.remove });
  remove.setAttribute("aria-label", `${list.dataset.remove}: ${story.headline}`);
  remove.addEventListener("click", () => {
    if (!change((stories) => without(stories, story.path))) return;
    const undo = element("button", { type: "button", textContent: list.dataset.undo });
    undo.addEventListener("click", () => {
      change((stories) => [story, ...without(stories, story.path)].sort(bySaving));
      show();
      list.querySelector("a").focus();
    });
    show();
    status.replaceChildren(list.dataset.removed, " ", undo);
    undo.focus();
  });
  const meta = element("p", { className: "signed", textContent: [story.section, story.day].filter(Boolean).join(" · ") });
  return element("li", {}, element("h2", {}, link), meta, remove);
}

button?.addEventListener("click", () => {
  const story = thisStory();
  const isSaved = button.getAttribute("aria-pressed") === "true";
  change((stories) => [...(isSaved ? [] : [story]), ...without(stories, story.path)]);
  show();
});

show();
if (button) button.hidden = false;
addEventListener("storage", (event) => {
  if (event.key === key || event.key === null) show();
});
