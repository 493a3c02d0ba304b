// Saves an answer on choosing; one not sent yet stays in this tab.
(() => {
  "use strict";
  const get = (id) => document.getElementById(id), ask = get("lam-bai"), form = ask || get("nop-bai"), box = get("da-luu");
  if (!form || !window.AbortController) return;
  const here = location.pathname, key = "hvs" + here.split("/")[2], said = box.dataset;
  let kept = {}, timer, busy, leave;
  const store = (name, text) => { try { return text ? sessionStorage.setItem(name, text) : sessionStorage.getItem(name); } catch (e) {} };
  const say = (word) => (box.textContent = word);
  const given = () => {
    const all = new URLSearchParams(new FormData(form));
    all.delete("csrf_token");
    return ask ? "" + all : "";
  };
  const keep = (path, body) => {
    if (body) kept[path] = body; else delete kept[path];
    store(key, JSON.stringify(kept));
  };
  const again = () => { say(said.lost); timer = setTimeout(send, 5000); };
  const answered = (path, body, status, data) => {
    const mine = path === here;
    if (status === 401) return location.assign("/dang-nhap?tiep=" + encodeURIComponent(path + "?" + body));
    if (status === 400 && store(key + "!") !== body) { store(key + "!", body); return location.reload(); }
    if (status > 428) return again();
    if (kept[path] === body) keep(path);
    if (status < 300) {
      say(said.saved.replace("…", data.saved));
      if (mine && get("chua-luu")) get("chua-luu").hidden = true;
    } else if (mine) {
      say(data.message);
      if (leave) return form.submit();
    }
    send();
  };
  // One at a time: last chosen, last there.
  function send() {
    const path = Object.keys(kept)[0], body = kept[path];
    clearTimeout(timer);
    if (busy || !path) return busy || leave && leave();
    const stop = new AbortController(), late = setTimeout(() => stop.abort(), 15000);
    const over = (act) => (got) => { busy = false; clearTimeout(late); act(got); };
    const headers = { Accept: "application/json", "X-CSRFToken": form.csrf_token.value };
    busy = true;
    fetch(path, { method: "POST", credentials: "same-origin", keepalive: true, signal: stop.signal, headers, body: new URLSearchParams(body) })
      .then((r) => r.json().then((data) => () => answered(path, body, r.status, data))).then(over((act) => act()), over(again));
  }
  try { kept = JSON.parse(store(key)) || {}; } catch (e) {}
  if (kept[here]) {
    const was = new URLSearchParams(kept[here]);
    form.querySelectorAll("[id^=a-]").forEach((one) => {
      if (one.type[0] === "s") one.value = was.get(one.name);
      else one.checked = was.getAll(one.name).includes(one.value);
    });
  }
  form.addEventListener("change", () => {
    if (given() && !/=(&|$)/.test(given())) { keep(here, given()); send(); }
  });
  form.addEventListener("submit", (event) => {
    if (given()) keep(here, given());
    if (!Object.keys(kept).length) return;
    event.preventDefault();
    leave = () => (ask ? location.assign(said.next) : form.submit());
    send();
  });
  addEventListener("online", send);
  send();
})();
