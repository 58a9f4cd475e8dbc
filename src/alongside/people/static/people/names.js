// While names are typed: how each way to be named would look. The server says the same after saving.
const form = document.querySelector("[data-names]");

function ways() {
  const value = (name) => (form.elements[name]?.value ?? "").trim().replace(/\s+/g, " ");
  const full = value("full_name") || value("nickname");
  return {
    full,
    first: value("full_name") ? value("full_name").split(" ")[0] : value("nickname"),
    initials: full.split(" ").filter(Boolean).map((part) => `${[...part][0].toUpperCase()}.`).join(""),
    pseudonym: value("pseudonym"),
    group: value("group_name"),
    anonymous: "",
  };
}

form?.addEventListener("input", () => {
  const shown = ways();
  for (const place of document.querySelectorAll("[data-way]")) {
    place.textContent = shown[place.dataset.way] || place.dataset.none;
  }
});
