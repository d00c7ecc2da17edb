// The workspace of a report by keyboard. Everything here is also a button or a
// link of the page.
(() => {
  "use strict";
  const $ = (q, at = document) => at.querySelector(q);
  const $$ = (q, at = document) => [...at.querySelectorAll(q)];
  const review = $("#review");
  if (!review || !window.htmx) return;
  const base = `/reports/${$(".workspace").dataset.paper}`;
  $(".workspace").classList.add("keyed");
  let at = null; // id of the entry under the cursor

  const entries = () => $$(".entry", review);
  const entry = (id) => id && document.getElementById(`e-${id}`);
  const marks = (id) => $$(`.m[data-i~="${id}"]`);

  // See shows an entry and its words together.
  const see = (id, how = {}) => {
    const e = entry(id);
    if (!e) return;
    $$(".at").forEach((x) => x.classList.remove("at"));
    at = id;
    e.classList.add("at");
    marks(id).forEach((m) => m.classList.add("at"));
    if (how.from !== "entries" && how.from !== "step") e.scrollIntoView({ block: how.from === "keys" ? "nearest" : "center" });
    if (how.from !== "text" && how.from !== "step") marks(id)[0]?.scrollIntoView({ block: "center" });
    if (how.focus !== false && !e.contains(document.activeElement)) e.focus({ preventScroll: true });
    const section = e.dataset.section;
    $$(".outline li.here").forEach((x) => x.classList.remove("here"));
    const line = section && document.getElementById(`c-${section}`)?.closest("li");
    line?.classList.add("here");
  };
  const step = (n) => {
    const all = entries();
    if (!all.length) return;
    const i = all.findIndex((e) => e.dataset.id === at);
    see(all[i < 0 ? 0 : Math.max(0, Math.min(all.length - 1, i + n))].dataset.id, { from: "keys" });
  };
  // Next is the entry after this one that is still to be reviewed.
  const next = () => {
    const all = entries();
    const i = all.findIndex((e) => e.dataset.id === at);
    return (all.slice(i + 1).find((e) => e.classList.contains("open")) || all[i + 1])?.dataset.id;
  };

  // Steps are sent one after the other, so that a quick hand loses none.
  let queue = Promise.resolve();
  let takeBack = null; // undoes what the step on its way already shows
  const send = (what, values = {}, undo = null) => {
    queue = queue.then(() => {
      takeBack = undo;
      const form = Object.fromEntries([...new FormData(review)].filter(([k]) => ["csrf", "show", "since", "seen"].includes(k)));
      return htmx.ajax("POST", base, { target: "#changed", swap: "innerHTML", values: { ...form, ...values, do: what } });
    }).catch(() => {});
    return queue;
  };
  // What was decided shows at once; the server's answer puts it in its place.
  const turn = (id, was, is) => [entry(id), ...marks(id)].forEach((x) => x?.classList.replace(was, is));
  const decide = (status) => {
    const e = entry(at);
    if (!e || !$(".do", e)) return;
    const [id, to] = [at, next()];
    const open = e.classList.contains("open");
    if (open) turn(id, "open", status);
    send(`${status === "accepted" ? "accept" : "drop"} ${id}`, {}, () => open && turn(id, status, "open"));
    if (to) see(to, { from: "keys" });
  };

  // The form of an entry takes the entry's place.
  const edit = async (id, field = "[data-first]", close = "") => {
    if (!entry(id)) return;
    const open = $(".correct")?.closest(".entry")?.dataset.id;
    if (open && open !== id) await edit(open, null, "?close=1");
    await queue;
    const show = new FormData(review);
    const query = new URLSearchParams({ show: show.get("show"), since: show.get("since") });
    if (close) query.set("close", "1");
    await htmx.ajax("GET", `${base}/entry/${id}?${query}`, { target: `#e-${id}`, swap: "outerHTML" });
    see(id);
    if (field) (($(field, entry(id)) || $("[data-first]", entry(id)))?.focus());
  };

  // The selected words of the text, in characters of the report.
  const place = (node, offset) => {
    const p = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-from]");
    if (!p || !$("#text").contains(p)) return null;
    const before = document.createRange();
    before.selectNodeContents(p);
    before.setEnd(node, offset);
    return Number(p.dataset.from) + [...before.toString()].length;
  };
  const selected = () => {
    const s = getSelection();
    if (!s.rangeCount) return null;
    const r = s.getRangeAt(0);
    const [from, to] = [place(r.startContainer, r.startOffset), place(r.endContainer, r.endOffset)];
    return from === null || to === null ? null : { from, to, words: r.toString() };
  };
  const add = () => {
    const s = selected();
    if (!s || s.from >= s.to) { $(".adding").open = true; $(".adding textarea").focus(); return; }
    send(`add ${/\d/.test(s.words) && s.words.length < 12 ? "indicator" : "action"} ${s.from} ${s.to}`);
  };
  const split = () => {
    const s = selected();
    const words = s && s.from === s.to && at && marks(at).some((m) => m.contains(getSelection().anchorNode));
    if (words) send(`split ${at} ${s.from}`); else edit(at, ".cut");
  };

  document.addEventListener("keydown", (e) => {
    const field = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== "checkbox";
    if (e.key === "Escape" && $(".correct")) { e.preventDefault(); edit($(".correct").closest(".entry").dataset.id, null, "close"); return; }
    if (field || e.ctrlKey || e.metaKey || e.altKey) return;
    const control = e.target.closest?.("a, button, summary, input");
    const may = $(".bulk");
    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => (e.shiftKey ? entry(at)?.dataset.section && send(`section ${entry(at).dataset.section}`) : decide("accepted")),
      d: () => decide("dropped"),
      e: () => edit(at),
      u: () => edit(at, "[data-lead]"),
      s: split,
      m: () => at && send(`merge ${at}`),
      n: add,
      z: () => send("undo"),
      " ": () => { const box = $("input[type=checkbox]", entry(at) || review); box?.click(); },
    };
    const act = keys[e.key];
    if (!act || (control && (e.key === "Enter" || e.key === " ") && !control.matches(".m"))) return;
    if (!e.key.startsWith("Arrow") && !may) return;
    if (e.key.startsWith("Arrow") && e.shiftKey) return; // selects
    e.preventDefault();
    e.stopPropagation();
    act();
  }, true);

  document.addEventListener("click", (e) => {
    if (e.button || e.metaKey || e.ctrlKey || e.shiftKey) return;
    const mark = e.target.closest(".m[data-i]");
    if (mark) {
      e.preventDefault();
      if (getSelection().isCollapsed) see(mark.dataset.i.split(" ").pop(), { from: "text", focus: false });
      return;
    }
    const link = e.target.closest("[data-edit]");
    if (link) { e.preventDefault(); edit(link.dataset.edit, link.hasAttribute("data-close") ? null : undefined, link.hasAttribute("data-close") ? "close" : ""); return; }
    const title = e.target.closest(".entry .title");
    if (title) e.preventDefault();
    const own = e.target.closest(".entry");
    if (own && !e.target.closest("button, input, select, textarea, label")) see(own.dataset.id, { from: "entries" });
  });

  // Both forms go through the queue; their answer replaces what changed.
  for (const form of [review, $("#edit")]) {
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      e.stopPropagation();
      const data = new FormData(form, e.submitter);
      const what = data.get("do") || `save ${$(".correct")?.closest(".entry")?.dataset.id}`;
      const values = {};
      for (const k of new Set(data.keys())) values[k] = data.getAll(k).length > 1 ? data.getAll(k) : data.get(k);
      for (const k of ["do", "csrf", "show", "since", "seen"]) delete values[k];
      const named = what.split(" ")[1];
      if (entry(named)) at = named;
      send(what, values);
    }, true);
  }
  const count = () => {
    const n = $$("input[name=item]:checked", review).length;
    const said = $(".bulk .chosen");
    $(".bulk")?.classList.toggle("some", n > 0);
    if (said) said.textContent = n ? said.dataset.says.replace("#", n) : "";
  };
  review.addEventListener("change", (e) => { if (e.target.name === "item") count(); });

  // A step that was refused did not happen: what showed at once is taken back.
  for (const refused of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(refused, () => { takeBack?.(); takeBack = null; });

  // After a step the cursor is where it was, or at what the step brought.
  document.addEventListener("htmx:afterSettle", (e) => {
    if (e.detail.target?.id !== "changed") return;
    const focus = $("#changed [data-focus]")?.dataset.focus;
    const to = entry(at) ? at : focus;
    if ($(".correct .told")) { $(".correct [data-first]")?.focus(); return; }
    if (to) see(to, { from: "step" });
    count();
  });

  const phone = matchMedia("(max-width: 720px)").matches;
  if (phone) $(".outline details").open = false;
  const asked = location.hash.match(/^#[et]-(\w+)$/);
  if (asked && entry(asked[1])) see(asked[1]);
  else if ($(".entry.open") && !phone) see($(".entry.open").dataset.id, { focus: false });
})();
