"""Every page that links lead to, as each person: no axe finding in three looks, valid HTML, no sideways scrolling."""

from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

AXE = Axe()
PEOPLE = [None, "Amina", "Hana", "Dev"]
LOOKS = ["light", "dark", "contrast"]
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


def sins_of(page: Any, look: str) -> list[str]:
    """What axe finds: everything in the first look; in the others, which change colours alone, the contrasts."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if look != LOOKS[0]:
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    found = AXE.run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['help']}: {n['html'][:160]}" for v in found for n in v["nodes"][:3]]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_is_clean_for_everyone_in_every_look(example, browse, who):
    page = browse(example, who, viewport={"width": 320, "height": 640})
    problems, paths = [], pages_for(page)
    assert len(paths) > 15, "the walk found too few pages to mean anything"
    for path in paths:
        page.goto(path)
        for look in LOOKS:
            page.evaluate("look => document.documentElement.dataset.look = look", look)
            problems += [f"{path} ({look}): {sin}" for sin in sins_of(page, look)]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            problems.append(f"{path}: wider than a 320 px screen")
    assert not problems, f"{len(problems)} problems\n" + "\n".join(problems[:60])


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_is_valid_html(example, browse, who):
    page = browse(example, who)
    wrong = []
    for path in pages_for(page):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.request.get(path).text())
        wrong += [f"{path} {place}: {code} {values}" for place, code, values in parser.errors]
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_marks_every_text_for_translators(example, browse, who):
    """In the pseudo-language whatever is not marked was never offered for translation."""
    page = browse(example, who, locale="en-XA", extra_http_headers={"Accept-Language": "en-xa"})
    unmarked = []
    for path in pages_for(page):
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
    let box = home, marked = false;
    while (box && box !== document.body && !marked) { marked = /[«»]/.test(box.textContent); box = marked ? null :
      (box.textContent.length < 400 ? box.parentElement : null); }
    if (!marked) found.push(text.slice(0, 80));
  }
  return found;
}"""


@pytest.mark.parametrize("who", PEOPLE, ids=lambda w: w or "stranger")
def test_it_mirrors_for_right_to_left(example, browse, who):
    mirrored = {"Accept-Language": "ar-xb"}
    page = browse(example, who, viewport={"width": 320, "height": 640}, extra_http_headers=mirrored)
    wide = []
    for path in pages_for(page):
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == "rtl", path
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert not wide, f"wider than the screen when mirrored: {wide}"


def test_it_says_nothing_wrong_in_the_console(example, browse):
    """The content policy blocks nothing that we ship, and no script fails."""
    page = browse(example, "Hana")
    said: list[str] = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in pages_for(page):
        page.goto(path)
    assert not said, "\n".join(said[:20])
