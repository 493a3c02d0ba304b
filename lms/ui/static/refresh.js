// Has a page follow what happens while a lesson is held: asks every 20 seconds, only while it is seen, less often when
// the network fails, no more once the lesson is over. Parses no HTML of its own: the browser reads the answer as a page.
(() => {
  "use strict";
  const get = (from) => from.querySelector("[data-refresh]");
  let box = get(document);
  if (!box) return;
  const usual = Number(box.dataset.refresh) * 1000, longest = usual * 16;
  let pause = usual, timer, busy, last = Date.now(), over = last + Number(box.dataset.left) * 1000;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(ask, wait); };
  const failed = () => { busy = false; pause = Math.min(pause * 2, longest); later(pause); };
  const take = (fresh) => {
    const at = box.contains(document.activeElement) && document.activeElement.getAttribute("href");
    box.replaceWith(document.adoptNode(fresh));
    box = fresh;
    over = Date.now() + Number(box.dataset.left) * 1000;
    const same = at && Array.from(box.querySelectorAll("a")).find((link) => link.getAttribute("href") === at);
    if (same) same.focus();
  };
  const answered = (sent) => {
    busy = false;
    last = Date.now();
    if (sent.status > 428) return failed();
    const fresh = sent.status === 200 && sent.response && get(sent.response);
    if (sent.status !== 304 && !fresh) return sent.status === 200 && location.reload();
    if (fresh) take(fresh);
    pause = usual;
    later(pause);
  };
  function ask() {
    clearTimeout(timer);
    if (busy || document.hidden || Date.now() > over) return;
    busy = true;
    const sent = new XMLHttpRequest();
    sent.open("GET", location.href);
    sent.responseType = "document";
    sent.timeout = 15000;
    sent.setRequestHeader("If-None-Match", '"' + box.dataset.tag + '"');
    sent.onload = () => answered(sent);
    sent.onerror = sent.ontimeout = failed;
    sent.send();
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(Math.max(0, last + pause - Date.now())); });
  later(usual);
})();
