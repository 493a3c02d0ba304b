// Gathers four taps and sends them once; without it each tap is a sending. Loaded only by pages with a grid of pictures.
(() => {
  "use strict";
  const grid = document.querySelector("[data-pictures]");
  if (!grid) return;
  const most = Number(grid.dataset.pictures), form = grid.closest("form"), so_far = form.querySelector("[name=pictures]");
  const says = document.getElementById("dem-hinh"), cells = form.querySelectorAll(".cells > *");
  let taps = so_far.value ? so_far.value.split(" ") : [];
  const show = () => {
    says.querySelector("b").textContent = says.dataset.word.replace("#", Math.min(taps.length + 1, most));
    cells.forEach((cell, n) => { cell.className = n < taps.length ? "done" : n === taps.length ? "now" : ""; });
  };
  grid.addEventListener("click", (event) => {
    const tapped = event.target.closest("button");
    if (!tapped) return;
    event.preventDefault();
    if (taps.length >= most) return;
    taps.push(tapped.value);
    so_far.value = taps.join(" ");
    show();
    if (taps.length === most) form.submit();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { taps = []; so_far.value = ""; show(); } });
})();
