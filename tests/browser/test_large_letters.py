"""Very large letters on a small phone: no ordinary word is broken, and nothing stands outside the page."""

import pytest

P = "/p/getting-there-and-back"
PAGES = [
    (None, f"{P}/"),
    (None, f"{P}/history/"),
    (None, f"{P}/people/"),
    (None, f"{P}/decisions/"),
    ("Amina", f"{P}/statements/"),
    ("Amina", "/my/receipts/"),
]
BROKEN = r"""() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), broken = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".visually-hidden")) continue;
    for (const word of node.textContent.matchAll(/\p{L}{2,13}/gu)) {
      const place = document.createRange();
      place.setStart(node, word.index);
      place.setEnd(node, word.index + word[0].length);
      if (new Set([...place.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
LONG = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente" * 2


@pytest.fixture
def phone(example, browse):
    def open_page(who, path, easy="0"):
        page = browse(example, who, viewport={"width": 320, "height": 640})
        for name, value in (("size", "3"), ("easy", easy)):
            page.context.add_cookies([{"name": name, "value": value, "url": example.url}])
        page.goto(path)
        assert page.locator("html").get_attribute("data-size") == "3"
        return page

    return open_page


@pytest.mark.parametrize(("who", "path"), PAGES, ids=[path for _who, path in PAGES])
def test_ordinary_words_stay_whole(phone, who, path):
    page = phone(who, path)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", [f"{P}/", f"{P}/decisions/"])
def test_easy_words_stay_whole_too(phone, path):
    page = phone(None, path, easy="1")
    assert page.locator(".ez-lines > li").count() > 0
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_word_longer_than_the_page_still_breaks(phone):
    page = phone(None, f"{P}/")
    for place in (".pj-happenings time + *", ".al-chip", ".ez-lines span[data-said]"):
        for one in page.locator(place).all():
            one.evaluate("(one, word) => { one.textContent = word }", LONG)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
