// Files are dropped on a form or pasted into it; one that is too large is named
// before it is sent.
(() => {
  "use strict";
  const inputOf = (e) => e.target.closest?.("form")?.querySelector("input[type=file][multiple]");
  const check = (input) => {
    const large = [...input.files].find((f) => f.size > Number(input.dataset.most || Infinity));
    input.setCustomValidity(large ? input.dataset.large.replace("%s", large.name) : "");
    if (large) input.reportValidity();
  };
  const add = (e, files) => {
    const input = files?.length && inputOf(e);
    if (!input) return;
    e.preventDefault();
    const all = new DataTransfer();
    for (const f of [...input.files, ...files]) all.items.add(f);
    input.files = all.files;
    check(input);
  };
  document.addEventListener("paste", (e) => add(e, e.clipboardData?.files));
  document.addEventListener("dragover", (e) => { if (inputOf(e) && [...e.dataTransfer.types].includes("Files")) e.preventDefault(); });
  document.addEventListener("drop", (e) => add(e, e.dataTransfer?.files));
  document.addEventListener("change", (e) => { if (e.target.matches?.("input[type=file][data-most]")) check(e.target); });
})();
