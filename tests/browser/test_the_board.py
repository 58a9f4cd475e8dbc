"""Sorting voices on the board: by mouse, by keys, by plain buttons. What was sorted is there after a reload.

Each test sorts a voice of its own, so the tests may run in any order.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, sign_in_by_email

HOST = "hana@example.org"
BUS, FARE, BENCH, DARK, RAIN = WORDS = [
    "The last bus is too early",
    "Nobody told us about the fare",
    "A bench at the stop would help",
    "It is dark at the stop",
    "We stand in the rain",
]
LOOSE, BUSES, MONEY = "Not in a theme yet", "Buses", "Money"


@pytest.fixture(scope="module")
def site(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("board")
    site = Site(begun(folder / "data"))
    file = folder / "way.csv"
    file.write_text("\n".join(["words", *WORDS]) + "\n")
    site.run("admin", HOST)
    site.run("import", "voices", str(file), "--words", "words", "--host", HOST)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def session(site, chromium) -> Iterator[Any]:
    """The host, signed in once, with two themes made."""
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    sign_in_by_email(site, page, HOST)
    for title in (BUSES, MONEY):
        page.goto("/p/way/themes/make/")
        page.get_by_label("Name of the theme").fill(title)
        page.locator("main form button[type=submit]").click()
        expect(page.locator("h1")).to_have_text(title)
    yield context.storage_state()
    context.close()


@pytest.fixture
def open_board(site, session, browse) -> Any:
    def open_it(*, javascript: bool = True) -> Page:
        tall = {"width": 1280, "height": 2000}  # nothing scrolls between a mouse's down and its up
        page = browse(site, storage_state=session, java_script_enabled=javascript, viewport=tall)
        page.goto("/p/way/board/")
        return page

    return open_it


def column(board: Page, title: str) -> Locator:
    return board.get_by_role("region", name=re.compile(f"^{title}"))


def card(board: Page, title: str, words: str) -> Locator:
    return column(board, title).get_by_role("listitem").filter(has_text=words)


def handle(board: Page, title: str, words: str) -> Locator:
    return card(board, title, words).get_by_role("button", name=re.compile("^Pick up voice"))


def is_in(board: Page, words: str, *titles: str) -> None:
    """The voice is in these columns and in no other: now, and after a reload; each column counts what it holds."""
    for _time in range(2):
        for title in (LOOSE, BUSES, MONEY):
            expect(card(board, title, words)).to_have_count(1 if title in titles else 0)
            held = column(board, title).get_by_role("listitem").count()
            expect(column(board, title).locator("[data-count]")).to_have_text(str(held))
        board.reload()


def drag(board: Page, words: str, old: str, new: str, *, shift: bool = False) -> None:
    card(board, old, words).locator("[data-said]").hover()
    board.mouse.down()
    if shift:
        board.keyboard.down("Shift")
    column(board, new).get_by_role("heading").hover()
    column(board, new).get_by_role("heading").hover()  # the first move begins the drag, the second is over the column
    board.mouse.up()
    board.keyboard.up("Shift")


def said(board: Page, words: str) -> None:
    """What a screen reader is told."""
    live = board.locator("[aria-live=assertive]")
    assert live.get_attribute("role") == "status"
    expect(live).to_have_text(words)


def test_the_mouse_moves_adds_and_takes_out(open_board):
    board = open_board()
    drag(board, BUS, LOOSE, BUSES)
    said(board, "It is in Buses now.")
    is_in(board, BUS, BUSES)
    drag(board, BUS, BUSES, MONEY, shift=True)
    said(board, "It is in Money now.")
    is_in(board, BUS, BUSES, MONEY)
    drag(board, BUS, MONEY, LOOSE)
    is_in(board, BUS, BUSES)


def test_keys_alone_move_add_and_cancel(open_board):
    board = open_board()
    handle(board, LOOSE, FARE).focus()
    assert "Arrow keys choose a theme" in str(board.evaluate(DESCRIBED))
    board.keyboard.press("Enter")
    said(board, "Picked up. It is in Not in a theme yet. Use the arrow keys.")
    board.keyboard.press("ArrowRight")
    said(board, "Over Buses.")
    board.keyboard.press("ArrowRight")
    said(board, "Over Money.")
    board.keyboard.press("Escape")
    said(board, "Put back.")
    is_in(board, FARE, LOOSE)

    handle(board, LOOSE, FARE).press("Enter")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Enter")
    said(board, "It is in Buses now.")
    expect(handle(board, BUSES, FARE)).to_be_focused()
    board.keyboard.press("Enter")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Shift+Enter")
    said(board, "It is in Money now.")
    expect(handle(board, MONEY, FARE)).to_be_focused()
    is_in(board, FARE, BUSES, MONEY)


DESCRIBED = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_plain_buttons_move_add_and_take_out(open_board, javascript):
    board, words = open_board(javascript=javascript), BENCH if javascript else DARK
    if not javascript:
        expect(handle(board, LOOSE, words)).to_have_count(0)  # it could do nothing

    def do(title: str, button: str, theme: str = "") -> None:
        here = card(board, title, words)
        if theme:
            here.get_by_label(re.compile("^Theme for voice")).select_option(label=theme)
        here.get_by_role("button", name=button, exact=True).click()

    do(LOOSE, "Put in", BUSES)
    expect(board.get_by_role("status").first).to_contain_text("Put in “Buses”.")
    is_in(board, words, BUSES)
    do(BUSES, "Add there too", MONEY)
    is_in(board, words, BUSES, MONEY)
    do(BUSES, "Take out")
    is_in(board, words, MONEY)
    do(MONEY, "Move", BUSES)
    is_in(board, words, BUSES)
    do(BUSES, "Move")
    expect(board.get_by_role("status").first).to_contain_text("Choose a theme to put it in.")
    is_in(board, words, BUSES)


def test_a_card_goes_back_when_the_line_is_down(open_board):
    board = open_board()
    board.context.set_offline(True)
    drag(board, RAIN, LOOSE, MONEY)
    said(board, "That did not work. It is back where it was.")
    expect(board.get_by_role("status").first).to_contain_text("It is back where it was.")
    board.context.set_offline(False)
    is_in(board, RAIN, LOOSE)
    drag(board, RAIN, LOOSE, MONEY)
    is_in(board, RAIN, MONEY)
