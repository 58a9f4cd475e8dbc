"""Asked is not answered. Asked in My space, on slips of paper; told to a host by phone or on paper."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.needs import actions
from alongside.needs.models import Answer, Need, Share
from alongside.needs.tests.conftest import WORDS


def address(gathering, page=""):
    return f"/p/warm-homes/gatherings/{gathering.pk}/access/{page}"


def test_only_hosts_ask_and_only_for_what_is_to_come(cast, as_, coming):
    with pytest.raises(PermissionDenied):
        actions.ask_members(coming, by=cast.bryn)
    assert as_(cast.bryn).post(address(coming, "ask/")).status_code == 403
    coming.on = timezone.localdate() - timedelta(days=1)
    with pytest.raises(ValueError, match="has been"):
        actions.ask_members(coming, by=cast.hana)
    assert not Answer.objects.exists()


def test_it_asks_those_who_have_not_answered_in_my_space(cast, as_, shared, coming):
    actions.say_nothing(coming, by=cast.bryn)
    assert as_(cast.hana).post(address(coming, "ask/")).status_code == 302
    assert set(Answer.objects.filter(asked_at=None).values_list("person", flat=True)) == {cast.amina.pk, cast.bryn.pk}
    assert "What do you need to take part? Tea" in as_(cast.tess).get("/my/").content.decode()
    assert "What do you need to take part in “Tea”?" in as_(cast.tess).get("/my/needs/").content.decode()
    assert "What do you need to take part? Tea" not in as_(cast.bryn).get("/my/").content.decode()
    assert "What do you need to take part? Tea" not in as_(cast.olga).get("/my/").content.decode()
    actions.say_nothing(coming, by=cast.tess)
    assert "What do you need to take part? Tea" not in as_(cast.tess).get("/my/").content.decode()


def test_slips_are_for_those_without_email_who_have_not_answered(cast, as_, shared, coming):
    assert as_(cast.bryn).get(address(coming, "slips/")).status_code == 403
    page = as_(cast.hana).get(address(coming, "slips/")).content.decode()
    assert "Dear Tess" in page
    assert "Dear Amina" not in page  # has answered
    assert "Dear Bryn" not in page  # has email


def test_only_a_host_types_in_and_only_for_those_who_take_part(cast, as_, coming):
    for other in (cast.bryn, cast.ada):
        assert as_(other).get(address(coming, "type-in/")).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.tell_for(coming, cast.amina, by=other, told="phone", words="x")
    with pytest.raises(ValueError, match="takes part"):
        actions.tell_for(coming, cast.olga, by=cast.hana, told="phone", words="x")
    sent = {"person": str(cast.olga.pk), "told": "phone", "words": "x", "kind": "", "with_host": ""}
    assert as_(cast.hana).post(address(coming, "type-in/"), sent).status_code == 422
    assert not Need.objects.exists()


def test_what_is_typed_in_is_the_persons_own_and_marked(cast, as_, coming):
    sent = {"person": str(cast.amina.pk), "told": "phone", "words": WORDS, "kind": "", "with_host": str(cast.hana.pk)}
    assert as_(cast.hana).post(address(coming, "type-in/"), sent).status_code == 302
    need = Need.objects.get()
    assert (need.person, need.typed_by, need.told) == (cast.amina, cast.hana, "phone")
    page = as_(cast.amina).get("/my/needs/").content.decode()
    assert "zora-need" in page
    assert "Hana typed this in for you" in page
    answer = Answer.objects.get()
    assert "zora-need" in as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/").content.decode()
    assert as_(cast.cole).get(f"/p/warm-homes/access/people/{answer.pk}/").status_code == 404
    as_(cast.amina).post(f"/my/needs/shared/{Share.objects.get().pk}/stop/")
    assert as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/").status_code == 404


def test_typing_in_adds_to_what_the_person_shared_and_never_ends_it(cast, shared):
    actions.tell_for(shared.gathering, cast.amina, by=cast.cole, told="paper", words="And a lift")
    assert Share.objects.filter(ended_at=None).count() == 2
    with pytest.raises(ValueError, match="take that back themselves"):
        actions.tell_for(shared.gathering, cast.amina, by=cast.cole, told="paper", is_nothing=True)


def test_nothing_may_be_told_to_a_host_too(cast, as_, coming):
    sent = {"person": str(cast.amina.pk), "told": "paper", "nothing": "on", "words": "", "kind": "", "with_host": ""}
    assert as_(cast.hana).post(address(coming, "type-in/"), sent | {"words": "both"}).status_code == 422
    assert as_(cast.hana).post(address(coming, "type-in/"), sent).status_code == 302
    answer = Answer.objects.get()
    assert (answer.is_nothing, answer.told, answer.typed_by) == (True, "paper", cast.hana)
    assert as_(cast.hana).post(address(coming, "type-in/"), {"person": "", "told": ""}).status_code == 422
