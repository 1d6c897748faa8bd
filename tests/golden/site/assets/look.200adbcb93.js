
(() => {
  const key = "laera:look";
  const root = document.documentElement;
  const choices = { size: ["large", "largest"], scheme: ["light", "dark"] };

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function wear(look) {
    for (const [name, known] of Object.entries(choices)) {
      if (known.includes(look[name])) root.dataset[name] = look[name];
      else delete root.dataset[name];
    }
  }

  function offer() {
    const panel = document.querySelector(".look");
    const status = panel?.querySelector("[role=status]");
    if (!panel) return;
    const mark = () => {
      for (const input of panel.querySelectorAll("input")) input.checked = input.value === (root.dataset[input.name] ?? "");
    };
    mark();
    panel.addEventListener("change", ({ target }) => {
      wear({ ...root.dataset, [target.name]: target.value });
      try {
        localStorage.setItem(key, JSON.stringify({ size: root.dataset.size, scheme: root.dataset.scheme }));
        status.textContent = "";
      } catch {
        status.textContent = status.dataset.blocked;
      }
    });
    addEventListener("storage", (event) => {
      if (event.key !== key && event.key !== null) return;
      wear(stored());
      mark();
    });
    addEventListener("click", ({ target }) => {
      if (!panel.contains(target)) panel.open = false;
    });
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !panel.contains(relatedTarget)) panel.open = false;
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
    panel.hidden = false;
  }

  wear(stored());
  root.dataset.look = "";
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", offer);
  else offer();
})();
