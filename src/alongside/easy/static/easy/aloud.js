// Reads a text, or the whole page, to those who would rather listen. The buttons stay hidden where a browser cannot.
const canSpeak = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
let speaking = null;

function quiet() {
  speechSynthesis.cancel();
  if (speaking) speaking.label.nodeValue = speaking.was;
  speaking = null;
}

// What is read: the text the button stands in, without closed parts and buttons; else the page's main part.
function wordsFor(button) {
  const whole = button.closest(".ez-text") || document.querySelector("#now, main");
  return whole ? whole.innerText.replace(button.innerText, "") : "";
}

function languageFor(button) {
  const inside = button.closest(".ez-text")?.querySelector(".ez-first [lang]");
  return inside?.lang || button.closest("[lang]")?.lang || document.documentElement.lang;
}

function ready(button) {
  if (!canSpeak || !button.hidden) return;
  button.hidden = false;
  const label = button.firstChild;
  button.addEventListener("click", () => {
    const again = speaking?.button === button;
    quiet();
    if (again) return;
    const words = new SpeechSynthesisUtterance(wordsFor(button));
    words.lang = languageFor(button);
    words.onend = () => { if (speaking?.button === button) quiet(); };
    speaking = { button, label, was: label.nodeValue };
    label.nodeValue = button.dataset.stop;
    speechSynthesis.speak(words);
  });
}

const all = () => document.querySelectorAll("[data-aloud]").forEach(ready);
all();
document.addEventListener("htmx:afterSwap", all);
if (canSpeak) window.addEventListener("pagehide", quiet);
