"""The two days are two days, the one appeal is the person's own, and no reason outlives the words it was about."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.moderation import actions
from alongside.moderation.models import Appeal, Report, SetAside
from alongside.moderation.queries.waiting import appeal_words, open_appeals
from alongside.voices.actions import take_back
from alongside.voices.queries import show_one

WHY = "He took my bicycle: zora-appeal. I saw it."
SHAM = "They say that it is all right as it is."
DECIDED = "It calls a man zora-thief, and he cannot answer."


def in_three_days():
    return time_machine.travel(timezone.now() + timedelta(days=3), tick=False)


@pytest.mark.parametrize("written_down", [True, False])
def test_words_that_came_back_after_two_days_do_not_go_again_by_an_appeal(cast, said, put_aside, written_down):
    aside = put_aside(said, by=cast.hana)
    appeal = actions.appeal(aside, by=cast.amina, words=WHY)
    with in_three_days():
        if written_down:
            actions.end_lapsed()
        appeal = Appeal.objects.select_related("aside__project").get(pk=appeal.pk)
        with pytest.raises(ValueError):
            actions.decide_appeal(appeal, by=cast.cole, outcome="stays", reason=DECIDED)
        assert show_one(said, viewer=None, project=cast.project).words
        actions.end_lapsed()
        assert not open_appeals(cast.project).exists(), "nothing waits about words that are back"
        appeal.refresh_from_db()
        assert appeal.outcome == "back"
        assert appeal.decided_by is None


def test_who_set_words_aside_does_not_write_the_persons_appeal(cast, as_, said, put_aside):
    aside = put_aside(said, by=cast.hana)
    actions.agree(aside, by=cast.cole)
    aside.refresh_from_db()
    for who in (cast.hana, cast.cole):
        with pytest.raises(PermissionDenied):
            actions.appeal(aside, by=who, words=SHAM)
        page = as_(who).get(f"/p/warm-homes/set-aside/{aside.pk}/").content.decode()
        assert f"/set-aside/{aside.pk}/appeal/" not in page
        assert "ask another host to write the appeal down" in page, "whom to turn to instead"
    actions.appeal(aside, by=cast.ada, words="She told me on the phone.")


def test_where_nobody_knows_whose_words_they_are_any_host_writes_it_down(cast, say, put_aside):
    row = put_aside(say(None, "A zora-word of nobody known at all."))
    assert actions.appeal(row, by=cast.cole, words=WHY)


def test_what_a_host_typed_gives_way_to_the_persons_own_words_until_it_is_decided(cast, as_, said, put_aside):
    aside = put_aside(said)
    typed = actions.appeal(aside, by=cast.hana, words=SHAM)
    here = f"/my/words-set-aside/{aside.pk}/"
    assert SHAM in as_(cast.amina).get(here).content.decode()
    assert as_(cast.amina).post(here, {"words": WHY}).status_code == 302
    row = Appeal.objects.get()
    assert (row.pk, row.typed_by, appeal_words(row)) == (typed.pk, None, WHY)
    assert row.due_on == typed.due_on, "saying it anew moves no day"
    with pytest.raises(ValueError):
        actions.appeal(aside, by=cast.hana, words=SHAM)
    with pytest.raises(ValueError):
        actions.appeal(aside, by=cast.amina, words="once more")
    Appeal.objects.update(typed_by=cast.hana)
    row = Appeal.objects.select_related("aside__project").get()
    actions.decide_appeal(row, by=cast.ada, outcome="stays", reason=DECIDED)
    with pytest.raises(ValueError):
        actions.appeal(aside, by=cast.amina, words="too late")


def test_the_reason_of_a_decision_goes_with_the_words(cast, said, put_aside, rules):
    actions.tell_hosts(cast.project, "voice", said.pk, by=cast.bryn, rule=rules[0], why="zora-why")
    aside = put_aside(said)
    appeal = actions.appeal(aside, by=cast.amina, words=WHY)
    actions.decide_appeal(appeal, by=cast.hana, outcome="stays", reason=DECIDED)
    take_back(said, by=cast.amina)
    assert "zora" not in Appeal.objects.get().reason
    assert Appeal.objects.get().outcome == "stays"
    assert not SetAside.objects.get().reason
    assert not Report.objects.get().reply


def test_who_wrote_an_appeal_down_does_not_decide_it(cast, as_, said, put_aside):
    aside = put_aside(said)
    actions.appeal(aside, by=cast.hana, words=SHAM)
    here = f"/p/warm-homes/set-aside/{aside.pk}/"
    answer = as_(cast.hana).post(f"{here}decide/", {"outcome": "stays", "reason": DECIDED})
    assert answer.status_code == 403
    assert "decide/" not in as_(cast.hana).get(here).content.decode()
    assert "appeal to decide" not in as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    row = Appeal.objects.select_related("aside__project").get()
    with pytest.raises(PermissionDenied):
        actions.decide_appeal(row, by=cast.hana, outcome="stays", reason=DECIDED)
    as_(cast.ada).post(f"{here}decide/", {"outcome": "back", "reason": DECIDED})
    assert Appeal.objects.get().outcome == "back"
