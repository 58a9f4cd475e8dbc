"""Lists read all forms at once; pages speak the person's language; the ethics plan says how texts stand."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.decisions.actions import record_decision, start_draft, write_passage
from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.texts import text_called
from alongside.projects.holdings import holdings_of, risks_of
from alongside.sensemaking.actions import make_theme

pytestmark = pytest.mark.django_db
HERE = "/p/warm-homes/"


def easy(cast, name, row):
    actions.write_easy(cast.project, text_called(name), row, by=cast.hana, lines=[Line("Easy.", "tea")])


@pytest.fixture
def one_more(cast, say):
    """`one_more()`: one more theme, passage and decision, each in easy words."""
    draft = start_draft(cast.project, by=cast.hana, title="The plan")

    def add():
        theme = make_theme(cast.project, by=cast.hana, title="Warmth")
        version = write_passage(draft, by=cast.hana, heading="Heat", text="A warm hall.", themes=[theme])
        decision = record_decision(
            cast.project, by=cast.dev, title="Heat", outcome="adopted", reason="Eleven people said that it is cold.",
            decided_by="The board", side="staff", community_part="decided", decided_on=date(2026, 2, 1),
            voices=[say(cast.amina, "It is cold.")],
        )  # fmt: skip
        for name, row in (
            ("sensemaking.theme", theme),
            ("decisions.passage", version),
            ("decisions.decision", decision),
        ):
            easy(cast, name, row)
        return draft

    return add


@pytest.mark.parametrize("page", ["themes/", "decisions/", "draft"])
def test_a_list_costs_the_same_however_many_are_in_easy_words(cast, as_, one_more, page):
    draft = one_more()
    address = f"{HERE}draft/{draft.pk}/" if page == "draft" else HERE + page

    def asked():
        with CaptureQueriesContext(connection) as found:
            shown = as_(None).get(address)
        assert shown.status_code == 200, address
        return sum('FROM "easy_form"' in one["sql"] for one in found), shown.content.decode().count("In easy words")

    queries, shown = asked()
    for _number in range(3):
        one_more()
    assert asked() == (queries, 4 * shown)
    assert shown


@pytest.fixture
def two_languages(settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]


def test_pages_speak_the_persons_language_and_texts_say_theirs(cast, as_, reads, two_languages):
    reads(cast.amina, language="de")
    browser = as_(cast.amina)
    page = browser.get(HERE).content.decode()
    assert '<html lang="de"' in page
    assert '<div lang="en" dir="ltr"><h1' in page
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en"' in browser.get(HERE).content.decode(), "the device's own choice wins"
    assert '<html lang="en"' in as_(None).get(HERE).content.decode()


def test_a_language_that_pages_do_not_speak_leaves_them_as_they_are(cast, as_, reads):
    reads(cast.amina, language="so")
    assert '<html lang="en"' in as_(cast.amina).get(HERE).content.decode()


def risk(project):
    return next(one for one in risks_of(project) if one.what == "People cannot read what is written here")


def test_the_ethics_plan_says_how_texts_stand_and_not_who_reads_how(cast, reads):
    assert risk(cast.project).state == "look"
    easy(cast, "projects.question", cast.project)
    promise = cast.project.promises.get()
    for part in ("open", "fixed", "who_decides"):
        easy(cast, f"projects.promise_{part}", promise)
    assert risk(cast.project).state == "fine"
    reads(cast.amina, size="3")
    held = {one.what: one.count for one in holdings_of(cast.project)}
    assert held["How people like to read, and how news reaches them"] is None, "fewer than five are not counted"
