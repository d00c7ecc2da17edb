// The wall turns its pages, refreshes itself, and says when it cannot.
(() => {
  "use strict";
  const wall = document.querySelector("#wall");
  const lost = document.querySelector(".lost");
  if (!wall || !lost) return;
  let at = 0;
  const turn = () => {
    const sheets = [...wall.querySelectorAll("[data-sheet]")];
    if (!sheets.length) return;
    at %= sheets.length;
    sheets.forEach((s, i) => { s.hidden = i !== at; });
  };
  const say = (gone) => { lost.hidden = !gone; lost.textContent = gone ? wall.dataset.lost : ""; };
  setInterval(() => { at += 1; turn(); }, 30000);
  document.addEventListener("keydown", (e) => {
    if (e.key === "ArrowRight") { at += 1; turn(); }
    if (e.key === "ArrowLeft") { at += Math.max(0, wall.querySelectorAll("[data-sheet]").length - 1); turn(); }
    if (e.key === "f") document.documentElement.requestFullscreen?.();
  });
  document.addEventListener("htmx:afterSwap", () => { say(false); turn(); });
  document.addEventListener("htmx:sendError", () => say(true));
  document.addEventListener("htmx:responseError", () => say(true));
  window.addEventListener("offline", () => say(true));
  turn();
})();
