// The editor's "Text checks": the way to each place, and the list read again after a save.
const HASH = /:w:contentpath=([^&]+)/;
const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

/** The field or block of a content path ("summary", "body.<id of a block>"); null while absent. */
const placeOf = (path) =>
  path
    .split(".")
    .reduce(
      (within, part) => within?.querySelector(`[data-contentpath="${CSS.escape(part)}"]`) ?? null,
      document,
    );

/** Whether the place was reached; a tab that is still being drawn takes no focus. */
const goTo = (path) => {
  const place = placeOf(path);
  if (!place) return false;
  // A field of another tab, or of a panel that is folded away.
  const tab = place.closest("[role=tabpanel]");
  if (tab?.hidden) document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
  for (let node = place; node; node = node.parentElement?.closest("[data-panel]")) {
    const toggle = node.querySelector(":scope > .w-panel__header [data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }
  const field = place.querySelector(FIELD) ?? place.querySelector("button");
  field?.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
  return !field || document.activeElement === field;
};

const pathIn = (hash) => {
  const found = HASH.exec(hash);
  return found ? decodeURIComponent(found[1]) : "";
};

/** The form is drawn by scripts, so the place may be a while in coming. */
const goWhenThere = (path, tries = 50) => {
  if (!goTo(path) && tries > 0) setTimeout(() => goWhenThere(path, tries - 1), 100);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".desk-note__jump, .messages a");
  const path = link && link.pathname === location.pathname ? pathIn(link.hash) : "";
  if (path && goTo(path)) event.preventDefault();
});
if (pathIn(location.hash)) goWhenThere(pathIn(location.hash));

const panel = document.querySelector("[data-desk-checks]");

if (panel) {
  const list = panel.querySelector("[data-desk-notes]");
  let asked = null;

  const read = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(panel.dataset.deskChecks, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
        signal: asked.signal,
      });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch (error) {
      // What stands there is of the save before; the next save asks again.
      if (error.name !== "AbortError") return;
    }
  };

  document.addEventListener("w-autosave:success", read);
}
