// Typing in at the speed of keys. Without this module the same page works with Tab, arrows and Enter.
// Single keys can be switched off, and work only while a line of answers has the focus (WCAG 2.1.4).
const form = document.getElementById("typing");
const KEPT = "alongside-paper-keys";
const ANSWERS = { statements: { a: "1", d: "-1", p: "0", x: "" }, pairs: { 1: 0, 2: 1, 3: 2, x: 3 } };

const remembered = () => {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
};
const remember = (on) => {
  try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* it is on again next time */ }
};

if (form) {
  const help = form.querySelector("[data-keys]");
  const toggle = form.querySelector("[data-switch]");
  const save = form.querySelector("[data-save]");
  const rows = [...form.querySelectorAll(".pp-row")];
  const boxes = [...form.querySelectorAll(".pp-line input, .pp-cell input, .pp-moment input")];
  const meant = ANSWERS[form.dataset.kind] || {};
  help.hidden = false;
  if (toggle) toggle.checked = remembered();
  toggle?.addEventListener("change", () => remember(toggle.checked));

  const goTo = (row) => {
    const target = row ? row.querySelector("input:checked") || row.querySelector("input") : form.querySelector("textarea") || save;
    target.focus();
    (row || target).scrollIntoView({ block: "nearest" });
  };

  const answer = (row, key) => {
    const radios = [...row.querySelectorAll("input[type=radio]")];
    const chosen = typeof meant[key] === "number" ? radios[meant[key]] : radios.find((one) => one.value === meant[key]);
    if (!chosen) return false;
    chosen.checked = true;
    goTo(rows[rows.indexOf(row) + 1]);
    return true;
  };

  const inRow = (event, row) => {
    if (event.key === "Backspace") {
      goTo(rows[Math.max(rows.indexOf(row) - 1, 0)]);
      return true;
    }
    return event.key.toLowerCase() in meant && answer(row, event.key.toLowerCase());
  };

  const inBox = (event) => {
    const place = boxes.indexOf(event.target);
    if (event.key !== "Enter" || place < 0) return false;
    const next = boxes[place + 1] || form.querySelector("textarea") || save;
    next.focus();
    next.select?.();
    return true;
  };

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(save);
      return;
    }
    if (!toggle?.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const row = event.target.closest(".pp-row");
    if (row ? inRow(event, row) : inBox(event)) event.preventDefault();
  });
}
