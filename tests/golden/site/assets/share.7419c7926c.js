// The button that copies a story's address. Without a clipboard it stays hidden.

const button = document.querySelector(".copy-link");

if (button && navigator.clipboard) {
  const text = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = text; }, 2000);
  });
}
