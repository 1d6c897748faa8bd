
const [open, copy] = [document.querySelector(".share-open"), document.querySelector(".copy-link")];
const url = location.origin + location.pathname;

if (open && navigator.share) {
  open.hidden = false;
  open.addEventListener("click", () => {
    const dismissed = () => {};
    navigator.share({ title: document.querySelector("h1").textContent, url }).catch(dismissed);
  });
}

if (copy && navigator.clipboard) {
  const text = copy.textContent;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      prompt(text, url);
      return;
    }
    copy.textContent = copy.dataset.copied;
    setTimeout(() => { copy.textContent = text; }, 2000);
  });
}
