// What the house's own rules of Wagtail's checks evaluate, in the preview as readers see it.
// The server's list (cms/desk/checks) is the fuller one; these mark the place on the page.
const LATIN = /[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*/g;
const ARABIC = /[\u0600-\u06ff\u0750-\u077f]+/g;
const AT_HOME =
  /https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|«[^»]*»|“[^”]*”|"[^"]*"|\([^)]*\)|\[[^\]]*\]/g;
const ABBREVIATION = /^[A-Z][A-Z0-9]{0,6}s?$/;
const BETWEEN = /^[\s\d.,;:،؛!?؟&/%"'’–—-]*$/;
const RUN = 4;

/** Whether the text has a run of words in a script its language is not written in. */
const isForeign = (text, language) => {
  const script = { ar: LATIN, en: ARABIC }[language.split("-")[0]];
  if (!script) return false;
  const left = text.replace(AT_HOME, " \u2063 ");
  let run = 0;
  let end = 0;
  for (const match of left.matchAll(script)) {
    if (ABBREVIATION.test(match[0])) continue;
    run = run && BETWEEN.test(left.slice(end, match.index)) ? run + 1 : 1;
    end = match.index + match[0].length;
    if (run >= RUN) return true;
  }
  return false;
};

const languageOf = (node) =>
  node.closest("[lang]")?.getAttribute("lang") || document.documentElement.lang;

const CHECKS = {
  "check-barza-link-text": (node) =>
    Boolean(
      node.textContent.replace(/[\s\p{P}\p{S}]+/gu, "") ||
        node.getAttribute("aria-label") ||
        node.querySelector("img[alt]:not([alt='']), svg[aria-label]"),
    ),
  "check-barza-foreign-text": (node) => !isForeign(node.textContent, languageOf(node)),
  "check-barza-dead-link": (node) =>
    node.hasAttribute("href") && !["", "#"].includes(node.getAttribute("href").trim()),
  "check-barza-picture-words": (node) => (node.getAttribute("alt") || "").trim() !== "",
};

for (const [name, check] of Object.entries(CHECKS)) {
  window.wagtail?.userbar?.registerCheck(name, check);
}
