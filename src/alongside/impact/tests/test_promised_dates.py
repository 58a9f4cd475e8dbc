"""Clocks: by when something was promised, counted by hand here; each thing that waits shows its own."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.decisions.actions import propose_amendment, record_decision, start_draft, write_passage
from alongside.gatherings.actions import add_gathering
from alongside.impact.actions import issue_receipts, note_change
from alongside.impact.queries.clocks import clocks_of, look_backs_of, lookbacks_due
from alongside.sensemaking.actions import make_theme, place_voice

# Said on 12 January 2026. Twelve weeks later is 6 April; three days before that is the 3rd; a day after it the 7th.
SAID = datetime(2026, 1, 12, 10, tzinfo=UTC)


def decide(cast, **given):
    return record_decision(
        cast.project, by=cast.dev, title="Benches", outcome="partly", reason="There is money for two of the three.",
        decided_by="The board", side="staff", community_part="present", **given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "waiting", "soon", "late"),
    [
        (date(2026, 3, 22), 1, 0, 0),  # 15 days left
        (date(2026, 3, 23), 0, 1, 0),  # 14 days left
        (date(2026, 4, 6), 0, 1, 0),  # the last day is still in time
        (date(2026, 4, 7), 0, 0, 1),
    ],
)
def test_a_voice_is_owed_its_answer_within_twelve_weeks(cast, say, today, waiting, soon, late):
    say(cast.amina, "A bench.", said_at=SAID)
    found = clocks_of(cast.project, today).answers
    assert (found.waiting, found.soon, found.late) == (waiting, soon, late)
    assert found.oldest.due_on == date(2026, 4, 6)
    assert found.oldest.days == abs((date(2026, 4, 6) - today).days)


def test_decisions_are_looked_back_at_after_half_a_year_and_a_year(cast, say):
    with time_machine.travel("2026-02-01 12:00"):
        decision = decide(cast, voices=[say(cast.amina, "A bench.")], decided_on=date(2026, 2, 1))
    (row,) = look_backs_of(cast.project, [decision], date(2026, 2, 2))
    promise = cast.project.promises.get()
    assert row.first.due_on == date(2026, 2, 1) + timedelta(days=promise.first_look_days)
    assert (row.first.due_on - date(2026, 8, 1)).days in range(-3, 4)
    assert (row.second.due_on - date(2027, 2, 1)).days in range(-3, 4)
    assert lookbacks_due(cast.project, row.first.due_on - timedelta(days=15)) == []
    assert [clock.state for _one, clock in lookbacks_due(cast.project, row.first.due_on)] == ["soon"]
    assert [clock.state for _one, clock in lookbacks_due(cast.project, row.first.due_on + timedelta(days=1))] == [
        "late"
    ]
    with time_machine.travel(row.first.due_on):
        note_change(decision, by=cast.amina, kind="wanted", words="Two benches.", seen_on=row.first.due_on)
    assert lookbacks_due(cast.project, row.first.due_on + timedelta(days=1)) == []


@pytest.fixture
def waiting(cast, say):
    """An undecided passage behind which two voices wait, one for a long time; one nobody is behind; a proposal."""
    with time_machine.travel("2026-02-01 12:00"):
        theme = make_theme(cast.project, by=cast.hana, title="Benches")
        old = say(cast.amina, "A bench at the stop.", said_at=SAID)
        for voice in (old, say(cast.bryn, "And one at the shop.")):
            place_voice(voice, theme, by=cast.hana)
        draft = start_draft(cast.project, by=cast.hana, title="Plan")
        behind = write_passage(draft, by=cast.hana, heading="Somewhere to sit", text="Benches.", themes=[theme])
        write_passage(draft, by=cast.hana, heading="Nobody asked for this", text="A fountain.")
        proposed = propose_amendment(
            behind.passage, by=cast.bryn, base_number=1, heading="", text="Three benches.", why="Two are too few."
        )
    return {"old": old, "behind": behind, "proposed": proposed, "theme": theme}


def page_of(browser, name="waiting"):
    answer = browser.get(reverse(f"impact:{name}", args=["warm-homes"]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_each_thing_that_waits_shows_its_clock_and_what_to_do(cast, as_, waiting):
    with time_machine.travel("2026-04-08 12:00"):
        page = page_of(as_(cast.dev))
    passages, _title, rest = page.partition("Proposed changes without an answer")
    sitting, _title, fountain = passages.partition("Nobody asked for this")
    assert "Somewhere to sit" in sitting
    assert "Late by 2 days" in sitting
    assert f"?passage={waiting['behind'].passage_id}" in sitting
    assert "No voice behind it waits." in fountain
    assert "Two are too few." in rest
    assert f"?voice={waiting['old'].pk}" in rest
    assert rest.index("Late by 2 days") < rest.index("Due 26 April 2026, 18 days left")
    assert "<strong>1</strong> late" in page


def test_the_link_opens_the_decision_with_the_passage_ticked(cast, as_, waiting):
    link = f"/p/warm-homes/decisions/record/?passage={waiting['behind'].passage_id}"
    page = as_(cast.dev).get(link).content.decode()
    assert re.search(rf'id="version-{waiting["behind"].pk}"[^>]* checked', page)


def test_what_waits_pages(cast, as_, say):
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    for n in range(23):
        say(cast.amina, f"Voice {n}.")
        version = write_passage(draft, by=cast.hana, heading=f"Passage {n}.", text="x")
        propose_amendment(version.passage, by=cast.bryn, base_number=1, heading="", text="y", why=f"Wish {n}.")
    page = page_of(as_(cast.dev))
    for key, last in (("passages", "Passage 22."), ("proposals", "Wish 22."), ("after", "Voice 22.")):
        assert last not in page
        seen, pages = page, 0
        while more := re.search(rf'href="(\?{key}=\d+)(?:#{key})?" rel="next"', seen):
            seen, pages = as_(cast.dev).get(f"/p/warm-homes/waiting/{more[1]}").content.decode(), pages + 1
        assert last in seen
        assert pages == (1 if key == "after" else 2)


def test_everybody_sees_the_clocks_and_keeps_the_drawing(cast, as_, say, waiting):
    add_gathering(cast.project, by=cast.hana, title="Tea", on=date(2026, 3, 1))
    with time_machine.travel("2026-04-08 12:00"):
        decision = decide(cast, voices=[say(cast.amina, "Light.")], decided_on=date(2026, 4, 8))
        issue_receipts(decision)
        page = page_of(as_(None), "clocks")
        drawing = as_(None).get("/p/warm-homes/clocks/answers.svg")
    assert "Late by 24 days" in page  # notes of 1 March were promised for the 15th
    assert "Benches" in page
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "attachment" in drawing["Content-Disposition"]
    for words in ("Answered: 1", "Waiting, in time: 1", "Late: 1"):
        assert words in drawing.content.decode()


def test_the_pages_ask_the_database_as_often_for_many(cast, as_, say, waiting):
    draft, browser = waiting["behind"].passage.draft, as_(cast.dev)

    def more(count):
        for n in range(count):
            place_voice(say(cast.amina, f"Bench {n}."), waiting["theme"], by=cast.hana)
            write_passage(draft, by=cast.hana, heading=f"P{n}", text="x", themes=[waiting["theme"]])
            decide(cast, voices=[say(cast.bryn, f"Light {n}.")], decided_on=date(2026, 2, 2))

    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            page_of(browser, name)
        return len(queries)

    more(2)
    page_of(browser)
    few = asked("waiting"), asked("clocks")
    more(10)
    assert (asked("waiting"), asked("clocks")) == few
