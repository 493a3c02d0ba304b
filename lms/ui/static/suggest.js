// A list under a box while typing; the box works without it. Loaded only by pages that have one.
(() => {
  "use strict";
  // A list while typing: GET <data-suggest>?q=… answers [{value, label, note}].
  document.querySelectorAll("[data-suggest]").forEach((box, nth) => {
    const list = document.createElement("ul");
    let at = -1, asked = 0, wait = 0;
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "ds" + nth })
      .forEach(([name, value]) => box.setAttribute(name, value));
    list.id = "ds" + nth;
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.labels[0] ? box.labels[0].textContent : "");
    list.hidden = true;
    box.after(list);
    const close = () => { list.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const take = (row) => { box.value = row.dataset.value; close(); };
    const mark = (to) => {
      const rows = Array.from(list.children);
      if (!rows.length) return;
      at = (to + rows.length) % rows.length;
      rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
      box.setAttribute("aria-activedescendant", rows[at].id);
    };
    const show = (rows) => {
      list.textContent = "";
      rows.slice(0, 8).forEach((item, n) => {
        const row = document.createElement("li"), label = document.createElement("span"), note = document.createElement("small");
        row.id = list.id + "-" + n;
        row.setAttribute("role", "option");
        row.dataset.value = item.value;
        label.textContent = item.label;
        note.textContent = item.note || "";
        row.append(label, note);
        list.append(row);
      });
      list.hidden = !rows.length;
      at = -1;
      box.setAttribute("aria-expanded", String(!!rows.length));
    };
    box.addEventListener("input", () => {
      clearTimeout(wait);
      if (box.value.trim().length < 2) { close(); return; }
      wait = setTimeout(() => {
        const mine = ++asked;
        fetch(box.dataset.suggest + (box.dataset.suggest.includes("?") ? "&q=" : "?q=") + encodeURIComponent(box.value)).then((r) => (r.ok ? r.json() : []))
          .then((rows) => { if (mine === asked && box === document.activeElement) show(rows); }, close);
      }, 250);
    });
    box.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(list.children[at]); }
      else if (event.key === "Escape") close();
    });
    list.addEventListener("mousedown", (event) => { event.preventDefault(); const row = event.target.closest("li"); if (row) take(row); });
    box.addEventListener("blur", close);
  });
})();
