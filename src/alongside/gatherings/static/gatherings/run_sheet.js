// Dragging on top of the run sheet's plain forms: a drop sends what the buttons send, with the new place.

const sheet = document.querySelector("[data-sheet]");
const steps = () => [...sheet.querySelectorAll("[data-step]")];
let dragged = null;

const stepOf = (event) => event.target.closest?.("[data-step]");
const isLower = (step, event) => {
  const box = step.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
};

function mark(over, lower) {
  for (const step of steps()) {
    step.classList.toggle("gt-step--over-before", step === over && !lower);
    step.classList.toggle("gt-step--over-after", step === over && lower);
  }
}

function onStart(event) {
  if (!event.target.matches?.("[data-grip]")) return;
  dragged = stepOf(event);
  event.dataTransfer.setDragImage(dragged, 20, 20);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("gt-step--going");
}

function onOver(event) {
  const over = stepOf(event);
  if (!dragged || !over) return;
  event.preventDefault();
  mark(over === dragged ? null : over, isLower(over, event));
}

// The place it has once it is taken out of the list and put in again.
function placeFor(over, lower) {
  const others = steps().filter((step) => step !== dragged);
  return others.indexOf(over) + (lower ? 1 : 0);
}

function onDrop(event) {
  const over = stepOf(event);
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const place = document.createElement("input");
  place.type = "hidden";
  place.name = "place";
  place.value = String(placeFor(over, isLower(over, event)));
  const form = dragged.querySelector("[data-move]");
  form.append(place);
  form.submit();
}

function onEnd() {
  mark(null);
  dragged?.classList.remove("gt-step--going");
  dragged = null;
}

if (sheet) {
  for (const grip of sheet.querySelectorAll("[data-grip]")) grip.draggable = true;
  sheet.addEventListener("dragstart", onStart);
  sheet.addEventListener("dragover", onOver);
  sheet.addEventListener("drop", onDrop);
  sheet.addEventListener("dragend", onEnd);
}
