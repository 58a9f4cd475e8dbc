"""The project page, the desk, My space, a member's page and the ethics plan tell of communities."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.communities import actions
from alongside.projects.holdings import holdings_of, risks_of

PATHS = ("/p/warm-homes/communities/", "/p/warm-homes/communities/map.svg", "/p/warm-homes/")


def risk(project) -> str:
    return next(one.state for one in risks_of(project) if one.what == "Some people are missing")


def test_the_desk_says_what_waits(cast, as_, boats):
    today = timezone.localdate()
    actions.hint(cast.project, by=cast.amina, words="Night workers")
    page = as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    for words in (
        "1 community was not asked yet",
        "1 member told you who is not here yet",
        "nobody wrote down what is next",
    ):
        assert words in page, words
    actions.plan_next(boats, by=cast.hana, words="Go", owner=cast.hana.pk, due=today - timedelta(days=1))
    page = as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    assert "What was next is late: People who live on the boats" in page
    assert "nobody wrote down what is next" not in page
    assert "community was not asked" not in as_(cast.dev).get("/my/").content.decode()


def test_the_project_page_says_who_is_here_and_missing(cast, as_, boats):
    page = as_(cast.bryn).get("/p/warm-homes/").content.decode()
    assert "Missing</h3>" in page
    assert boats.name in page
    assert boats.name not in as_(None).get("/p/warm-homes/").content.decode()


def test_a_connector_finds_their_door(cast, as_, asked):
    mine = f"/p/warm-homes/connectors/{asked.pk}/"
    assert mine in as_(cast.amina).get("/my/").content.decode()
    assert mine in as_(cast.amina).get("/p/warm-homes/me/").content.decode()
    assert mine not in as_(cast.bryn).get("/p/warm-homes/me/").content.decode()


def test_the_ethics_plan_looks_at_who_is_missing(cast):
    today = timezone.localdate()
    assert risk(cast.project) == "look"
    row = actions.add_community(cast.project, by=cast.hana, name="Boats", kind="place", why="W", shown_to="hosts")
    assert risk(cast.project) == "look"
    actions.plan_next(row, by=cast.hana, words="Go", owner=cast.hana.pk, due=today)
    assert risk(cast.project) == "fine"
    actions.plan_next(row, by=cast.hana, words="Go", owner=cast.hana.pk, due=today - timedelta(days=1))
    assert risk(cast.project) == "look"


def test_the_ethics_plan_says_what_is_held_and_no_small_number(cast, opens):
    held = next(one for one in holdings_of(cast.project) if "opens a community" in one.what)
    assert held.sealed
    assert held.count is None


@pytest.mark.parametrize("who", [None, "bryn", "hana"])
def test_the_map_costs_the_same_however_many_there_are(cast, as_, who):
    def add(number: int) -> None:
        row = actions.add_community(
            cast.project, by=cast.hana, name=f"C{number}", kind="place", why="W", shown_to="everyone"
        )
        actions.note_try(row, by=cast.hana, on=timezone.localdate(), who="We", what="A walk")
        actions.plan_next(row, by=cast.hana, words="Go", owner=cast.hana.pk, due=timezone.localdate())
        actions.open_door(row, by=cast.hana, paper="poster", uses=5, days=9)

    def queries(path: str) -> int:
        browser = as_(getattr(cast, who) if who else None)
        browser.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(path).status_code == 200
        return len(caught)

    add(1)
    few = [queries(path) for path in PATHS]
    for number in range(2, 12):
        add(number)
    many = [queries(path) for path in PATHS]
    assert few == many
