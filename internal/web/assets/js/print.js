// A button prints, where there are scripts; without them the browser's own does.
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((b) => {
    b.hidden = false;
    b.addEventListener("click", () => window.print());
  });
})();
