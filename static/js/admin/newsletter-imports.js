// Shows how far an import is, without a click. Without this script the link beside it does.

const EVERY = 3000;
const shown = document.querySelector("[data-import-state]");

async function look() {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-import-state]");
  if (!now) return;
  if (now.dataset.importState !== shown.dataset.importState) {
    window.location.reload();
    return;
  }
  const old = shown.querySelector("[data-import-progress]");
  const said = now.querySelector("[data-import-progress]");
  // Only what changed, so that the link keeps the focus.
  for (const selector of ["[role=status]", "progress"]) {
    const [before, after] = [old.querySelector(selector), said.querySelector(selector)];
    if (before && after && !before.isEqualNode(after)) {
      if (selector === "progress") before.value = after.value;
      else before.replaceChildren(...after.childNodes);
    } else if (!before && after) {
      window.location.reload();
      return;
    }
  }
  window.setTimeout(look, EVERY);
}

if (shown) window.setTimeout(look, EVERY);
