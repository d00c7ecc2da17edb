// Keeps what is typed into a form on the server every few seconds, so that
// nothing is lost with the connection or the session.
(() => {
  "use strict";
  document.addEventListener("input", (e) => {
    const form = e.target.closest?.("form[data-draft]");
    if (!form) return;
    clearTimeout(form.draftTimer);
    form.draftTimer = setTimeout(async () => {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "once") typed.append(name, value);
      const mark = form.querySelector(".kept");
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: typed, credentials: "same-origin" });
        if (mark) mark.textContent = answer.ok ? mark.dataset.says : mark.dataset.fails;
      } catch { if (mark) mark.textContent = mark.dataset.fails; }
    }, 2000);
  });
})();
