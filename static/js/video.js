// A film plays as soon as it is opened and is still when closed. Without this it has a button more.
for (const reveal of document.querySelectorAll(".video__reveal")) {
  const player = reveal.querySelector("video");
  reveal.addEventListener("toggle", () => {
    if (reveal.open) player.play().catch(() => {}); // refused: the reader's own button is there
    else player.pause();
  });
}
