// The room on a phone. What is sent is first kept here, then goes out, and goes out again until the room has it:
// a lost connection loses nothing, and the same key or counter makes it count once.
const room = document.querySelector("#room");
const line = document.querySelector("#rm-line");
const say = (text) => { if (line && line.textContent !== text) line.textContent = text; };

if (room) {
  const base = `/r/${room.dataset.code}/`;
  const store = `alongside-room-${room.dataset.room}-${room.dataset.seat}`;
  const started = performance.now();
  const keep = (name, value) => { try { localStorage.setItem(`${store}-${name}`, JSON.stringify(value)); } catch { /* full or forbidden: it still goes out from memory */ } };
  const read = (name, otherwise) => { try { return JSON.parse(localStorage.getItem(`${store}-${name}`)) ?? otherwise; } catch { return otherwise; } };
  let outbox = read("outbox", []);
  let mine = read("mine", {});
  let last = read("n", 0);
  let version = Number(document.querySelector("#now").dataset.v);
  document.querySelector("[data-nojs]")?.remove();

  // The counter begins at the room's clock, not at the phone's: an old phone may not know what day it is.
  // And it goes on from what another tab of this phone has sent, also where this one slept meanwhile.
  const next = () => { last = Math.max(last + 1, read("n", 0) + 1, Math.floor(Number(room.dataset.n) + performance.now() - started)); keep("n", last); return last; };
  const token = () => document.querySelector(".rm-always input[name=csrfmiddlewaretoken]").value;

  // Sending, one after the other, the oldest first.
  let sending = false;
  let wait = 500;
  const word = () => outbox.length ? (navigator.onLine ? line.dataset.waits : line.dataset.off) : (online ? line.dataset.on : line.dataset.off);
  // What goes out at once is not worth a word: a screen reader would say two after each answer.
  let slow = 0;
  const state = () => { if (word() !== line.dataset.waits) say(word()); else slow ||= setTimeout(() => { slow = 0; say(word()); }, 1500); };
  let online = true;
  async function send(one) {
    if (one.mark) {
      return fetch(`${base}mark?lang=${room.dataset.lang}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(one.mark) });
    }
    return fetch(one.url, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token() }, body: new URLSearchParams(one.words) });
  }
  async function flush() {
    if (sending) return;
    sending = true;
    while (outbox.length) {
      state();
      let answer;
      try { answer = await send(outbox[0]); } catch { answer = null; }
      if (!answer || answer.status === 503 || answer.status === 429 || answer.status >= 500) {
        online = Boolean(answer);
        state();
        await new Promise((done) => setTimeout(done, wait + Math.random() * wait));
        wait = Math.min(wait * 2, 15000);
        continue;
      }
      wait = 500;
      online = true;
      const one = outbox.shift();
      keep("outbox", outbox);
      const told = await answer.json().catch(() => ({}));
      if (answer.status === 403) stranger(one);
      else if (answer.status >= 400) tell(told.say ?? "", true, one);
      else if (told.say) tell(told.say, false, one);
    }
    sending = false;
    state();
  }
  function post(one) { outbox.push(one); keep("outbox", outbox); flush(); }

  // What was not taken comes back into its box, with the reason.
  function tell(text, isWrong, one) {
    if (!text) return;
    const box = document.createElement("div");
    box.className = `alert ${isWrong ? "alert-danger" : "alert-success"} rm-told-now`;
    const words = document.createElement("p");
    words.textContent = text;
    box.append(words);
    document.querySelectorAll(".rm-told-now").forEach((old) => old.remove());
    document.querySelector("#messages").append(box);
    if (isWrong && one?.words) {
      const field = document.querySelector(one.url.endsWith("/park/") ? "#park-words" : "#words") ?? document.querySelector("#park-words");
      if (field && !field.value) { field.value = one.words.words; field.closest("details")?.setAttribute("open", ""); }
    }
    box.scrollIntoView({ block: "nearest" });
  }

  // The room does not know this phone any more, such as when a browser forgets by itself. What was written waits here
  // until the phone has a seat again.
  const lost = `alongside-room-${room.dataset.room}-lost`;
  function stranger(one) {
    clearInterval(poll);
    tell(room.dataset.stranger, true, one);
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = base;
    link.textContent = room.dataset.again;
    link.addEventListener("click", () => {
      const words = [...document.querySelectorAll("#words, #park-words")].map((field) => field.value).filter(Boolean);
      try { if (words.length) localStorage.setItem(lost, words.join("\n")); } catch { /* forbidden: it is written again */ }
    });
    document.querySelector(".rm-told-now").append(link);
  }
  function regain() {
    try { const words = localStorage.getItem(lost); localStorage.removeItem(lost); if (words) park(words); } catch { /* forbidden */ }
  }

  const own = () => { const a = document.querySelector("#now").dataset.a; mine[a] ??= {}; return mine[a]; };
  function mark(a, s, v) {
    own()[s] = v;
    keep("mine", mine);
    post({ mark: { a: Number(a), s: Number(s), v: String(v), n: next() } });
    show();
  }

  // Forms become marks. The page's own form, sent plainly, means the same.
  const ballots = {
    dots: (data) => [...data].filter(([name, value]) => name.startsWith("dots-") && Number(value) > 0).map(([name, value]) => `${name.slice(5)}:${Number(value)}`).join(","),
    diamond: (data) => [...data].filter(([name, value]) => name.startsWith("row-") && value).map(([name, value]) => `${name.slice(4)}:${value}`).join(","),
    nominal: (data) => [...data].filter(([name, value]) => name.startsWith("place-") && value).map(([, value]) => value).join(","),
  };
  const fine = {
    dots: (form, value) => form.dataset.picks >= value.split(",").reduce((sum, part) => sum + Number(part.split(":")[1] ?? 0), 0),
    diamond: (form, value) => [1, 2, 3, 2, 1].every((most, row) => value.split(",").filter((part) => part.endsWith(`:${row + 1}`)).length === most),
    nominal: (form, value) => new Set(value.split(",")).size === value.split(",").length,
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const kind = form.dataset.mark;
    if (kind === undefined && !("words" in form.dataset)) return;
    const data = new FormData(form, event.submitter);
    if ("words" in form.dataset) {
      if (!data.get("words").trim()) { plainly(form); return; }
      event.preventDefault();
      data.set("key", crypto.getRandomValues(new Uint32Array(3)).join("-"));
      data.delete("csrfmiddlewaretoken");
      post({ url: form.getAttribute("action"), words: Object.fromEntries(data) });
      form.querySelectorAll("textarea, input:not([type=hidden])").forEach((field) => { field.value = ""; });
      form.querySelector("textarea").focus();
      return;
    }
    const a = data.get("a");
    if (kind === "pulse") {
      event.preventDefault();
      for (const slot of [1, 2, 3]) if (data.has(`level-${slot}`)) mark(a, slot, data.get(`level-${slot}`));
      thank();
      return;
    }
    if (kind in ballots) {
      const value = data.has("pass") ? "" : ballots[kind](data);
      // The room's own page says in words what is wrong.
      if (!data.has("pass") && (!value || !fine[kind](form, value))) { plainly(form); return; }
      event.preventDefault();
      mark(a, 0, value);
      thank();
      return;
    }
    event.preventDefault();
    mark(a, data.get("s"), data.get("v"));
  });
  // A piece that came from the room's news is the same for all phones and holds no token of this one.
  function plainly(form) {
    if (form.querySelector("[name=csrfmiddlewaretoken]")) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "csrfmiddlewaretoken";
    field.value = token();
    form.append(field);
  }
  function thank() { tell(room.dataset.thanks, false); }

  // Showing what this phone has put already, one statement at a time, the next pair.
  let all = read("all", false);
  function show() {
    const now = document.querySelector("#now");
    const given = mine[now.dataset.a] ?? {};
    now.querySelectorAll("form[data-mark='']").forEach((form) => {
      const slot = form.querySelector("[name=s]")?.value;
      form.querySelectorAll("button[name=v]").forEach((button) => { if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(given[slot] === button.value)); });
    });
    deck(now, given);
    pairs(now, given);
    ballot(now, given);
  }
  function deck(now, given) {
    const list = now.querySelector("[data-deck]");
    const rows = [...(list?.children ?? [])].filter((row) => row.querySelector("form"));
    if (!rows.length) return;
    const left = rows.filter((row) => given[row.querySelector("[name=s]").value] === undefined);
    let foot = now.querySelector(".rm-deck-foot");
    if (!foot) {
      foot = document.createElement("div");
      foot.className = "rm-deck-foot";
      foot.innerHTML = '<p></p><button type="button" class="btn btn-link"></button>';
      foot.querySelector("button").addEventListener("click", () => { all = !all; keep("all", all); show(); });
      list.after(foot);
    }
    const had = document.activeElement?.closest("[data-deck] > li");
    // Phones differ in which of the three most telling ones comes first, so that none is left for last by everybody.
    const here = left[Number(room.dataset.seat) % Math.min(3, left.length || 1)];
    rows.forEach((row) => { row.hidden = !all && row !== here; });
    foot.querySelector("p").textContent = left.length ? `${list.dataset.left} ${left.length}` : list.dataset.done;
    foot.querySelector("button").textContent = all ? list.dataset.one : list.dataset.all;
    if (had?.hidden) { const to = here?.querySelector(".rm-words") ?? foot.querySelector("p"); to.tabIndex = -1; to.focus({ preventScroll: true }); }
  }
  // For ears only: what is new where the focus stays, or must not be taken away.
  const ear = document.querySelector("#rm-new");
  const announce = (text) => { ear.textContent = `${ear.dataset.words} ${text}`; };
  // An answer to what this person did: said once they pause, and said again when it is the same as before.
  let pause = 0;
  const hear = (text) => { clearTimeout(pause); ear.textContent = ""; pause = setTimeout(() => { ear.textContent = text; }, 500); };
  function pairs(now, given) {
    const box = now.querySelector("[data-pairs]");
    const form = box?.querySelector("form");
    if (!form) return;
    const numbers = box.dataset.pairs.split(",").map(Number).filter(Boolean);
    const words = (number) => box.querySelector("template").content.querySelector(`[data-number="${number}"]`)?.textContent ?? "";
    const slots = numbers.flatMap((low) => numbers.filter((high) => low < high).map((high) => low * 100000 + high)).filter((slot) => given[slot] === undefined);
    const seat = Number(room.dataset.seat);
    const order = (slot) => (Math.imul(slot, 40503) + Math.imul(seat, 2654435)) >>> 0;
    slots.sort((one, other) => order(one) - order(other));
    if (!slots.length) { const done = document.createElement("p"); done.textContent = box.dataset.done; const had = form.contains(document.activeElement); done.tabIndex = -1; form.replaceWith(done); if (had) done.focus(); return; }
    const [low, high] = [Math.floor(slots[0] / 100000), slots[0] % 100000];
    if (form.contains(document.activeElement) && form.elements.s.value !== String(slots[0])) announce(`${words(low)} · ${words(high)}`);
    form.querySelector("[name=s]").value = slots[0];
    [low, high].forEach((number, place) => { const button = form.querySelectorAll("button")[place]; button.value = number; button.textContent = words(number); });
  }
  function ballot(now, given) {
    const form = now.querySelector("form[data-mark=dots], form[data-mark=diamond], form[data-mark=nominal]");
    if (!form) { levels(now, given); return; }
    if (given[0] && !form.dataset.filled) {
      given[0].split(",").forEach((part, place) => {
        const [number, amount] = part.split(":");
        const field = form.elements[`dots-${number}`] ?? form.elements[`row-${number}`] ?? form.elements[`place-${place + 1}`];
        if (field) field.value = amount ?? number;
      });
    }
    form.dataset.filled = "1";
    steps(form);
    left(form);
  }
  function steps(form) {
    form.querySelectorAll("input[type=number]").forEach((field) => {
      if (field.dataset.steps) return;
      field.dataset.steps = "1";
      const label = form.querySelector(`label[for="${field.id}"]`).textContent;
      const button = (text, by) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "btn btn-outline-secondary rm-step-button";
        made.textContent = text;
        made.setAttribute("aria-label", `${text} ${label}`);
        made.addEventListener("click", () => { const value = Math.max(0, Number(field.value) + by); if (by < 0 || free(form) > 0) { field.value = value; left(form); } hear(`${label}: ${field.value}. ${form.querySelector(".rm-left").textContent}`); });
        return made;
      };
      const box = document.createElement("span");
      box.className = "rm-steps";
      field.replaceWith(box);
      box.append(button("−", -1), field, button("+", 1));
      field.addEventListener("input", () => { left(form); hear(form.querySelector(".rm-left").textContent); });
    });
    form.querySelectorAll("select").forEach((field) => field.addEventListener("change", () => { left(form); if (form.querySelector(".rm-left")) hear(form.querySelector(".rm-left").textContent); }));
  }
  const free = (form) => Number(form.dataset.picks) - [...form.querySelectorAll("input[type=number]")].reduce((sum, field) => sum + Number(field.value), 0);
  function left(form) {
    const place = form.querySelector(".rm-left");
    if (!place) return;
    if (form.dataset.mark === "dots") place.textContent = `${place.dataset.left} ${free(form)}`;
    if (form.dataset.mark === "diamond") {
      const chosen = [...form.querySelectorAll("select")].map((field) => Number(field.value));
      place.textContent = `${place.dataset.rows} ${[1, 2, 3, 2, 1].map((most, row) => most - chosen.filter((one) => one === row + 1).length).join(" · ")}`;
    }
  }
  function levels(now, given) {
    const form = now.querySelector("form[data-mark=pulse]");
    if (!form || form.dataset.filled) return;
    form.dataset.filled = "1";
    for (const [slot, value] of Object.entries(given)) form.querySelectorAll(`[name="level-${slot}"]`).forEach((box) => { box.checked = box.value === value; });
  }

  // News from the room: a stream, and looking by itself where streams do not get through.
  let looking = false;
  async function look(to) {
    if (looking || to === version) return;
    looking = true;
    try {
      const answer = await fetch(`${base}now?lang=${room.dataset.lang}`);
      if (answer.status === 403) stranger();
      if (answer.ok) swap(await answer.text());
      setTimeout(remember, Math.random() * 1500);
      online = true;
    } catch { online = false; }
    looking = false;
    state();
  }
  // How to find in a new piece what had the focus in the old one.
  function found(field) {
    const row = field.closest("li[id]");
    return field.id ? `#${field.id}` : row && field.value !== undefined ? `#${row.id} button[value="${CSS.escape(field.value)}"]` : "";
  }
  function swap(html) {
    const old = document.querySelector("#now");
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("#now");
    if (!made) return;
    version = Number(made.dataset.v);
    const same = made.dataset.a === old.dataset.a && made.dataset.a !== "0";
    const writing = [...old.querySelectorAll("textarea, input[name=moment]")].map((field) => [field.id, field.value]).filter(([, value]) => value);
    const stepped = same && made.dataset.step !== old.dataset.step;
    const focused = old.contains(document.activeElement) ? found(document.activeElement) : "";
    if (same && (writing.length || old.querySelector("form[data-mark]:focus-within")) && old.dataset.kind !== "statements") return; // never under somebody's hands
    old.replaceWith(made);
    if (!same) document.querySelectorAll("#messages > *").forEach((told) => told.remove());
    for (const [id, value] of writing) { const field = same ? document.getElementById(id) : null; if (field) { field.value = value; field.closest("details")?.setAttribute("open", ""); } else park(value); }
    show();
    const title = made.querySelector("#now-title");
    const busy = document.activeElement?.closest(".rm-always"); // nobody's hands are moved while they write elsewhere
    if ((!same || stepped) && busy) announce(`${title.textContent} ${made.querySelector(".rm-step")?.textContent ?? ""}`);
    else if (!same) { title.focus({ preventScroll: true }); window.scrollTo({ top: 0 }); }
    else if (stepped) hold(made.querySelector(".rm-step") ?? title);
    else if (focused) hold(made.querySelector(focused) ?? title);
  }
  function hold(place) { if (place.tabIndex < 0) place.tabIndex = -1; place.focus({ preventScroll: true }); }
  function park(value) {
    const later = document.querySelector("#park-words");
    if (!later) return;
    if (!later.value.includes(value)) later.value = [later.value, value].filter(Boolean).join("\n");
    later.closest("details").open = true;
    tell(room.dataset.parked, false);
  }
  let poll = 0;
  function polling() {
    clearInterval(poll);
    poll = setInterval(async () => {
      try { const answer = await fetch(`${base}counts`); if (answer.status === 403) { stranger(); return; } const told = await answer.json(); online = true; if (told.v && told.v !== version) look(told.v); } catch { online = false; }
      state();
      if (outbox.length) flush();
    }, 4000);
  }
  function listen() {
    if (!("EventSource" in window)) { polling(); return; }
    const stream = new EventSource(`${base}stream`);
    let failed = 0;
    stream.addEventListener("room", (event) => { failed = 0; online = true; const told = JSON.parse(event.data); if (told.v !== version) setTimeout(() => look(told.v), Math.random() * 300); state(); flush(); });
    stream.onerror = () => { online = false; state(); if (stream.readyState === 2 || (failed += 1) > 3) { stream.close(); polling(); setTimeout(listen, 60000); } };
  }
  // While the counts are shown they change with each answer; the room makes that piece anew every few seconds.
  setInterval(async () => {
    const box = document.querySelector("#now .rm-result");
    if (!box || document.hidden || looking || box.contains(document.activeElement)) return;
    try {
      const answer = await fetch(`${base}now?lang=${room.dataset.lang}`);
      const made = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#now") : null;
      const fresh = made && Number(made.dataset.v) === version && made.querySelector(".rm-result");
      if (fresh && box.isConnected) box.replaceWith(fresh);
    } catch { /* the next one will do */ }
  }, 6000 + Math.random() * 4000);
  window.addEventListener("online", () => { online = true; wait = 500; flush(); look(0); });
  window.addEventListener("offline", () => { online = false; state(); });
  async function remember() {
    try {
      const told = await (await fetch(`${base}mine/`, { headers: { Accept: "application/json" } })).json();
      const place = document.querySelector("#my-table");
      const words = told.table ? place.dataset.words.replace("{round}", told.round).replace("{table}", told.table) : "";
      if (place.textContent !== words) place.textContent = words; // the same again would be said again
      if (told.a) { mine[told.a] = { ...told.marks, ...(mine[told.a] ?? {}) }; keep("mine", mine); }
    } catch { /* what this phone remembers will do */ }
    show();
  }
  show();
  remember();
  regain();
  flush();
  listen();
}
