"""A decision answers the voices that were there when it was made; what waits longest is first."""

from datetime import UTC, datetime

import time_machine
from django.utils import timezone
from prov.model import ProvDocument

from alongside.decisions.actions import record_decision, start_draft, write_passage
from alongside.impact import queries
from alongside.impact.actions import claim_email, issue_receipts, release_email
from alongside.impact.models import Receipt
from alongside.sensemaking.actions import make_theme, merge_themes, place_voice, split_theme, take_out

JANUARY, MARCH = datetime(2026, 1, 12, 10, tzinfo=UTC), datetime(2026, 3, 1, 10, tzinfo=UTC)


def decide(cast, **given):
    return record_decision(
        cast.project, by=cast.dev, title="Benches", outcome="partly", reason="There is money for two of the three.",
        decided_by="The board", side="staff", community_part="present", decided_on=timezone.localdate(), **given,
    )  # fmt: skip


def heard_by(decision):
    issue_receipts(decision)
    return set(Receipt.objects.filter(decision=decision).values_list("voice", flat=True))


def test_a_voice_that_was_late_stays_late_through_joins_and_splits(cast, say):
    early, late, beside = say(cast.amina, "A bench."), say(cast.bryn, "A lamp."), say(cast.cole, "A path.")
    theme, other = (make_theme(cast.project, by=cast.hana, title=title) for title in ("Rest", "Ways"))
    place_voice(early, theme, by=cast.hana)
    place_voice(beside, other, by=cast.hana)
    decision = decide(cast, themes=[theme])
    place_voice(late, theme, by=cast.hana)
    joined = merge_themes([theme, other], by=cast.hana, title="Outside")
    assert heard_by(decision) == {early.pk}
    _rest, ways = split_theme(joined, [("Rest", [early.pk]), ("Ways", [late.pk, beside.pk])], by=cast.hana)
    assert heard_by(decision) == {early.pk}
    assert heard_by(decide(cast, themes=[ways])) == {late.pk, beside.pk}


def test_voices_carried_into_a_theme_before_the_decision_are_heard(cast, say):
    one, two = say(cast.amina, "A bench."), say(cast.bryn, "A lamp.")
    themes = [make_theme(cast.project, by=cast.hana, title=title) for title in ("Rest", "Light")]
    place_voice(one, themes[0], by=cast.hana)
    place_voice(two, themes[1], by=cast.hana)
    joined = merge_themes(themes, by=cast.hana, title="Outside")
    decision = decide(cast, themes=[joined])
    split_theme(joined, [("Rest", [one.pk]), ("Light", [two.pk])], by=cast.hana)
    assert heard_by(decision) == {one.pk, two.pk}


def test_a_voice_taken_out_and_put_back_was_there_all_the_same(cast, say):
    voice, theme = say(cast.amina, "A bench."), make_theme(cast.project, by=cast.hana, title="Rest")
    place_voice(voice, theme, by=cast.hana)
    decision = decide(cast, themes=[theme])
    take_out(voice, theme, by=cast.hana)
    place_voice(voice, theme, by=cast.hana)
    assert heard_by(decision) == {voice.pk}


def test_what_was_said_first_waits_at_the_top_even_if_typed_in_last(cast, say, as_):
    new = say(cast.amina, "Said in March.", said_at=MARCH)
    old = say(cast.bryn, "Said in January.", said_at=JANUARY)
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    theme = make_theme(cast.project, by=cast.hana, title="Rest")
    place_voice(old, theme, by=cast.hana)
    write_passage(draft, by=cast.hana, heading="Nobody waits", text="x")
    write_passage(draft, by=cast.hana, heading="Newer wait", text="x", voices=[new])
    write_passage(draft, by=cast.hana, heading="Older wait", text="x", themes=[theme])
    with time_machine.travel("2026-04-08 12:00"):
        page = as_(cast.dev).get("/p/warm-homes/waiting/").content.decode()
    assert page.index("Said in January.") < page.index("Said in March.")
    assert page.index("Older wait") < page.index("Newer wait") < page.index("Nobody waits")
    assert "Answer promised by 6 April 2026" in page  # twelve weeks after 12 January


def test_an_email_that_arrives_in_the_end_needs_no_letter(cast, say):
    decision = decide(cast, voices=[say(cast.bryn, "A bench.")])
    issue_receipts(decision)
    release_email(claim_email(cast.bryn.pk, decision.pk), for_good=True)
    assert queries.letter_receipts(cast.project).count() == 1
    claim_email(cast.bryn.pk, decision.pk)
    assert not queries.letter_receipts(cast.project).exists()


def test_each_trail_goes_out_as_prov_without_what_people_said(cast, say, as_):
    theme = make_theme(cast.project, by=cast.hana, title="Rest")
    place_voice(say(cast.amina, "My hip hurts."), theme, by=cast.hana)
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    version = write_passage(draft, by=cast.hana, heading="Somewhere to sit", text="Benches.", themes=[theme])
    decision = decide(cast, versions=[version])
    for path in (f"themes/{theme.pk}", f"passages/{version.passage_id}", f"decisions/{decision.pk}"):
        page = as_(None).get(f"/p/warm-homes/{path}/trail/").content.decode()
        assert f"/p/warm-homes/{path}/trail.prov.json" in page
        found = as_(None).get(f"/p/warm-homes/{path}/trail.prov.json").content.decode()
        assert ProvDocument.deserialize(content=found, format="json").get_records()
        for words in (f"al:theme-{theme.pk}", f"al:decision-{decision.pk}", "Somewhere to sit"):
            assert words in found, (path, words)
        for words in ("My hip hurts.", "Amina"):
            assert words not in found
