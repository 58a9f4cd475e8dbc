// Typing in at the speed of talk: Ctrl and Enter saves and goes on; the words box is ready after "Save and next".
const form = document.getElementById("record");
const next = form?.querySelector("[data-next]");
const words = form?.querySelector("textarea[name=words]");

if (next && words) {
  form.querySelector("[data-hint]").hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(next);
    }
  });
  if (new URLSearchParams(location.search).has("next")) words.focus();
}
