"""Every page that links lead to, as each person: no axe finding in three looks, valid HTML, no sideways scrolling."""

from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

AXE = Axe()
PEOPLE = [None, "Amina", "Hana", "Dev"]
LOOKS = ["light", "dark", "contrast"]  # the first is what a new person sees
STARTS = ["/", "/my/", "/p/getting-there-and-back/", "/look/"]
PER_KIND = 1


def kind_of(path: str) -> str | None:
    try:
        return resolve(path).view_name or None
    except Resolver404:
        return None


def pages_for(page: Any) -> list[str]:
    """Walk the links from the start pages; one address of each kind of page."""
    waiting, seen, kinds = list(STARTS), set(), {}
    found = []
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if path in seen or kind is None or kind.startswith("admin:") or kinds.get(kind, 0) >= PER_KIND:
            continue
        seen.add(path)
        answer = page.request.get(path, max_redirects=5)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status in {200, 404} or (answer.status == 403 and path == "/my/"), f"{path}: {answer.status}"
        if answer.status != 200:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        found.append(path)
        tree = html5lib.parse(answer.text(), namespaceHTMLElements=False)
        links = [urljoin(path, a.get("href") or "").split("#")[0] for a in tree.iter("a")]
        waiting += [link for link in links if link.startswith("/") and "sign-out" not in link]
    return found


def sins_of(page: Any, seen: set[str]) -> list[str]:
    """What axe finds on the page that is open: everything in the first look, and the contrasts in the others.

    Looks change colours alone, so a page is looked at in them when it has something new: a tag and classes, within
    those of its parent. `seen` remembers them.
    """
    page.evaluate(AXE.axe_script)
    found = [f"{LOOKS[0]}: {sin}" for sin in page.evaluate(FIND, {})]
    new = set(page.evaluate(THINGS)) - seen
    seen |= new
    for look in LOOKS[1:] if new else ():
        page.evaluate("look => document.documentElement.dataset.look = look", look)
        found += [f"{look}: {sin}" for sin in page.evaluate(FIND, {"runOnly": ["color-contrast"]})]
    return found


FIND = """async options => (await axe.run({resultTypes: ["violations"], ...options})).violations.flatMap(
  v => v.nodes.slice(0, 3).map(n => `${v.id}: ${v.help}: ${n.html.slice(0, 160)}`))"""
THINGS = """() => [...new Set([...document.body.querySelectorAll("*")].map(node => {
  const told = one => one.tagName + "." + one.classList + (one.getAttribute("aria-current") || one.disabled || "");
  return told(node.parentElement) + ">" + told(node);
}))]"""


@pytest.fixture(scope="module")
def walked() -> dict[str | None, Any]:
    """Who has been signed in and walked about already: their cookies and their pages."""
    return {}


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What has been looked at in every look."""
    return set()


@pytest.fixture
def walk(example, browse, walked) -> Any:
    """`walk("Amina", locale="en-XA")`: a page where she is signed in, and the addresses she can reach."""

    def as_somebody(who: str | None, **options: Any) -> tuple[Any, list[str]]:
        if who not in walked:
            page = browse(example, who)
            walked[who] = (page.context.storage_state(), pages_for(page))
        cookies, paths = walked[who]
        assert len(paths) > 15, "the walk found too few pages to mean anything"
        return browse(example, storage_state=cookies, **options), paths

    return as_somebody


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_is_clean_for_everyone_in_every_look(walk, seen, who):
    page, paths = walk(who, viewport={"width": 320, "height": 640})
    problems = []
    for path in paths:
        page.goto(path)
        problems += [f"{path} {sin}" for sin in sins_of(page, seen)]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            problems.append(f"{path}: wider than a 320 px screen")
    assert not problems, f"{len(problems)} problems\n" + "\n".join(problems[:60])


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_is_valid_html(walk, who):
    page, paths = walk(who)
    wrong = []
    for path in paths:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.request.get(path).text())
        wrong += [f"{path} {place}: {code} {values}" for place, code, values in parser.errors]
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_marks_every_text_for_translators(walk, who):
    """In the pseudo-language whatever is not marked was never offered for translation."""
    page, paths = walk(who, locale="en-XA", extra_http_headers={"Accept-Language": "en-xa"})
    unmarked = []
    for path in paths:
        page.goto(path)
        unmarked += [f"{path}: {text}" for text in page.evaluate(UNMARKED)]
    assert not unmarked, f"{len(unmarked)} texts\n" + "\n".join(unmarked[:60])


UNMARKED = """() => {
  const skip = "script,style,[data-said],[translate=no],textarea,code,svg[aria-hidden=true],option,time";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode, text = node.textContent.trim(), home = node.parentElement;
    if (!/[A-Za-z]{3}/.test(text) || home.closest(skip) || home.closest("[data-said]")) continue;
    if (home.closest("[lang]").lang !== document.documentElement.lang) continue;  // a letter in its reader's language
    let box = home, marked = false;
    while (box && box !== document.body && !marked) { marked = /[«»]/.test(box.textContent); box = marked ? null :
      (box.textContent.length < 400 ? box.parentElement : null); }
    if (!marked) found.push(text.slice(0, 80));
  }
  return found;
}"""


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_mirrors_for_right_to_left(walk, who):
    mirrored = {"Accept-Language": "ar-xb"}
    page, paths = walk(who, viewport={"width": 320, "height": 640}, extra_http_headers=mirrored)
    wide = []
    for path in paths:
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == "rtl", path
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert not wide, f"wider than the screen when mirrored: {wide}"


def test_it_says_nothing_wrong_in_the_console(walk):
    """The content policy blocks nothing that we ship, and no script fails."""
    page, paths = walk("Hana")
    said: list[str] = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        page.goto(path)
    assert not said, "\n".join(said[:20])


def test_a_link_in_a_small_heading_is_high_enough_to_be_met(example, browse):
    page = browse(example)
    for place in ("themes", "decisions", "changes"):
        page.goto(f"/p/getting-there-and-back/{place}/")
        heights = page.locator("main :is(h2, h3) > a").evaluate_all("all => all.map((a) => a.offsetHeight)")
        assert min(heights) >= 24, (place, heights)
