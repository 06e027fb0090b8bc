/* Copies the address of a new preview link. Without this script it can be selected by hand. */
for (const button of document.querySelectorAll("[data-preview-copy]")) {
  const field = document.getElementById(button.dataset.previewCopy);
  const status = button.parentElement.querySelector("[data-preview-status]");
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No clipboard outside https: the address is selected, and the old command may do it.
      if (!document.execCommand("copy")) return;
    }
    status.textContent = button.dataset.copied;
  });
}
