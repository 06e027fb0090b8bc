/* The desk of the month's letter: changes without losing the place, order by hand, counted words.
   Without this script every button sends its form and leads back to where it stands. */
const compose = document.querySelector("[data-compose]");
const said = compose.querySelector("[data-compose-said]");
const desk = () => compose.querySelector("[data-compose-desk]");

const busy = () => desk().getAttribute("aria-busy") === "true";

const say = (text) => {
  said.textContent = text;
};

/** "Place 2 of 4 in “News”." */
const placeOf = (item) => {
  const list = item.parentElement;
  const rows = items(list);
  return compose.dataset.place
    .replace("{place}", String(rows.indexOf(item) + 1))
    .replace("{count}", String(rows.length))
    .replace("{section}", list.dataset.title);
};

// -- words that were typed and not sent ----------------------------------------------------------

const TYPED = "textarea, input:not([type=hidden])";

/** Where a field is found again in a fresh desk: in a new note, whose id is another, by its name. */
const whereIs = (field) => {
  const fold = field.closest("details[id]");
  return fold ? `#${fold.id} [name="${field.name}"]` : `[id="${field.id}"]`;
};

/** What stands in the fields of other forms than the one that is sent. */
const unsent = (form) =>
  [...desk().querySelectorAll(TYPED)]
    .filter((field) => field.form !== form && field.value !== field.defaultValue)
    .map((field) => ({ where: whereIs(field), value: field.value }));

const restore = (words) => {
  for (const { where, value } of words) {
    const field = desk().querySelector(where);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
};

// -- forms ---------------------------------------------------------------------------------------

/** What a message says, without the button that the admin puts beside it. */
const wordsOf = (message) => {
  const copy = message.cloneNode(true);
  for (const button of copy.querySelectorAll("button")) button.remove();
  return copy.textContent.trim();
};

const MOVES = ["up", "down", "grip", "move"];

/** Puts what the server answers in the place of the desk; false where it is no desk. */
const show = (text, url, form, button) => {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const fresh = answer.querySelector("[data-compose-desk]");
  if (!fresh) return false;
  const kept = unsent(form);
  desk().replaceWith(document.importNode(fresh, true));
  restore(kept);
  prepare();
  const words = [...answer.querySelectorAll(".messages li")].map(wordsOf);
  // A refusal leads nowhere else: back to the button that was pressed.
  const at = new URL(url).searchParams.get("at") ?? button?.id;
  const place = (at && document.getElementById(at)) || desk();
  const item = MOVES.includes(at?.split("-")[0]) && place.closest("[data-compose-item]");
  if (item) words.push(placeOf(item));
  say(words.join(" "));
  place.closest("details")?.setAttribute("open", "");
  place.focus({ preventScroll: true });
  if (place !== desk()) place.scrollIntoView({ block: "nearest" });
  return true;
};

/** Sends the form; where the answer is another screen, as after the session's end, goes there. */
const send = async (form, button) => {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  desk().setAttribute("aria-busy", "true");
  // The same words twice would not be read twice.
  say("");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (show(await answer.text(), answer.url, form, button)) return;
  } catch {
    // No network: the browser's own way says so.
  }
  // A change that came too late changes nothing the second time either.
  if (button?.name) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = button.name;
    field.value = button.value;
    form.append(field);
  }
  form.submit();
};

compose.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-compose-form], [data-compose-move]")) return;
  event.preventDefault();
  if (busy()) return;
  if (event.submitter?.getAttribute("aria-disabled") === "true") return;
  send(form, event.submitter);
});

// -- counted words -------------------------------------------------------------------------------

const count = (field) => {
  const place = field.parentElement.querySelector("[data-compose-count]");
  place.textContent = `${[...field.value].length} / ${field.maxLength}`;
};

compose.addEventListener("input", (event) => {
  if (event.target.matches("[data-compose-counted]")) count(event.target);
});

// -- order by hand -------------------------------------------------------------------------------

let lifted = null; // { item, list, next }: what is moved, and where it came from

const items = (list) => [...list.querySelectorAll(":scope > [data-compose-item]")];
const gripOf = (item) => item.querySelector("[data-compose-grip]");

const lift = (item) => {
  lifted = { item, list: item.parentElement, next: item.nextElementSibling };
  item.classList.add("compose-item--lifted");
  gripOf(item).setAttribute("aria-pressed", "true");
};

const release = () => {
  const { item } = lifted;
  item.classList.remove("compose-item--lifted");
  gripOf(item).setAttribute("aria-pressed", "false");
  lifted = null;
};

const giveUp = () => {
  const { item, list, next } = lifted;
  list.insertBefore(item, next);
  release();
  gripOf(item).focus();
  say(compose.dataset.givenUp);
};

const drop = () => {
  const { item, list, next } = lifted;
  const moved = item.parentElement !== list || item.nextElementSibling !== next;
  release();
  say(compose.dataset.dropped);
  if (!moved) return;
  const form = compose.querySelector("[data-compose-move]");
  form.elements.namedItem("item").value = item.dataset.composeItem;
  form.elements.namedItem("section").value = item.parentElement.dataset.composeList;
  form.elements.namedItem("place").value = String(items(item.parentElement).indexOf(item));
  form.requestSubmit();
};

/** One place up or down, over the ends of sections. */
const step = (item, down) => {
  const lists = [...compose.querySelectorAll("[data-compose-list]")];
  const list = item.parentElement;
  const other = down ? item.nextElementSibling : item.previousElementSibling;
  const beside = lists[lists.indexOf(list) + (down ? 1 : -1)];
  if (other) list.insertBefore(item, down ? other.nextElementSibling : other);
  else if (beside) beside.insertBefore(item, down ? beside.firstElementChild : null);
  gripOf(item).focus();
  item.scrollIntoView({ block: "nearest" });
  say(placeOf(item));
};

compose.addEventListener("keydown", (event) => {
  const grip = event.target.closest("[data-compose-grip]");
  if (!grip) return;
  const item = grip.closest("[data-compose-item]");
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (lifted) {
      drop();
    } else if (!busy()) {
      lift(item);
      say(compose.dataset.lifted);
    }
  } else if (lifted && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(item, event.key === "ArrowDown");
  } else if (lifted && event.key === "Escape") {
    event.preventDefault();
    giveUp();
  }
});

/** Before which item of a list a height on the screen lies; null for the end. */
const before = (list, y) =>
  items(list).find((row) => {
    const box = row.getBoundingClientRect();
    return row !== lifted.item && y < box.top + box.height / 2;
  }) ?? null;

const EDGE = 80;

/** What scrolls is not the window but a part of the admin. */
const scroller = () => {
  let node = compose;
  while (node.parentElement && node.scrollHeight <= node.clientHeight) node = node.parentElement;
  return node;
};

const follow = (event) => {
  if (event.clientY < EDGE + 60) scroller().scrollBy(0, -20);
  if (event.clientY > window.innerHeight - EDGE) scroller().scrollBy(0, 20);
  const lists = [...compose.querySelectorAll("[data-compose-list]")];
  const list = lists.find((one) => {
    const box = one.closest("section").getBoundingClientRect();
    return event.clientY >= box.top && event.clientY < box.bottom;
  });
  if (!list) return;
  const place = before(list, event.clientY);
  const { item } = lifted;
  if (item.parentElement === list && (item.nextElementSibling === place || item === place)) return;
  list.insertBefore(item, place);
};

compose.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-compose-grip]");
  if (!grip || event.button !== 0 || lifted || busy()) return;
  event.preventDefault();
  grip.focus();
  lift(grip.closest("[data-compose-item]"));
  // Of the window: the grip itself moves in the document, and loses its capture by that.
  const end = (over) => {
    window.removeEventListener("pointermove", follow);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
    if (!lifted) return;
    if (over.type === "pointercancel") giveUp();
    else drop();
  };
  window.addEventListener("pointermove", follow);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
});

compose.addEventListener("focusout", (event) => {
  // Who leaves the grip by the keyboard has not put it down; moving it in the page blurs it too.
  if (!lifted || !event.relatedTarget || lifted.item.contains(event.relatedTarget)) return;
  giveUp();
});

// -- the beginning, and after each answer --------------------------------------------------------

function prepare() {
  for (const grip of compose.querySelectorAll("[data-compose-grip]")) grip.hidden = false;
  for (const field of compose.querySelectorAll("[data-compose-counted]")) count(field);
}

prepare();
