
const section = document.querySelector(".comments");
const words = section.dataset;
const address = document.querySelector("link[rel=canonical]").href;
const prefix = "laera:comments:";
const key = `${prefix}${new URL(address).pathname}`;
const dates = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short" });

const list = element("ol");
const status = element("p", { className: "comments-status", role: "status" });
const tools = element("p", { className: "comments-tools" });

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function button(text, act, className = "") {
  const made = element("button", { type: "button", textContent: text, className });
  made.addEventListener("click", act);
  return made;
}

function isComment(value) {
  return typeof value?.id === "string" && typeof value.text === "string" && typeof value.written === "string";
}

function read(text) {
  let all;
  try {
    all = [JSON.parse(text)].flat();
  } catch {
    all = [undefined];
  }
  const comments = all.filter(isComment);
  return { comments, isWhole: comments.length === all.length };
}

function stored() {
  const text = localStorage.getItem(key);
  if (text === null) return [];
  const { comments, isWhole } = read(text);
  const damaged = localStorage.getItem(`${key}:damaged`);
  if (!isWhole && !damaged?.includes(text)) {
    localStorage.setItem(`${key}:damaged`, damaged === null ? text : `${damaged}\n\n${text}`);
  }
  return comments;
}

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

const said = (text, more) => ({
  id: `${Date.now()}-${Math.random().toString(36).slice(2)}`,
  text,
  written: new Date().toISOString(),
  ...more,
});
const put = (comment) => change((all) => [...all.filter(({ id }) => id !== comment.id), comment]);
const remove = (comment) => change((all) => all.filter(({ id }) => id !== comment.id));

function tell(text, { isError = false, offer } = {}) {
  status.classList.toggle("is-error", isError);
  status.replaceChildren(text, ...(offer ? [offer] : []));
}

let forms = 0;

function form(label, text, sendWord, send, cancel) {
  const id = `comment-${(forms += 1)}`;
  const area = element("textarea", { id, value: text, rows: 4 });
  const made = element("form", {}, element("label", { htmlFor: id, textContent: label }), area);
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

function whenOf(comment) {
  const written = new Date(comment.written);
  if (Number.isNaN(written.valueOf())) return "";
  return dates.format(written) + (comment.edited ? ` · ${words.edited}` : "");
}

const bodyOf = (item) => item.querySelector(":scope > .comment");
const focusOn = (item, name) => (bodyOf(item).querySelector(`.${name}`) ?? draft.querySelector("textarea")).focus();
const itemOf = ({ id }) => [...list.querySelectorAll("li")].find(({ dataset }) => dataset.id === id);

function fill(item, comment) {
  const meta = element("p", { className: "comment-meta" });
  const when = whenOf(comment);
  if (when) meta.append(element("time", { dateTime: comment.written, textContent: when }));
  if (item.parentElement?.closest("li") == null) {
    meta.append(button(words.answer, () => startAnswering(item, comment), "answer"));
  }
  meta.append(
    button(words.edit, () => startEditing(item, comment), "edit"),
    button(words.delete, () => {
      if (!remove(comment)) return;
      const undo = button(words.undo, () => {
        if (!put(comment)) return;
        tell(words.saved);
        focusOn(itemOf(comment), "edit");
      });
      tell(words.deleted, { offer: undo });
      undo.focus();
    }),
  );
  const text = element("p", { className: "comment-text", textContent: comment.text });
  const body = element("div", { className: "comment" }, text, meta);
  if (!body.isEqualNode(bodyOf(item))) bodyOf(item).replaceWith(body);
}

function leave(item, name) {
  bodyOf(item).replaceChildren();
  refresh();
  focusOn(item, name);
}

function putFrom(item, comment) {
  item.dataset.saving = "";
  const kept = put(comment);
  delete item.dataset.saving;
  if (kept) tell(words.saved);
  return kept;
}

function startEditing(item, comment) {
  const save = (text) => {
    const kept = putFrom(item, { ...comment, text, edited: new Date().toISOString() });
    if (kept) focusOn(item, "edit");
    return kept;
  };
  bodyOf(item).replaceChildren(form(words.label, comment.text, words.save, save, () => leave(item, "edit")));
  item.querySelector("textarea").focus();
}

function startAnswering(item, comment) {
  if (bodyOf(item).querySelector("form")) return;
  const send = (text) => {
    const kept = putFrom(item, said(text, { answers: comment.id }));
    if (kept) focusOn(item, "answer");
    return kept;
  };
  bodyOf(item).append(form(words.answerLabel, "", words.answer, send, () => leave(item, "answer")));
  item.querySelector("textarea").focus();
}

function threads(comments) {
  const ids = new Set(comments.map(({ id }) => id));
  const answered = new Set(comments.filter(({ answers }) => !ids.has(answers)).map(({ id }) => id));
  const first = comments.filter(({ answers }) => !answered.has(answers));
  return first.map((comment) => [
    comment,
    answered.has(comment.id) ? comments.filter(({ answers }) => answers === comment.id) : [],
  ]);
}

const isBusy = (place) =>
  [...place.querySelectorAll("form")].some((open) => !("saving" in open.closest("li").dataset));

function arrange(place, items) {
  let next = place.firstChild;
  for (const item of items) {
    while (next && !items.includes(next)) next = next.nextSibling;
    if (next === item) next = next.nextSibling;
    else place.insertBefore(item, next);
  }
}

function show(comments) {
  const present = new Map([...list.querySelectorAll("li")].map((item) => [item.dataset.id, item]));
  const itemFor = ({ id }) => {
    const item = present.get(id) ?? element("li", {}, element("div", { className: "comment" }), element("ol"));
    item.dataset.id = id;
    return item;
  };
  const items = new Map(comments.map((comment) => [comment.id, itemFor(comment)]));
  const shown = threads(comments);
  arrange(list, shown.map(([{ id }]) => items.get(id)));
  for (const [{ id }, answers] of shown) {
    arrange(items.get(id).lastChild, answers.map((answer) => items.get(answer.id)));
  }
  for (const comment of comments) {
    const item = items.get(comment.id);
    if (!isBusy(bodyOf(item))) fill(item, comment);
  }
  for (const [id, item] of present) if (!items.has(id) && !isBusy(item)) item.remove();
  tools.hidden = allKeys().length === 0;
}

function refresh() {
  try {
    show(stored());
  } catch {
    tell(words.blocked, { isError: true });
  }
}

function allKeys() {
  return Object.keys(localStorage).filter((name) => name.startsWith(prefix)).sort();
}

function written() {
  return allKeys().map((name) => {
    const text = localStorage.getItem(name);
    const url = new URL(name.slice(prefix.length), address).href;
    const { comments, isWhole } = read(text);
    if (!isWhole) return [url, text].join("\n\n");
    const lines = (comment) => `${whenOf(comment)}\n${comment.text}`;
    const told = threads(comments).map(([comment, answers]) => [
      lines(comment),
      ...answers.map((answer) => lines(answer).replace(/^/gm, "    ")),
    ]);
    return [url, ...told.flat()].join("\n\n");
  }).join("\n\n\n") + "\n";
}

function download() {
  const url = URL.createObjectURL(new Blob([written()], { type: "text/plain;charset=utf-8" }));
  const today = new Date().toISOString().slice(0, 10);
  element("a", { href: url, download: `${section.querySelector("h2").textContent} ${today}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function askToErase() {
  const close = () => dialog.close();
  const erase = () => {
    for (const name of allKeys()) localStorage.removeItem(name);
    refresh();
    close();
    draft.querySelector("textarea").focus();
    tell(words.erased);
  };
  const question = element("p", { id: "comments-question", textContent: words.eraseSure });
  const answers = element("p", {}, button(words.cancel, close), button(words.eraseYes, erase, "is-strong"));
  const dialog = element("dialog", { className: "comments-dialog" }, question, answers);
  dialog.setAttribute("aria-labelledby", question.id);
  dialog.addEventListener("close", () => dialog.remove());
  section.append(dialog);
  dialog.showModal();
}

const draft = form(words.label, "", words.send, (text) => {
  if (!put(said(text))) return false;
  draft.reset();
  tell(words.saved);
  return true;
});

tools.hidden = true;
tools.append(element("span", { textContent: words.all }), button(words.export, download), button(words.erase, askToErase));
section.append(draft, status, list, tools);
refresh();
addEventListener("storage", (event) => {
  if (event.key === null || event.key.startsWith(prefix)) refresh();
});
