// Ticks: all of a page at once, and how many there are.
(() => {
  "use strict";
  const all = document.querySelector("[data-all]");
  const boxes = () => [...document.querySelectorAll("[name=chosen]")];
  const bar = document.querySelector("[data-bar]");
  const count = document.querySelector("[data-count]");
  if (!all || !bar) return;
  const said = count.textContent;
  const show = () => {
    const ticked = boxes().filter((b) => b.checked);
    boxes().forEach((b) => b.closest("tr").setAttribute("aria-selected", b.checked));
    all.checked = ticked.length > 0 && ticked.length === boxes().length;
    all.indeterminate = ticked.length > 0 && !all.checked;
    count.textContent = ticked.length ? `${said} (${ticked.length})` : said;
    bar.toggleAttribute("data-idle", !ticked.length);
  };
  all.addEventListener("change", () => { boxes().forEach((b) => { b.checked = all.checked; }); show(); });
  document.addEventListener("change", (e) => { if (e.target.name === "chosen") show(); });
  show();
})();
