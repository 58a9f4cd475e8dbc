"""The person hears, appeals in their own words, and somebody who had no part in it decides."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.moderation import actions
from alongside.moderation.models import Appeal
from alongside.moderation.queries import figures
from alongside.moderation.tests.conftest import REASON, WORDS
from alongside.projects.actions import add_member, remove_member
from alongside.projects.models import RoleName
from alongside.voices.queries import show_one

WHY = "He took my bicycle: zora-appeal. I saw it."
DECIDED = "It tells what he did, and does not say what he is."


@pytest.fixture
def aside(said, put_aside):
    return put_aside(said)


@pytest.fixture
def appealed(cast, aside):
    return actions.appeal(aside, by=cast.amina, words=WHY)


def test_the_person_hears_in_my_space(cast, as_, aside):
    assert "set aside" not in as_(cast.bryn).get("/my/").content.decode()
    client = as_(cast.amina)
    assert "was set aside: read why" in client.get("/my/").content.decode()
    page = client.get(f"/my/words-set-aside/{aside.pk}/").content.decode()
    assert REASON in page
    assert WORDS in page
    assert "A host of the community side" in page
    assert "Cole" not in page, "which side did it, not who"
    assert "was set aside: read why" not in client.get("/my/").content.decode()


def test_nobody_else_opens_it(cast, as_, aside):
    for who in (cast.bryn, cast.hana, cast.ada, cast.olga):
        assert as_(who).get(f"/my/words-set-aside/{aside.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["bryn", "dev", "olga"])
def test_others_do_not_appeal(cast, aside, who):
    with pytest.raises(PermissionDenied):
        actions.appeal(aside, by=getattr(cast, who), words=WHY)


def test_one_appeal_in_their_own_words(cast, as_, aside):
    address = f"/my/words-set-aside/{aside.pk}/"
    assert as_(cast.amina).post(address, {"words": ""}).status_code == 422
    assert as_(cast.amina).post(address, {"words": WHY}).status_code == 302
    again = as_(cast.amina).post(address, {"words": "once more"})
    assert again.status_code == 422
    row = Appeal.objects.get()
    assert b"zora-appeal" not in bytes(row.words)
    assert WHY in as_(cast.amina).get(address).content.decode()


def test_a_host_writes_down_what_the_person_said(cast, as_, aside):
    as_(cast.hana).post(f"/p/warm-homes/set-aside/{aside.pk}/appeal/", {"words": WHY})
    assert Appeal.objects.get().typed_by == cast.hana


def test_who_set_it_aside_does_not_decide(cast, appealed):
    for who in (cast.cole, cast.amina, cast.bryn, cast.dev, cast.olga, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.decide_appeal(appealed, by=who, outcome="back", reason=DECIDED)
    actions.decide_appeal(appealed, by=cast.hana, outcome="back", reason=DECIDED)


def test_neither_does_the_second_pair_of_eyes(cast, said, put_aside):
    row = put_aside(said, by=cast.hana)
    actions.agree(row, by=cast.cole)
    row.refresh_from_db()
    appeal = actions.appeal(row, by=cast.amina, words=WHY)
    for who in (cast.hana, cast.cole):
        with pytest.raises(PermissionDenied):
            actions.decide_appeal(appeal, by=who, outcome="back", reason=DECIDED)
    actions.decide_appeal(appeal, by=cast.ada, outcome="back", reason=DECIDED)


def test_where_nobody_else_is_left_a_host_who_had_no_part_decides(cast, said, put_aside):
    """Ada, the only admin, set them aside; no host of the community is left; Hana and Tess are of the staff."""
    row = put_aside(said, by=cast.ada)
    remove_member(cast.project.memberships.get(person=cast.cole), by=cast.hana)
    appeal = actions.appeal(row, by=cast.amina, words=WHY)
    for who in (cast.ada, cast.tess, cast.bryn):
        with pytest.raises(PermissionDenied):
            actions.decide_appeal(appeal, by=who, outcome="back", reason=DECIDED)
    add_member(cast.project, cast.tess, side="staff", by=cast.hana, roles=[RoleName.CO_HOST])
    actions.decide_appeal(appeal, by=cast.tess, outcome="back", reason=DECIDED)


def test_a_host_of_the_same_side_is_no_second_pair_of_eyes(cast, said, put_aside):
    """Nobody of the other side is left but who wrote the words: then they come back in time, whatever staff think."""
    add_member(cast.project, cast.dev, side="staff", by=cast.hana, roles=[RoleName.CO_HOST])
    remove_member(cast.project.memberships.get(person=cast.cole), by=cast.hana)
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(is_active=False)
    row = put_aside(said, by=cast.hana, is_about_hosts=True)
    with pytest.raises(PermissionDenied):
        actions.agree(row, by=cast.dev)
    appeal = actions.appeal(row, by=cast.amina, words=WHY)
    actions.decide_appeal(appeal, by=cast.dev, outcome="stays", reason=DECIDED)
    row.refresh_from_db()
    assert row.second_by is None, "nor does it become one by deciding"


def test_the_words_come_back_everywhere(cast, as_, said, appealed):
    address = f"/p/warm-homes/set-aside/{appealed.aside_id}/decide/"
    assert as_(cast.cole).post(address, {"outcome": "back", "reason": DECIDED}).status_code == 403
    assert as_(cast.hana).post(address, {"outcome": "", "reason": ""}).status_code == 422
    as_(cast.hana).post(address, {"outcome": "back", "reason": DECIDED})
    shown = show_one(said, viewer=None, project=cast.project)
    assert shown.words == WORDS
    assert shown.aside is None
    assert "appeal of yours was decided" in as_(cast.amina).get("/my/").content.decode()
    assert DECIDED in as_(cast.amina).get(f"/my/words-set-aside/{appealed.aside_id}/").content.decode()


def test_it_is_decided_once(cast, appealed):
    actions.decide_appeal(appealed, by=cast.hana, outcome="stays", reason=DECIDED)
    with pytest.raises(ValueError):
        actions.decide_appeal(appealed, by=cast.hana, outcome="back", reason=DECIDED)


def test_what_an_appeal_gave_back_is_not_set_aside_for_the_same_rule(cast, said, appealed, put_aside, rules):
    actions.decide_appeal(appealed, by=cast.hana, outcome="back", reason=DECIDED)
    with pytest.raises(ValueError):
        put_aside(said, by=cast.hana)
    assert put_aside(said, by=cast.hana, rule=rules[1])


def test_it_waits_for_who_may_decide_and_is_late_after_its_days(cast, as_, appealed):
    assert "appeal to decide" not in as_(cast.cole).get("/p/warm-homes/desk/").content.decode()
    assert "appeal to decide" in as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    Appeal.objects.update(due_on="2026-01-02")
    risks = as_(None).get("/p/warm-homes/ethics-plan/").content.decode()
    assert "An appeal was not decided in time." in risks


def test_the_figures_are_open_and_tell_of_nobody(cast, as_, said, appealed):
    actions.decide_appeal(appealed, by=cast.hana, outcome="back", reason=DECIDED)
    told = figures(cast.project)
    assert (told.now, told.ever, told.appeals, told.appeals_back, told.appeal_days) == (0, 1, 1, 1, 0.0)
    page = as_(None).get("/p/warm-homes/rules-for-words/").content.decode()
    assert "Appeals after which the words came back" in page
    assert not [name for name in ("Amina", "Cole", "Hana") if name in page]


def test_there_is_no_letter_about_somebody_who_hears_otherwise(cast, as_, say, put_aside):
    """It says whose words they are, also of words that were said without a name."""
    theirs = put_aside(say(cast.bryn, "The caretaker is a zora-liar, I am sure of it."))
    assert cast.bryn.email
    page = as_(cast.hana).get(f"/p/warm-homes/set-aside/{theirs.pk}/")
    assert "A letter to the person" not in page.content.decode()
    assert as_(cast.hana).get(f"/p/warm-homes/set-aside/{theirs.pk}/letter/").status_code == 404


def test_the_letter_has_all_of_it(cast, as_, aside):
    page = as_(cast.hana).get(f"/p/warm-homes/set-aside/{aside.pk}/letter/").content.decode()
    assert WORDS in page
    assert REASON in page
    assert "What you can do" in page
