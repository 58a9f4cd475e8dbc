"""Letters are printed as each person likes to read; who likes paper or a call gets no email; a no still wins."""

from datetime import date

import pytest
from django.core import mail

from alongside.decisions.actions import record_decision
from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.texts import text_called
from alongside.ethics.actions import answer
from alongside.impact.actions import issue_receipts, wish_receipts_by_email
from alongside.impact.queries import call_receipts, letter_receipts
from alongside.impact.queries.receipts import emails_wanted
from alongside.impact.tasks import email_receipts

pytestmark = pytest.mark.django_db
LETTERS = "/p/warm-homes/letters/"
EASY, FULL = "The hall will be warm.", "Eleven people said that it is too cold to stay."


@pytest.fixture
def decided(cast, say):
    """A decision about what Amina and Bryn said, with its reason in easy words."""
    voices = [say(cast.amina, "The hall is cold."), say(cast.bryn, "I freeze there.")]
    decision = record_decision(
        cast.project, by=cast.dev, title="Heat the hall", outcome="adopted", reason=FULL, decided_by="The board",
        side="staff", community_part="decided", decided_on=date(2026, 2, 1), voices=voices,
    )  # fmt: skip
    issue_receipts(decision)
    text = text_called("decisions.decision")
    actions.write_easy(cast.project, text, decision, by=cast.hana, lines=[Line(EASY, "warm")])
    return decision


def letter_of(page, person):
    return page.split(f'id="letter-{person.pk}"')[1].split("</section>")[0]


def test_each_letter_is_as_its_person_reads_not_as_the_host_does(cast, as_, decided, reads):
    reads(cast.hana, size="3", easy_first=True)
    page = as_(cast.hana).get(LETTERS).content.decode()
    assert "ez-size-1" in page
    assert EASY not in letter_of(page, cast.amina)
    reads(cast.amina, size="3", easy_first=True)
    page = as_(cast.hana).get(LETTERS).content.decode()
    assert "ez-size-3" in page
    assert "very large print" in page
    letter = letter_of(page, cast.amina)
    assert letter.index("ez-picture") < letter.index(EASY) < letter.index("The full words:") < letter.index(FULL)
    assert "<details" not in letter


def test_who_likes_paper_gets_a_letter_and_no_email(cast, as_, decided, reads):
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    assert emails_wanted(decided) == [cast.bryn.pk]
    reads(cast.bryn, news="paper")
    assert emails_wanted(decided) == []
    assert cast.bryn.nickname in as_(cast.hana).get(LETTERS).content.decode()


def test_who_likes_a_call_is_rung_and_that_is_written_down(cast, as_, decided, reads):
    reads(cast.amina, news="phone")
    assert not letter_receipts(cast.project).exists()
    assert "1 person to ring with answers" in as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    page = as_(cast.hana).get(LETTERS).content.decode()
    assert "People to ring" in page
    as_(cast.hana).post(LETTERS, {"person": cast.amina.pk, "rung": "1"})
    assert not call_receipts(cast.project).exists()


@pytest.mark.parametrize(
    ("news", "kind", "rows"), [("paper", "post", letter_receipts), ("phone", "phone", call_receipts)]
)
def test_a_no_still_wins(cast, decided, reads, news, kind, rows):
    reads(cast.bryn, news=news)
    people = rows(cast.project).values_list("voice__person", flat=True)
    assert cast.bryn.pk in people
    answer(cast.project, cast.bryn, kind, yes=False, by=cast.bryn)
    assert cast.bryn.pk not in people.all()


def test_the_email_has_the_easy_words_first(cast, decided, reads):
    reads(cast.bryn, news="email", easy_first=True)
    assert emails_wanted(decided) == [cast.bryn.pk]
    assert email_receipts.call(cast.bryn.pk, decided.pk)
    words = mail.outbox[0].body
    assert words.index(EASY) < words.index(FULL)
