// What makes the pages quicker; all of them work without it.
(() => {
  "use strict";
  const $ = (q, at = document) => at.querySelector(q);
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || document.activeElement?.isContentEditable;

  // The rail stays as it was left.
  const narrow = $("#narrow");
  if (narrow) {
    try { narrow.checked = localStorage.getItem("narrow") === "1"; } catch { /* not allowed to remember */ }
    narrow.addEventListener("change", () => { try { localStorage.setItem("narrow", narrow.checked ? "1" : "0"); } catch { /* same */ } });
  }

  // On a phone the rail lies across the page and may be wider than it: the page's own entry is in sight.
  const rail = $(".rail"), entry = rail && $("[aria-current]", rail);
  if (entry && rail.scrollWidth > rail.clientWidth) { rail.scrollLeft = entry.offsetLeft - (rail.clientWidth - entry.offsetWidth) / 2; }

  // The peek panel: a link with data-peek opens beside the list. The address
  // names what is seen, so that it can be sent to a colleague.
  const peek = $("#peek");
  let from = null;
  // A form that opens beside or below a list comes back to the list.
  const here = (to) => {
    const url = new URL(to, location.href);
    url.searchParams.set("back", location.pathname + location.search);
    return url.pathname + url.search;
  };
  const show = (to, link) => {
    if (!peek || !window.htmx) { location.href = to; return; }
    from = link || from;
    htmx.ajax("GET", here(to), { target: "#peek", swap: "innerHTML" }).then(() => {
      peek.hidden = false;
      if (!$("[autofocus]", peek)) peek.focus();
    });
    const url = new URL(location.href);
    url.searchParams.set("peek", to);
    history.replaceState(null, "", url);
  };
  const hide = () => {
    if (!peek || peek.hidden) return false;
    peek.hidden = true;
    peek.replaceChildren();
    const url = new URL(location.href);
    url.searchParams.delete("peek");
    history.replaceState(null, "", url);
    from?.focus();
    return true;
  };
  // A link with data-fold opens its form below its row, one at a time.
  const unfold = () => {
    const open = $("tr.folded");
    if (!open) return null;
    const link = $("[data-fold]", open.previousElementSibling);
    link?.setAttribute("aria-expanded", "false");
    open.remove();
    return link;
  };
  const fold = (link) => {
    if (unfold() === link) { link.focus(); return; }
    const row = link.closest("tr");
    const below = document.createElement("tr");
    below.className = "folded";
    const cell = below.insertCell();
    cell.id = "fold";
    cell.colSpan = row.cells.length;
    row.after(below);
    link.setAttribute("aria-expanded", "true");
    htmx.ajax("GET", link.getAttribute("href"), { target: "#fold", swap: "innerHTML" }).then(() => {
      ($("[autofocus]", cell) || $(".step-form button", cell) || $("a", cell))?.focus();
      below.scrollIntoView({ block: "nearest" });
    });
  };
  document.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (e.target.closest?.("[data-peek-close]")) { hide(); return; }
    if (!window.htmx || !peek) return;
    const step = e.target.closest?.("#fold a[data-step], #peek a[data-step]");
    if (step) {
      const into = step.closest("#fold, #peek");
      e.preventDefault();
      htmx.ajax("GET", here(step.getAttribute("href")), { target: "#" + into.id, swap: "innerHTML" });
      return;
    }
    const below = e.target.closest?.("a[data-fold]");
    if (below) { e.preventDefault(); fold(below); return; }
    const link = e.target.closest?.("a[data-peek]");
    if (!link) return;
    e.preventDefault();
    show(link.getAttribute("href"), link);
  });
  document.addEventListener("dblclick", (e) => {
    const link = $("a[data-peek]", e.target.closest?.("tr") || document.createElement("p"));
    if (link) location.href = link.href;
  });
  const asked = new URL(location.href).searchParams.get("peek");
  if (asked && asked.startsWith("/") && !asked.startsWith("//") && peek && !peek.dataset.asked) {
    peek.dataset.asked = "1";
    show(asked);
  }

  // Keys: an element with data-key is focused, followed or pressed by it. In a
  // table with data-rows: j k go down and up, o opens, Enter peeks, x selects, a
  // assigns, r opens the form to report or whatever the row waits for.
  let at = -1;
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr:not(.folded)")];
  const step = (row, path) => {
    const link = $("a[data-peek]", row);
    if (link) show(link.getAttribute("href") + "?do=" + path, link);
  };
  const go = (n) => {
    const all = rows();
    if (!all.length) return;
    all[at]?.classList.remove("at");
    at = Math.max(0, Math.min(all.length - 1, n));
    all[at].classList.add("at");
    all[at].scrollIntoView({ block: "nearest" });
    $("a", all[at])?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && document.activeElement?.form) {
      e.preventDefault();
      const form = document.activeElement.form;
      // Words in a form that decides may be the reason to return: the hand chooses.
      const verdicts = form.querySelectorAll("button[name=verdict]");
      if (verdicts.length > 1 && [...form.querySelectorAll("textarea")].some((t) => t.value.trim())) { verdicts[verdicts.length - 1].focus(); return; }
      form.requestSubmit($("button.primary", form));
      return;
    }
    if (e.key === "Escape") {
      if (typing()) { document.activeElement.blur(); return; }
      if (hide()) return;
      unfold()?.focus();
    }
    if (e.ctrlKey || e.metaKey || e.altKey || typing()) return;
    const row = rows()[at];
    switch (e.key) {
      case "j": go(at + 1); return;
      case "k": go(at - 1); return;
      case "o": { const link = row && $("a[href]", row); if (link) location.href = link.href; return; }
      case "r": { const link = row && $("[data-fold]", row); if (link) link.click(); else if (row) step(row, "report"); if (row) { e.preventDefault(); return; } break; }
      case "a": if (row && $("a[data-peek]", row)) { e.preventDefault(); step(row, "assign"); return; } break;
      case "x": { const box = row && $("input[type=checkbox]", row); if (box) box.click(); return; }
    }
    const wanted = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (!wanted) return;
    e.preventDefault();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(wanted.tagName)) wanted.focus(); else wanted.click();
  });

  // An address to be handed on is chosen whole.
  document.addEventListener("focusin", (e) => { if (e.target.matches?.("input.address[readonly]")) e.target.select(); });

  // A menu closes when something else is chosen; an undo goes after ten seconds.
  document.addEventListener("click", (e) => document.querySelectorAll("details.menu[open]").forEach((d) => d.contains(e.target) || d.removeAttribute("open")));
  setTimeout(() => document.querySelectorAll(".undo").forEach((u) => u.remove()), 10000);

  // A form is sent once; it can be sent again when the answer is to mend it.
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.dataset.sent) { e.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));
})();
