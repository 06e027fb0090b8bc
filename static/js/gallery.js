// A gallery's pictures, large, in a dialog. Without this each small one is a link to its picture.
function enlarge(gallery) {
  const links = [...gallery.querySelectorAll(".gallery__link")];
  const form = gallery.querySelector(".gallery__dialog").content.firstElementChild;
  const dialog = document.importNode(form, true);
  const part = (name) => dialog.querySelector(`.lightbox__${name}`);
  let shown = 0;

  function show(number) {
    shown = (number + links.length) % links.length;
    const item = links[shown].closest(".gallery__item");
    part("stage").replaceChildren(document.importNode(item.querySelector("template").content, true));
    part("place").textContent = links[shown].dataset.place;
    part("caption").textContent = item.querySelector("figcaption")?.textContent ?? "";
  }

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      dialog.showModal();
      show(number);
    });
  });
  for (const button of dialog.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => show(shown + Number(button.dataset.step)));
  }
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own, as "back"
    const forward = getComputedStyle(dialog).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(links.length - 1);
    else if (event.key === forward) show(shown + 1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(shown - 1);
    else return;
    event.preventDefault();
  });
  gallery.append(dialog);
}

if (window.HTMLDialogElement) document.querySelectorAll(".gallery").forEach(enlarge);
