// "All" ticks every language of a translation.

document.addEventListener("change", ({ target }) => {
  if (target.name !== "select_all") return;
  for (const box of document.querySelectorAll("[name='locales']")) box.checked = target.checked;
});
