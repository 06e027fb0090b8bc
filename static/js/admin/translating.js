/* In the editor: inputs take language and direction of the page they write, and the source's text
   may stand as wide as the form. Without this script the fields of the form itself have both
   from the server, and the panel has its usual width. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-edit-form]");
  const model = form?.querySelector("[name=title][lang][dir]");

  if (form && model) {
    const { lang, dir } = model;
    const neutral =
      "[type=url], [type=email], [type=number], [type=tel], [name=slug], [name$='-slug'], [name$='-url']";
    const texts =
      "input[type=text], textarea, [contenteditable=true], .public-DraftEditorPlaceholder-root";
    // Searches for things are in the admin's own language.
    const admins = ".tippy-content *, [role=combobox]";

    const set = (field, direction, language) => {
      if (field.dir) return; // the server or this script has said so already
      field.dir = direction;
      if (language) field.lang = language;
    };

    const direct = (root) => {
      for (const field of root.querySelectorAll(`${texts}, ${neutral}`)) {
        if (field.matches(neutral)) set(field, "ltr", "");
        else if (!field.matches(admins)) set(field, dir, lang);
      }
    };

    direct(form);
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node instanceof HTMLElement) direct(node.parentElement || node);
        }
      }
    }).observe(form, { childList: true, subtree: true });
  }

  const wide = document.querySelector("[data-translating-wide]");
  const width = document.querySelector("[data-form-side-width-input]");

  if (wide && width) {
    const usual = () => width.dataset.translatingUsual || width.value;

    const resize = (value) => {
      width.value = String(value);
      for (const kind of ["input", "change"]) {
        width.dispatchEvent(new Event(kind, { bubbles: true }));
      }
    };

    wide.hidden = false;
    wide.addEventListener("click", () => {
      const on = wide.getAttribute("aria-pressed") !== "true";
      wide.setAttribute("aria-pressed", String(on));
      document.body.classList.toggle("translating-wide", on);
      if (on) {
        width.dataset.translatingUsual = width.value;
        resize(width.max || Math.round(window.innerWidth / 2));
      } else {
        resize(usual());
      }
    });
  }
})();
