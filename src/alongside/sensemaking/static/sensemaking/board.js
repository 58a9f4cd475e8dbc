// Dragging and keys on top of the board's plain forms. Each drop posts what the buttons post; a failure puts it back.

const board = document.querySelector("[data-board]");

const columns = () => [...board.querySelectorAll("[data-column]")];
const columnOf = (node) => node.closest("[data-column]");
const titleOf = (column) => column.querySelector("[data-title]").textContent.trim();
const listOf = (column) => column.querySelector("[data-cards]");
const say = (name, what = "") => {
  board.querySelector("[data-live]").textContent = board.dataset[name].replace("%s", what);
};

function count(column, by) {
  const shown = column.querySelector("[data-count]");
  shown.textContent = String(Number(shown.textContent) + by);
}

function prepare(root) {
  for (const card of root.querySelectorAll("[data-card]")) {
    card.draggable = true;
    card.querySelector("[data-handle]").hidden = false;
  }
}

class Refused extends Error {}

async function ask(card, into, also) {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", board.querySelector("[name=csrfmiddlewaretoken]").value);
  const verb = into === "0" ? "out" : also ? "put" : "move";
  form.set("do", `${verb}:${card.dataset.card}:${card.dataset.from}`);
  form.set(`into-${card.dataset.card}-${card.dataset.from}`, into);
  const answer = await fetch(board.action, { method: "POST", body: form, headers: { "HX-Request": "true" } });
  const text = await answer.text();
  if (answer.status === 409) throw new Refused(text);
  if (!answer.ok) throw new Error(String(answer.status));
  return text;
}

// The answer holds every card this voice has now: make each column on the board agree with it.
function agree(voice, html, was) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = new Map([...holder.content.querySelectorAll("[data-card]")].map((card) => [card.dataset.from, card]));
  for (const column of columns()) {
    const id = column.dataset.column;
    const old = column.querySelector(`[data-card="${voice}"]`);
    const next = fresh.get(id);
    if (old && next) old.replaceWith(next);
    else if (old) old.remove();
    else if (next) listOf(column).prepend(next);
    count(column, (next ? 1 : 0) - (was.has(id) ? 1 : 0));
  }
  prepare(board);
}

const whereIs = (voice) =>
  new Set([...board.querySelectorAll(`[data-card="${voice}"]`)].map((card) => columnOf(card).dataset.column));

async function place(card, column, { also = false, keys = false } = {}) {
  const into = column.dataset.column;
  const home = columnOf(card);
  if (column === home || (also && into === "0")) return say("sayBack");
  const voice = card.dataset.card;
  const was = whereIs(voice);
  const next = card.nextElementSibling;
  const shown = also || was.has(into) ? card.cloneNode(true) : card;
  if (!was.has(into)) listOf(column).prepend(shown);
  shown.classList.add("al-sort-card--going");
  try {
    agree(voice, await ask(card, into, also), was);
    say("sayDone", titleOf(column));
  } catch (error) {
    if (shown !== card) shown.remove();
    else listOf(home).insertBefore(card, next);
    card.classList.remove("al-sort-card--going");
    say("sayFailed");
    tell(error instanceof Refused ? error.message : board.dataset.sayFailed);
    column = home;
  }
  if (keys) (column.querySelector(`[data-card="${voice}"] [data-handle]`) || home.querySelector("[data-handle]"))?.focus();
}

function tell(text) {
  const box = document.createElement("div");
  box.className = "alert alert-danger";
  box.textContent = text;
  document.querySelector("#messages")?.replaceChildren(box);
}

// Dragging with a mouse. Shift while dropping: there too, not instead.
let dragged = null;
const mark = (column) => {
  for (const one of columns()) one.classList.toggle("al-column--over", one === column);
};

function onDragStart(event) {
  dragged = event.target.closest?.("[data-card]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "copyMove";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
}

function onDragOver(event) {
  const column = columnOf(event.target);
  if (!dragged || !column) return;
  event.preventDefault();
  mark(column);
}

function onDrop(event) {
  const column = columnOf(event.target);
  mark(null);
  if (!dragged || !column) return;
  event.preventDefault();
  place(dragged, column, { also: event.shiftKey });
  dragged = null;
}

// Keys: pick up, choose, put down.
let held = null;

function pickUp(handle) {
  const card = handle.closest("[data-card]");
  held = { card, handle, over: columnOf(card) };
  handle.setAttribute("aria-pressed", "true");
  card.classList.add("al-sort-card--held");
  say("sayUp", titleOf(held.over));
}

function letGo() {
  const was = held;
  held = null;
  mark(null);
  was.handle.removeAttribute("aria-pressed");
  was.card.classList.remove("al-sort-card--held");
  return was;
}

function choose(step) {
  const all = columns();
  held.over = all[(all.indexOf(held.over) + step + all.length) % all.length];
  mark(held.over);
  held.over.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("sayOver", titleOf(held.over));
}

const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: forward === "ArrowLeft" ? 1 : -1, ArrowRight: forward === "ArrowRight" ? 1 : -1 };

function onKey(event) {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle) return;
  const isPress = event.key === "Enter" || event.key === " ";
  if (!held && isPress) pickUp(handle);
  else if (!held) return;
  else if (isPress) {
    const { card, over } = letGo();
    place(card, over, { also: event.shiftKey, keys: true });
  } else if (event.key === "Escape") {
    letGo();
    say("sayBack");
  } else if (event.key in STEPS) choose(STEPS[event.key]);
  else return;
  event.preventDefault();
}

function onLeave(event) {
  if (held && event.target === held.handle) {
    letGo();
    say("sayBack");
  }
}

if (board) {
  prepare(board);
  document.querySelector("[data-keys]").hidden = false;
  board.addEventListener("dragstart", onDragStart);
  board.addEventListener("dragover", onDragOver);
  board.addEventListener("dragend", () => mark(null));
  board.addEventListener("drop", onDrop);
  board.addEventListener("keydown", onKey);
  board.addEventListener("focusout", onLeave);
}
