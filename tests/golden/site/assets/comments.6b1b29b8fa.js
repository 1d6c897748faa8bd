// Comments on one story. They live in this browser's localStorage and are sent nowhere.
// Text is only ever set as textContent, so pasted markup stays text.

const section = document.querySelector(".comments");
const words = section.dataset;
const address = document.querySelector("link[rel=canonical]").href;
const key = `laera:comments:${new URL(address).pathname}`;
const dates = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short" });

const list = element("ol");
const status = element("p", { className: "comments-status", role: "status" });

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function button(text, act) {
  const made = element("button", { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function isComment(value) {
  return typeof value?.id === "string" && typeof value.text === "string" && typeof value.written === "string";
}

// Throws where storage is forbidden. What cannot be read is set aside, never overwritten.
function stored() {
  const text = localStorage.getItem(key);
  if (text === null) return [];
  try {
    return JSON.parse(text).filter(isComment);
  } catch {
    localStorage.setItem(`${key}:damaged`, text);
    return [];
  }
}

// Other tabs may have written meanwhile: start from what is stored now. Tells whether it was kept.
function change(edit) {
  try {
    const comments = edit(stored()).sort((one, other) => one.written.localeCompare(other.written));
    if (comments.length) localStorage.setItem(key, JSON.stringify(comments));
    else localStorage.removeItem(key);
    show(comments);
    return true;
  } catch (error) {
    tell(/quota/i.test(error.name) ? words.full : words.blocked, { isError: true });
    return false;
  }
}

const put = (comment) => change((all) => [...all.filter(({ id }) => id !== comment.id), comment]);
const remove = (comment) => change((all) => all.filter(({ id }) => id !== comment.id));

function tell(text, { isError = false, offer } = {}) {
  status.classList.toggle("is-error", isError);
  status.replaceChildren(text, ...(offer ? [offer] : []));
}

let forms = 0;

// `send` gets the text and tells whether it was kept; until it was, the text stays where it is.
function form(text, sendWord, send, cancel) {
  const id = `comment-${(forms += 1)}`;
  const area = element("textarea", { id, value: text, rows: 4 });
  const made = element("form", {}, element("label", { htmlFor: id, textContent: words.label }), area);
  made.append(element("button", { type: "submit", textContent: sendWord }));
  if (cancel) made.append(button(words.cancel, cancel));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!area.value.trim()) tell(words.empty, { isError: true });
    else if (send(area.value.trim())) return;
    area.focus();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit();
    if (event.key === "Escape" && cancel) cancel();
  });
  return made;
}

function fill(item, comment) {
  const written = new Date(comment.written);
  const meta = element("p", { className: "comment-meta" });
  if (!Number.isNaN(written.valueOf())) {
    const when = dates.format(written) + (comment.edited ? ` · ${words.edited}` : "");
    meta.append(element("time", { dateTime: comment.written, textContent: when }));
  }
  meta.append(
    button(words.edit, () => startEditing(item, comment)),
    button(words.delete, () => {
      if (!remove(comment)) return;
      const undo = button(words.undo, () => put(comment) && tell(words.saved));
      tell(words.deleted, { offer: undo });
      undo.focus();
    }),
  );
  item.replaceChildren(element("p", { className: "comment-text", textContent: comment.text }), meta);
}

function startEditing(item, comment) {
  const stop = () => {
    fill(item, comment);
    item.querySelector("button").focus();
  };
  const save = (text) => {
    const edited = { ...comment, text, edited: new Date().toISOString() };
    item.dataset.saving = "";
    const kept = put(edited);
    delete item.dataset.saving;
    if (kept) {
      tell(words.saved);
      [...list.children].find((other) => other.dataset.id === comment.id)?.querySelector("button").focus();
    }
    return kept;
  };
  item.replaceChildren(form(comment.text, words.save, save, stop));
  item.querySelector("textarea").focus();
}

// An item that is being edited is left alone, even when another tab deletes its comment: saving puts it back.
function show(comments) {
  const isBusy = (item) => item.querySelector("form") && !("saving" in item.dataset);
  const present = new Map([...list.children].map((item) => [item.dataset.id, item]));
  const items = comments.map((comment) => {
    const item = present.get(comment.id) ?? element("li");
    present.delete(comment.id);
    item.dataset.id = comment.id;
    if (!isBusy(item)) fill(item, comment);
    return item;
  });
  const kept = [...present.values()].filter(isBusy);
  for (const item of present.values()) if (!kept.includes(item)) item.remove();
  items.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
}

function refresh() {
  try {
    show(stored());
  } catch {
    tell(words.blocked, { isError: true });
  }
}

const draft = form("", words.send, (text) => {
  const comment = {
    id: `${Date.now()}-${Math.random().toString(36).slice(2)}`,
    text,
    written: new Date().toISOString(),
  };
  if (!put(comment)) return false;
  draft.reset();
  tell(words.saved);
  return true;
});

section.append(draft, status, list);
refresh();
addEventListener("storage", (event) => {
  if (event.key === key || event.key === null) refresh();
});
