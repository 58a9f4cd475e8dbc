"""The run sheet's steps, moved by mouse, by keys and by plain buttons. The new order is there after a reload."""

import pytest
from playwright.sync_api import Page, expect

SHEET = "/p/getting-there-and-back/gatherings/9/run-sheet/"
TALL = {"width": 1280, "height": 4000}  # nothing scrolls between a mouse's down and its up


def order(page: Page) -> list[str]:
    page.goto(SHEET)
    return page.locator("[data-step] h2").all_inner_texts()


def moved(titles: list[str], at: int, to: int) -> list[str]:
    left = [*titles[:at], *titles[at + 1 :]]
    return [*left[:to], titles[at], *left[to:]]


def test_somebody_who_only_takes_part_has_nothing_to_drag(example, browse):
    page = browse(example, "Amina")
    page.goto(SHEET)
    assert page.locator("[draggable=true], [data-move]").count() == 0


def test_a_step_is_dragged_below_another(example, browse):
    page = browse(example, "Hana", viewport=TALL)
    first = order(page)
    assert len(set(first)) == len(first) > 3
    steps = page.locator("[data-step]")
    grip, below = steps.nth(0).locator("[data-grip]").bounding_box(), steps.nth(2).bounding_box()
    assert grip is not None
    assert below is not None
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    with page.expect_navigation():
        page.mouse.move(below["x"] + 60, below["y"] + below["height"] - 6, steps=12)
        page.mouse.move(below["x"] + 62, below["y"] + below["height"] - 5)
        page.mouse.up()
    assert order(page) == moved(first, 0, 2)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_is_moved_by_keys_with_or_without_javascript(example, browse, javascript):
    page = browse(example, "Hana", java_script_enabled=javascript)
    first = order(page)
    page.get_by_role("button", name=f"Later {first[1]}", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-step] h2").nth(2)).to_have_text(first[1])
    assert order(page) == moved(first, 1, 2)
    page.get_by_role("button", name=f"Earlier {first[1]}", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-step] h2").nth(1)).to_have_text(first[1])
    assert order(page) == first
