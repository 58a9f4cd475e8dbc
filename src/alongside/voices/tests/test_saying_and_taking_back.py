"""Words are kept once, as said, and go everywhere at once when taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.ledger.models import Step
from alongside.voices import actions, queries
from alongside.voices.models import OutputNaming, Stance, Voice
from alongside.voices.reach import _reaches, reaches


def test_it_keeps_words_as_said(cast):
    voice = actions.record_voice(
        cast.project, words="  Cold   at night\n  and damp \n", by=cast.amina, person=cast.amina
    )
    voice.refresh_from_db()
    assert voice.words == "Cold   at night\n  and damp"
    assert voice.typed_by is None
    step = Step.objects.get(verb="voice.recorded")
    assert (step.actor_id, step.subject_id) == (cast.amina.pk, voice.pk)
    assert "Cold" not in str(step.facts)


def test_it_refuses_outsiders_and_speaking_for_others(cast):
    with pytest.raises(PermissionDenied):
        actions.record_voice(cast.project, words="x", by=cast.olga, person=cast.olga)
    with pytest.raises(PermissionDenied):
        actions.record_voice(cast.project, words="x", by=cast.amina, person=cast.bryn)
    with pytest.raises(PermissionDenied):
        actions.record_voice(cast.project, words="x", by=cast.amina, person=None)
    with pytest.raises(ValueError, match="not in the project"):
        actions.record_voice(cast.project, words="x", by=cast.hana, person=cast.olga)
    assert not Voice.objects.exists()


def test_it_counts_fifty_identical_submissions_once(cast):
    kept = {
        actions.record_voice(cast.project, words="Warm", by=cast.amina, person=cast.amina, submit_key="k").pk
        for _ in range(50)
    }
    assert len(kept) == 1 == Voice.objects.count() == Step.objects.filter(verb="voice.recorded").count()
    other = actions.record_voice(cast.project, words="Warm", by=cast.bryn, person=cast.bryn, submit_key="k")
    assert other.pk not in kept
    changed = actions.record_voice(cast.project, words="Warmer", by=cast.amina, person=cast.amina, submit_key="k")
    assert changed.words == "Warmer"


def test_it_takes_back_everywhere_in_one_transaction(cast, say):
    voice = say(cast.amina, "Canary words", naming="full")
    OutputNaming.objects.create(voice=voice, output="report", naming="full")
    statement = actions.make_statement(voice, by=cast.hana)
    actions.take_stance(statement, cast.bryn, -1)
    for wrong in (cast.olga, cast.bryn, cast.dev):
        with pytest.raises(PermissionDenied):
            actions.take_back(voice, by=wrong)
    seen = []
    reaches(lambda gone, words: seen.append((gone.pk, words)))
    try:
        actions.take_back(voice, by=cast.amina)
        actions.take_back(voice, by=cast.amina)
    finally:
        _reaches.pop()
    voice.refresh_from_db()
    assert (voice.words, voice.naming, voice.taken_back_how) == ("", "", "")
    assert voice.taken_back_at is not None
    assert not OutputNaming.objects.exists()
    assert Stance.objects.count() == 1
    assert seen == [(voice.pk, "Canary words")]
    assert Step.objects.filter(verb="voice.taken_back").count() == 1
    assert queries.totals_of(cast.project).taken_back == 1


def test_it_keeps_the_words_when_a_reach_fails(cast, say):
    voice = say(cast.amina, "Still here")

    def broken(gone, words):
        raise RuntimeError("no")

    reaches(broken)
    try:
        with pytest.raises(RuntimeError):
            actions.take_back(voice, by=cast.amina)
    finally:
        _reaches.remove(broken)
    voice.refresh_from_db()
    assert (voice.words, voice.taken_back_at) == ("Still here", None)


def test_it_lets_a_host_take_back_only_when_asked(cast, say):
    voice = say(cast.amina, "Words")
    with pytest.raises(ValueError, match="how the person asked"):
        actions.take_back(voice, by=cast.hana)
    with pytest.raises(ValueError, match="how the person asked"):
        actions.take_back(voice, by=cast.hana, how="slip")
    actions.take_back(voice, by=cast.hana, how="phone")
    assert Step.objects.get(verb="voice.taken_back").facts == {"by_host": True, "slip": False}
    assert queries.show_mine([Voice.objects.get()], cast.amina)[0].taken_back_how == "phone"


def test_it_types_again_before_the_read_back_only(cast):
    first = actions.record_voice(cast.project, words="Wram", by=cast.hana, person=cast.amina, source="live")
    with pytest.raises(ValueError, match="kept as they are"):
        actions.retype_voice(first, by=cast.cole, words="Warm")
    newer = actions.retype_voice(first, by=cast.hana, words="Warm")
    first.refresh_from_db()
    assert (first.words, first.taken_back_how) == ("", "slip")
    assert (newer.words, newer.person, newer.source) == ("Warm", cast.amina, "live")
    assert list(queries.voices_of(cast.project)) == [newer]
    assert queries.totals_of(cast.project).taken_back == 0
    actions.confirm_read_back(newer, by=cast.hana)
    with pytest.raises(ValueError, match="kept as they are"):
        actions.retype_voice(newer, by=cast.hana, words="Warmer")


def test_it_brings_in_many_or_none(cast):
    rows = [{"words": f"Voice {n}", "person_id": cast.amina.pk, "moderation": 1} for n in range(30)]
    seen = []
    assert actions.record_many(cast.project, rows, by=cast.hana, batch=20, progress=seen.append) == 30
    assert seen == [20, 30]
    assert queries.statements_of(cast.project).count() == 30
    with pytest.raises(ValueError):
        actions.record_many(cast.project, [*rows, {"words": "  "}], by=cast.hana, batch=10)
    assert Voice.objects.count() == 30
