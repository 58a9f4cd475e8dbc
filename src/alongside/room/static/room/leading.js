// The host's page looks for news by itself. Only what is new is changed, so the focus and what an ear is reading stay.
// A button that now means something else has another id: it is never changed into that under somebody's finger.
const same = (one, other) => one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
function renew(old, made) {
  if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== made.data) old.data = made.data; return; }
  if (old.name === "csrfmiddlewaretoken") return;
  for (const { name } of [...old.attributes]) if (!made.hasAttribute(name) && !["open", "tabindex"].includes(name)) old.removeAttribute(name);
  for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const wanted = new Set([...made.children].map((one) => one.id).filter(Boolean));
  for (const one of [...old.children]) if (one.id && !wanted.has(one.id)) one.remove();
  old.normalize(); // two spaces side by side would throw the rest out of step
  let place = old.firstChild;
  for (const one of [...made.childNodes]) {
    if (place && same(place, one)) { renew(place, one); place = place.nextSibling; }
    else old.insertBefore(one, place);
  }
  while (place) { const next = place.nextSibling; place.remove(); place = next; }
}
document.addEventListener("htmx:beforeSwap", (event) => {
  const box = event.target;
  if (box.id !== "leading" || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  const made = box.cloneNode(false);
  made.innerHTML = event.detail.serverResponse;
  const running = () => box.querySelector("#running")?.textContent;
  const waiting = () => box.querySelectorAll(".rm-waiting > li").length;
  const [ran, waited, held] = [running(), waiting(), box.contains(document.activeElement)];
  renew(box, made);
  const said = document.querySelector("#leading-said");
  if (running() !== ran) said.textContent = running();
  else if (waiting() > waited) said.textContent = `${said.dataset.waiting} ${waiting()}`;
  // What had the focus is gone: the heading of what runs has it then.
  if (held && !box.contains(document.activeElement)) { const to = box.querySelector("#running"); to.tabIndex = -1; to.focus({ preventScroll: true }); }
});
