"""The easy promise stands first, with pictures, for those who want it; the full words are one click away."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.texts import text_called
from alongside.projects.actions import make_promise, set_phase
from alongside.projects.queries import phases_of, promise_of

pytestmark = pytest.mark.django_db
PAGE = "/p/warm-homes/"
EASY, FULL = "You can change how we do it.", "How we do it"


def test_only_hosts_write_easy_words(cast):
    text, row = text_called("projects.promise_open"), promise_of(cast.project)
    for by in (cast.olga, cast.bryn, cast.dev):
        with pytest.raises(PermissionDenied):
            actions.write_easy(cast.project, text, row, by=by, lines=[Line("Easy.")])


def test_one_button_turns_the_whole_page_into_easy_words_and_back(cast, as_, easy_promise):
    stranger = as_(None)
    page = stranger.get(PAGE).content.decode()
    assert FULL in page
    assert EASY not in page, "one button at the top, and none beside each text"
    assert "Read this page in easy words" in page
    answer = stranger.post("/look/choose/", {"easy": "1", "next": PAGE})
    page = stranger.get(answer["Location"]).content.decode()
    assert page.index("Show the full words first") < page.index(EASY) < page.index(FULL)
    stranger.post("/look/choose/", {"easy": "0", "next": PAGE})
    assert EASY not in stranger.get(PAGE).content.decode()


def test_a_project_without_easy_words_has_no_such_button(cast, as_):
    assert "easy words" not in as_(None).get(PAGE).content.decode().replace("Easy words first", "")


def test_who_likes_easy_words_reads_them_first_in_their_letters(cast, as_, easy_promise, reads):
    reads(cast.amina, size="3", easy_first=True)
    page = as_(cast.amina).get(PAGE).content.decode()
    assert 'data-size="3"' in page
    assert page.index(EASY) < page.index("The full words") < page.index(FULL)
    assert page.index("ez-picture") < page.index(EASY)
    assert page.count("nobody who uses easy words has checked") == 1
    assert page.index("The full words") < page.index("nobody who uses easy words has checked"), "once, at the foot"


def test_a_changed_promise_says_that_the_easy_words_are_older(cast, as_, easy_promise):
    stranger = as_(None)
    stranger.cookies["easy"] = "1"
    assert "has changed since" not in stranger.get(PAGE).content.decode()
    words = {"open": "Another thing", "negotiable": "", "fixed": "The budget", "who_decides": "The board"}
    make_promise(cast.project, by=cast.hana, **words)
    assert "The full text has changed since" in stranger.get(PAGE).content.decode()
    desk = as_(cast.hana).get(f"{PAGE}desk/").content.decode()
    assert "1 text has changed since" in desk


def test_a_page_reads_all_forms_in_one_query_however_many(cast, as_, easy_promise):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            as_(None).get(PAGE)
        return sum("easy_form" in one["sql"] for one in found), len(found)

    before = asked()
    for n in range(6):
        set_phase(cast.project, by=cast.hana, title=f"Phase {n}", about="We meet.", starts_on=cast.project.starts_on)
    for phase in phases_of(cast.project):
        actions.write_easy(cast.project, text_called("projects.phase"), phase, by=cast.hana, lines=[Line("We meet.")])
    assert asked() == before
    assert before[0] == 2, "all forms of the page; and whether there is a page of easy words to point at"
