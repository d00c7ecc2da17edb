// The wall turns its pages, refreshes itself, and says when it cannot. Where the
// machine asks for less motion it turns only when told to.
(() => {
  "use strict";
  const wall = document.querySelector("#wall");
  const lost = document.querySelector(".lost");
  if (!wall || !lost) return;
  const tools = document.querySelector(".wall-turn");
  const pause = document.querySelector("[data-pause]");
  let at = 0;
  let fresh = Date.now();
  let still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const turn = (by) => {
    const sheets = [...wall.querySelectorAll("[data-sheet]")];
    if (!sheets.length) return;
    at = (at + by + sheets.length) % sheets.length;
    sheets.forEach((s, i) => { s.hidden = i !== at; });
    if (tools) tools.hidden = sheets.length < 2;
  };
  const say = (text) => { lost.hidden = !text; lost.textContent = text; };
  const gone = () => say(wall.dataset.since.replace("%s", new Date(fresh).toLocaleTimeString([], { hour12: false })));
  const label = () => { if (pause) pause.textContent = still ? pause.dataset.go : pause.dataset.stop; };
  setInterval(() => { if (!still) turn(1); }, 30000);
  // An answer that never comes is no error to the browser.
  setInterval(() => { if (Date.now() - fresh > 150000) gone(); }, 5000);
  document.addEventListener("keydown", (e) => {
    if (e.key === "ArrowRight") turn(1);
    if (e.key === "ArrowLeft") turn(-1);
    if (e.key === "f") document.documentElement.requestFullscreen?.();
  });
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-turn], [data-pause]");
    if (!button) return;
    if (button.dataset.turn) turn(Number(button.dataset.turn)); else { still = !still; label(); }
  });
  document.addEventListener("htmx:afterSwap", () => { fresh = Date.now(); say(""); turn(0); });
  document.addEventListener("htmx:sendError", gone);
  document.addEventListener("htmx:timeout", gone);
  document.addEventListener("htmx:responseError", (e) => { if (e.detail.xhr.status === 401) say(wall.dataset.out); else gone(); });
  window.addEventListener("offline", gone);
  label();
  turn(0);
})();
