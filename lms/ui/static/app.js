// Only improves pages that work without it: text size and theme of this device, printing, copying, showing a secret,
// focus on what is to be corrected, one sending per press. Writes text and attributes, never HTML.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (css, from) => Array.from((from || document).querySelectorAll(css));
  root.classList.add("js");

  // Text size and theme: kept in this browser only, never sent.
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch (e) { /* private mode */ } };
  const kept = (key) => { try { return localStorage.getItem(key); } catch (e) { return null; } };
  const wear = (key, value) => {
    root.setAttribute("data-" + key, value);
    all(".device [data-" + key + "]").forEach((b) => b.setAttribute("aria-pressed", String(b.getAttribute("data-" + key) === value)));
  };
  ["size", "theme"].forEach((key) => { if (kept(key)) wear(key, kept(key)); });

  // Where a link of the error summary leads: the control, or the first one of a group.
  const control = (id) => {
    const found = document.getElementById(id);
    return found && found.matches("fieldset") ? found.querySelector("input") : found;
  };
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();

  document.addEventListener("click", (event) => {
    const at = event.target.closest("[data-size],[data-theme],[data-print],[data-copy],[data-show],[data-errors] a,a.term");
    if (!at || at === root) return;
    const data = at.dataset;
    if (data.size || data.theme) {
      const key = data.size ? "size" : "theme";
      wear(key, data[key]);
      keep(key, data[key]);
    } else if ("print" in data) {
      print();
    } else if ("copy" in data) {
      const done = () => { at.querySelector("span").textContent = data.done; };
      const text = document.getElementById(data.copy);
      if (navigator.clipboard) navigator.clipboard.writeText(text.textContent.trim()).then(done, () => {});
      else { getSelection().selectAllChildren(text); if (document.execCommand("copy")) done(); }
    } else if ("show" in data) {
      const field = document.getElementById(data.show);
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      at.setAttribute("aria-pressed", String(shown));
    } else {
      const target = control(at.hash.slice(1));
      if (!target) return;
      if (target.matches("details")) target.open = true;
      else { event.preventDefault(); target.focus(); }
    }
  });

  // One press, one sending; after ten seconds (a lost network) it may be pressed again: once-keys make the second harmless.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 10000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((f) => { delete f.dataset.sent; }));
})();
