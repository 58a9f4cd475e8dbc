"""Where the system rules the colours, and for who cannot tell colours apart: what is chosen still looks chosen."""

import pytest
from playwright.sync_api import expect

P = "/p/getting-there-and-back"
LOOK_OF = """(one) => { const look = getComputedStyle(one), tick = getComputedStyle(one, "::before");
  return { ground: look.backgroundColor, line: look.borderBottomColor, tick: tick.content !== "none" } }"""


@pytest.mark.parametrize("forced", ["active", "none"])
def test_my_answer_is_told_from_those_i_did_not_give(example, browse, forced):
    page = browse(example, "Amina", forced_colors=forced)
    page.goto(f"{P}/statements/")
    page.get_by_role("button", name="Disagree").first.click()
    given = page.locator(".al-stance [aria-pressed=true]").first
    expect(given).to_have_text("Disagree")
    mine = given.evaluate(LOOK_OF)
    others = [one.evaluate(LOOK_OF) for one in given.locator("xpath=../button[@aria-pressed='false']").all()]
    assert len(others) == 2
    for other in others:
        assert (mine["tick"], other["tick"]) == (True, False)
        assert mine["ground"] != other["ground"]


def test_the_look_that_is_on_is_told_from_the_others(example, browse):
    page = browse(example, forced_colors="active")
    page.goto("/")
    looks = [one.evaluate(LOOK_OF) for one in page.locator(".al-looks [name=look]").all()]
    assert [look["tick"] for look in looks] == [True, False, False, False]
    assert looks[0]["ground"] != looks[1]["ground"]


def test_one_tab_alone_is_underlined(example, browse):
    page = browse(example, forced_colors="active")
    page.goto(f"{P}/voices/")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lines = {one.inner_text(): one.evaluate(LOOK_OF)["line"] for one in page.locator(".al-tabs a").all()}
    assert [name for name, line in lines.items() if line != ground] == ["Voices"]


def test_a_key_has_the_colour_of_its_part_of_the_bar(example, browse):
    page = browse(example, forced_colors="active")
    page.goto(f"{P}/clocks/")
    for kind in ("answered", "waiting"):
        part = page.locator(f".im-part--{kind}").first.evaluate("one => getComputedStyle(one).fill")
        assert page.locator(f".im-key--{kind}").evaluate(LOOK_OF)["ground"] == part
