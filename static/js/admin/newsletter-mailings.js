// The letter's previews change without the page being loaded again, and counts follow the sending.
const EVERY = 10_000;

const partOf = async (address, selector) => {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(selector);
};

const PREVIEW = "[data-mailing-preview]";

/** Shows what `address` shows; without an answer the link is followed as usual. */
const show = async (address, index) => {
  const found = await partOf(address, PREVIEW).catch(() => null);
  if (!found) {
    location.assign(address);
    return;
  }
  document.querySelector(PREVIEW).replaceWith(found);
  if (index >= 0) document.querySelectorAll(`${PREVIEW} nav a`)[index]?.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(`${PREVIEW} nav a`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const index = [...document.querySelectorAll(`${PREVIEW} nav a`)].indexOf(link);
  history.pushState(null, "", link.href);
  show(link.href, index);
});

addEventListener("popstate", () => {
  if (document.querySelector(PREVIEW)) show(location.href, -1);
});

const COUNTS = "[data-mailing-progress]";
const counts = document.querySelector(COUNTS);

const count = async () => {
  if (document.hidden) return;
  const found = await partOf(location.href, COUNTS).catch(() => undefined);
  if (found === null) location.reload();
  else if (found && found.innerHTML !== counts.innerHTML) counts.replaceChildren(...found.childNodes);
};

if (counts) setInterval(count, EVERY);
