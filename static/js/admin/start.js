// Starts Wagtail's widgets from data: the admin's policy runs no inline script.
// <script type="application/json" data-start="PageChooser">["id", {…}]</script>

(() => {
  const classes = new Set([
    "Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser",
    "InlinePanel", "MultipleChooserPanel",
  ]);
  const functions = new Set([
    "initDateChooser", "initTimeChooser", "initDateTimeChooser", "createTaskChooser",
  ]);
  const started = new WeakSet();

  // A list that is filled from a dialogue asks for the chooser of a new row as soon as the row
  // is there, before any observer is told of it.
  function startRowsAtOnce() {
    const lists = window.InlinePanel?.prototype;
    if (!lists || lists.startsRowsAtOnce) return;
    const { addForm } = lists;
    lists.addForm = function addAndStart(...given) {
      const answer = addForm.apply(this, given);
      startIn(document);
      return answer;
    };
    lists.startsRowsAtOnce = true;
  }

  function start(element) {
    const name = element.dataset.start;
    const subject = window[name];
    // Its script may still be on the way: asked again when everything is loaded.
    if (started.has(element) || typeof subject !== "function") return;
    started.add(element);
    startRowsAtOnce();
    const given = JSON.parse(element.textContent);
    if (classes.has(name)) new subject(...given);
    else if (functions.has(name)) subject(...given);
  }

  function startIn(root) {
    if (root.matches?.("script[data-start]")) start(root);
    root.querySelectorAll?.("script[data-start]").forEach(start);
  }

  // The picture cropper asks for touch by writing an inline handler, unless it is told.
  function tellTheCropper() {
    const cropper = window.jQuery?.Jcrop;
    if (cropper) cropper.defaults.touchSupport = "ontouchstart" in window;
  }

  function begin() {
    tellTheCropper();
    startIn(document);
    new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach(startIn);
    }).observe(document.documentElement, { childList: true, subtree: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
  window.addEventListener("load", () => startIn(document));
})();
