"""Paper, typed in by keys alone; every page of it for every kind, with axe, on a narrow screen, in another language."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in_by_email
from tests.browser.test_every_page import UNMARKED, sins_of

HOST = "hana@example.org"
PAPER = "/p/warmth/gatherings/1/room/paper/"
MAKE = f"""
from datetime import date
from alongside.gatherings.models import Activity, Gathering, Kind
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.room import actions
from alongside.room.actions.paper import room_for_paper
project = Project.objects.get(); hana = Person.objects.get(email={HOST!r})
gathering = Gathering.objects.create(project=project, title="Warm tea", on=date(2026, 3, 1))
room_for_paper(gathering, by=hana)
made = {{}}
for kind in Kind.values:
    one = Activity.objects.create(gathering=gathering, title="The " + kind, kind=kind, question="Well?", picks=3)
    made[kind] = one.pk
    if kind in ("statements", "dots", "diamond", "pairs", "nominal"):
        actions.add_lines(one, ["Warm thing number " + str(n) for n in range(1, 10)], by=hana, key=kind)
print(json.dumps(made))
"""
STANDS = """
from alongside.room.models import Mark
rows = Mark.objects.filter(activity={pk}).order_by("seat__number", "slot")
print(json.dumps([list(row) for row in rows.values_list("seat__number", "slot", "value")]))
"""


@pytest.fixture(scope="module")
def site(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("paper")
    site = Site(begun(folder / "data"))
    file = folder / "warmth.csv"
    file.write_text("words\nIt is cold.\n")
    site.run("admin", HOST)
    site.run("import", "voices", str(file), "--words", "words", "--host", HOST)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, int]:
    found: dict[str, int] = site.python(MAKE)
    return found


@pytest.fixture(scope="module")
def signed_in(site, made, chromium) -> Iterator[Any]:
    context = chromium.new_context(base_url=site.url)
    sign_in_by_email(site, context.new_page(), HOST)
    yield context.storage_state()
    context.close()


@pytest.fixture
def host(site, signed_in, browse) -> Page:
    page: Page = browse(site, storage_state=signed_in)
    return page


def test_three_sheets_are_typed_in_without_touching_the_mouse(site, made, host):
    host.goto(f"{PAPER}{made['statements']}/?sheet=5")
    began = time.monotonic()
    for number in (5, 6, 7):
        expect(host.locator("#typing h2")).to_have_text(f"Sheet {number}")
        for key in "adpxadpad":
            host.keyboard.press(key)
        host.keyboard.press("Enter")  # the focus is on the button by then
        expect(host.locator(".alert-success")).to_contain_text(f"Sheet {number} is kept: 8 answers.")
    assert time.monotonic() - began < 20
    stands = site.python(STANDS.format(pk=made["statements"]))
    sheet = [[1, "1"], [2, "-1"], [3, "0"], [5, "1"], [6, "-1"], [7, "0"], [8, "1"], [9, "-1"]]
    assert stands == [[number, *mark] for number in (5, 6, 7) for mark in sheet]


def test_a_slip_is_mended_with_backspace_and_single_keys_can_be_switched_off(made, host):
    host.goto(f"{PAPER}{made['statements']}/?sheet=20")
    host.keyboard.press("a")
    host.keyboard.press("Backspace")
    host.keyboard.press("d")
    expect(host.locator("#s-1 [value='-1']")).to_be_checked()
    host.get_by_label("Use these keys").uncheck()
    host.locator("#s-2 input").first.focus()
    host.keyboard.press("d")
    expect(host.locator("#s-2 [value='-1']")).not_to_be_checked()
    host.reload()
    expect(host.get_by_label("Use these keys")).not_to_be_checked()
    host.locator("#s-1 input").first.focus()
    host.keyboard.press("ArrowRight")
    expect(host.locator("#s-1 [value='-1']")).to_be_checked()


def test_numbers_and_words_go_by_enter(site, made, host):
    host.goto(f"{PAPER}{made['diamond']}/?sheet=1")
    for key in "531246987":
        host.keyboard.press(key)
        host.keyboard.press("Enter")
    host.keyboard.press("Enter")
    expect(host.locator(".alert-success")).to_contain_text("Sheet 1 is kept")
    assert site.python(STANDS.format(pk=made["diamond"])) == [[1, 0, "5:1,3:2,1:2,2:3,4:3,6:3,9:4,8:4,7:5"]]
    host.goto(f"{PAPER}{made['open']}/?sheet=1")
    host.keyboard.type("Warm soup.\nA lift home.")
    host.keyboard.press("Control+Enter")
    expect(host.locator(".alert-success")).to_contain_text("Sheet 1 is kept: 0 answers, 2 voices to read back.")


def test_every_page_of_paper_is_clean_narrow_and_marked_for_translators(site, made, signed_in, browse):
    narrow = {"viewport": {"width": 320, "height": 640}, "storage_state": signed_in}
    plain, other = browse(site, **narrow), browse(site, **narrow, extra_http_headers={"Accept-Language": "en-xa"})
    each = [f"{pk}/{more}" for pk in made.values() for more in ("?sheet=1", "bring/")]
    problems, seen = [], set[str]()
    for path in ["", "pack.pdf?packs=200", *each, f"{made['open']}/read-back/"]:
        plain.goto(PAPER + path)
        problems += [f"{path} {sin}" for sin in sins_of(plain, seen)]
        if plain.evaluate("document.documentElement.scrollWidth") > 320:
            problems.append(f"{path}: wider than the screen")
        other.goto(PAPER + path)
        problems += [f"{path} not marked: {text}" for text in other.evaluate(UNMARKED)]
    assert not problems, "\n".join(problems[:40])


def test_a_table_goes_out_filled_and_comes_back(site, made, host, tmp_path):
    host.goto(f"{PAPER}{made['pulse']}/bring/")
    with host.expect_download() as download:
        host.get_by_role("link", name="Empty table").click()
    header = download.value.path().read_text(encoding="utf-8-sig").strip()
    filled = tmp_path / "filled.csv"
    filled.write_text(f"{header}\n1,7,8,-\n2,11,8,\n")
    host.get_by_label("Filled table").set_input_files(filled)
    host.get_by_role("button", name="Look at the table").click()
    expect(host.get_by_role("alert")).to_contain_text("Line 3, column “1 I am heard here”: “11” cannot stand here.")
    filled.write_text(f"{header}\n1,7,8,-\n2,10,8,\n")
    host.get_by_label("Filled table").set_input_files(filled)
    host.get_by_role("button", name="Look at the table").click()
    expect(host.locator(".pp-holds")).to_have_text("2 sheets, 5 answers")
    host.get_by_role("button", name="Keep all of it").click()
    expect(host.locator(".alert-success")).to_contain_text("Kept: 2 sheets, 5 answers.")
    stands = site.python(STANDS.format(pk=made["pulse"]))
    assert stands == [[1, 1, "7"], [1, 2, "8"], [1, 3, ""], [2, 1, "10"], [2, 2, "8"]], json.dumps(stands)
