// The one thing on the public site that needs a script: copying the address of a page.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const status = button.closest(".share, .quotable").querySelector("[role=status]");
    status.textContent = button.dataset.copied;
  });
}
