// Reads a text, or the whole page, to those who would rather listen. The buttons stay hidden where a browser cannot.
const canSpeak = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
let speaking = null;

function quiet() {
  speechSynthesis.cancel();
  if (speaking) speaking.label.nodeValue = speaking.was;
  speaking = null;
}

// What is read: the form of the text that stands first; a button that stands in no text reads the page's main part.
const whatFor = (button) =>
  button.closest(".ez-text")?.querySelector(".ez-first .ez-words, .ez-full") || document.querySelector("#now, main");

function ready(button) {
  if (!canSpeak || !button.hidden) return;
  button.hidden = false;
  const label = button.firstChild;
  button.addEventListener("click", () => {
    const again = speaking?.button === button;
    quiet();
    if (again) return;
    const what = whatFor(button);
    const words = new SpeechSynthesisUtterance(what.innerText);
    words.lang = what.closest("[lang]").lang || document.documentElement.lang;
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
