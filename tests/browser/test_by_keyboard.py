"""With keys alone: past the menus in one step, to every control, never caught, always seeing where one is."""

from typing import Any

import pytest

PAGES = [
    (None, "/"),
    (None, "/sign-in/"),
    (None, "/p/getting-there-and-back/"),
    (None, "/p/getting-there-and-back/draft/1/"),
    ("Amina", "/my/"),
    ("Amina", "/p/getting-there-and-back/voices/"),
    ("Hana", "/p/getting-there-and-back/board/"),
    ("Hana", "/p/getting-there-and-back/desk/"),
    ("Dev", "/p/getting-there-and-back/waiting/"),
]
PLACE = """() => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect();
  if (at === document.body) return null;
  window.been ??= new Map();
  if (!window.been.has(at)) window.been.set(at, window.been.size);
  return {
    number: window.been.get(at),
    html: at.outerHTML.slice(0, 120),
    ring: [look, getComputedStyle(at.closest(".al-project") ?? at)].some(
      (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2),
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")]
  .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
    && !(one.type === "radio" && !one.checked)).length"""


def steps_through(page: Any) -> list[dict[str, Any]]:
    """Every place where Tab stops, in order, until it comes round."""
    places: list[dict[str, Any]] = []
    for _press in range(1500):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place is None or (places and place["number"] == 0):
            return places
        if not places or place["number"] != places[-1]["number"]:  # a date's day, month and year are one field
            places.append(place)
    raise AssertionError("Tab never came round")


@pytest.mark.parametrize(("who", "path"), PAGES, ids=[f"{path} as {who or 'a stranger'}" for who, path in PAGES])
def test_tab_reaches_everything_and_shows_where_it_is(example, browse, who, path):
    page = browse(example, who)
    page.goto(path)
    reachable = page.evaluate(REACHABLE)
    places = steps_through(page)
    numbers = [place["number"] for place in places]
    assert len(numbers) == len(set(numbers)), "caught in a loop"
    assert len(places) >= reachable, f"{reachable} controls, {len(places)} reached"
    unseen = [place["html"] for place in places if not place["ring"] or not place["shown"]]
    assert not unseen, "\n".join(unseen[:20])


@pytest.mark.parametrize("path", ["voices/", "say/", "board/", "gatherings/"])
def test_the_first_step_leads_past_the_menus(example, browse, path):
    page = browse(example, "Hana")
    page.goto(f"/p/getting-there-and-back/{path}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert not page.evaluate("document.activeElement.closest('nav.al-tabs')")


def test_an_error_takes_the_focus_and_leads_to_its_field(example, browse):
    page = browse(example, "Amina")
    page.goto("/p/getting-there-and-back/say/")
    page.locator("main form button[type=submit]").last.click()
    summary = page.locator("[data-error-summary]")
    assert summary.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.evaluate("document.activeElement.name")
    assert page.locator(f"[name={field}]").get_attribute("aria-invalid") == "true"
