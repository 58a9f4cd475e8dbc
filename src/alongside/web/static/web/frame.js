// Small help on top of plain pages: htmx sends the form's own token, and an error summary gets the focus.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
// A form that came back with errors (422) is shown, not swallowed.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.querySelector("[data-error-summary]")?.focus();
// What a page brings along in its place for messages is there before any ear listens. Put in again a moment later, it is said.
const told = [...document.querySelectorAll("#messages > *")];
if (told.length) setTimeout(() => told.forEach((one) => { if (one.isConnected && !one.contains(document.activeElement)) one.replaceWith(one.cloneNode(true)); }), 500);
