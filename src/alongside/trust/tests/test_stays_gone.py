"""Keep nothing: a person's words go from everywhere in this room, and stay gone when an old backup is brought back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.ethics.actions import withdraw
from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.people.actions.joining import join_people
from alongside.people.queries import held_about
from alongside.projects.withdrawals import Withdrawal, what_it_reaches
from alongside.trust.actions import buddies, endings, expectations
from alongside.trust.actions import pulse as pulses
from alongside.trust.actions.forgetting import WORDS, forget_again
from alongside.trust.models import BuddyNote, Expectation, Farewell, Half, Reply, Ticket, Verdict


@pytest.fixture
def said(cast):
    """Everything that Amina can write in this room."""
    project, amina = cast.project, cast.amina
    theirs = expectations.write_line(project, by=cast.hana, kind="hope", words="Patience.")
    mine = expectations.write_line(project, by=amina, kind="hope", words="zora-line", is_named=True)
    expectations.reply_to(theirs, by=amina, kind="partly", reason="zora-reason")
    expectations.judge(mine, by=amina, kind="partly", words="zora-verdict")
    buddies.write_note(project, by=amina, kind="ask", words="zora-ask")
    buddies.write_note(project, by=cast.bryn, kind="offer", words="Mine stays.")
    pair = buddies.suggest_pair(project, by=cast.hana, newcomer=amina, buddy=cast.bryn)
    half = Half.objects.select_related("pair__project").get(pair=pair, person=amina)
    buddies.say_yes(half, by=amina, hello="zora-hello")
    ending = endings.write_ending(project, [amina], by=cast.hana, about="once", thanks="T.", nexts=["touch"])
    endings.say_next(ending.farewells.get(), by=amina, wants=["touch"], words="zora-next")
    return pair


def words_of(person):
    halves = Half.objects.filter(person=person).exclude(hello=b"")
    notes = BuddyNote.objects.filter(person=person).exclude(words=b"")
    plain = [Expectation, Verdict, Farewell]
    rows = [row for model in plain for row in model.objects.filter(person=person).exclude(words="")]
    return [*rows, *Reply.objects.filter(person=person).exclude(reason=""), *halves, *notes]


def test_it_tells_first_and_then_reaches_all_of_it_and_nobody_elses(cast, said):
    first = Withdrawal(cast.amina, cast.project, frozenset({"notes"}), cast.amina)
    assert [one for one in what_it_reaches(first) if one.startswith("6 things you wrote")]
    assert len(words_of(cast.amina)) == 6
    withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    assert words_of(cast.amina) == []
    assert Farewell.objects.get(person=cast.amina).wants == [], "what they would like next is theirs, too"
    said.refresh_from_db()
    assert said.ended_at is not None
    assert BuddyNote.objects.get(person=cast.bryn).words != b""
    assert set(Erasure.objects.values_list("what", flat=True)) >= set(WORDS)


def test_another_permission_taken_back_leaves_the_words(cast, said):
    withdraw(cast.project, cast.amina, ["name"], by=cast.amina)
    row = Expectation.objects.get(person=cast.amina)
    assert (row.words, row.is_named) == ("zora-line", False)


def test_what_an_old_backup_brings_back_goes_again(cast, said):
    fields = ("words", "reason", "hello")
    before = [
        (type(row), row.pk, {name: getattr(row, name) for name in fields if hasattr(row, name)})
        for row in words_of(cast.amina)
    ]
    withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    for model, pk, words in before:
        model.objects.filter(pk=pk).update(**words)
    assert len(words_of(cast.amina)) == 6
    gone = [forget_again(one.what, one.subject_id, one.mark) for one in Erasure.objects.filter(what__in=WORDS)]
    assert sum(gone) >= 5  # a verdict went with its line
    assert words_of(cast.amina) == []


def test_a_name_that_an_old_backup_brings_back_beside_a_line_goes_again(
    cast, said, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    expectations.write_line(cast.project, by=cast.bryn, kind="hope", words="A warm hall.", is_named=True)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(cast.project, cast.amina, ["name"], by=cast.amina)
    Erasure.objects.all().delete()  # the backup is older
    Expectation.objects.filter(person=cast.amina).update(is_named=True)
    replay_erasures()
    assert [row.person for row in Expectation.objects.filter(is_named=True)] == [cast.bryn]


def test_what_is_held_about_me_has_my_words(cast, said):
    held = str(held_about(cast.amina))
    for word in ("zora-line", "zora-reason", "zora-verdict", "zora-ask", "zora-hello", "zora-next"):
        assert word in held, word
    assert "Mine stays." not in held


def test_two_that_are_one_person_answer_a_pulse_once(cast):
    pulse = pulses.open_pulse(cast.project, by=cast.hana, closes_on=timezone.localdate() + timedelta(days=7))
    pulses.answer_as_member(pulse, by=cast.bryn, said={"listen": 3})
    join_people(cast.amina, cast.bryn, by=cast.amina)
    assert Ticket.objects.get(pulse=pulse, person=cast.amina).is_used
