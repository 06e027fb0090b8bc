// For pages with something to copy: their own address, or a statement with its source.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const status = button.closest(".share, .quotable").querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = button.dataset.copied;
    } catch {
      // Refused by the browser: the reader can still take it by hand.
      status.textContent = button.dataset.copy;
    }
  });
}
