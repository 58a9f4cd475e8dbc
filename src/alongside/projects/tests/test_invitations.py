"""Invitations: used once or n times, ended, expired; never for one too many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.people.models import Person
from alongside.projects import actions
from alongside.projects.models import Invitation, Membership
from alongside.projects.queries import invitation_by_token
from alongside.projects.rules import is_host, is_member


def test_it_opens_for_one_person_only(cast):
    token = actions.invite(cast.project, by=cast.hana, side="community", for_whom="Olga")
    first, second = Person.objects.create_user("Una"), Person.objects.create_user("Vik")
    actions.accept_invitation(token, first)
    with pytest.raises(ValueError, match="does not work"):
        actions.accept_invitation(token, second)
    assert is_member(first, cast.project)
    assert not is_member(second, cast.project)


def test_it_settles_a_race_in_the_database(cast, monkeypatch):
    """Both looked while one use was left; the conditional update lets one in."""
    token = actions.invite(cast.project, by=cast.hana, side="community")
    seen = invitation_by_token(token)
    monkeypatch.setattr("alongside.projects.actions.members.invitation_by_token", lambda _token: seen)
    actions.accept_invitation(token, cast.olga)
    with pytest.raises(ValueError, match="does not work"):
        actions.accept_invitation(token, Person.objects.create_user("Vik"))
    assert Invitation.objects.get().uses_left == 0


def test_it_gives_no_roles_to_a_crowd(cast):
    with pytest.raises(ValueError, match="works once"):
        actions.invite(cast.project, by=cast.hana, side="staff", roles=["host"], uses=2)
    token = actions.invite(cast.project, by=cast.hana, side="staff", roles=["host"])
    actions.accept_invitation(token, cast.olga)
    assert is_host(cast.olga, cast.project)


def test_it_takes_no_use_from_somebody_already_in(cast):
    token = actions.invite(cast.project, by=cast.hana, side="staff", uses=2)
    before = actions.accept_invitation(token, cast.amina)
    assert before.side == "community"
    assert Invitation.objects.get().uses_left == 2


def test_it_expires_and_can_be_ended(cast):
    token = actions.invite(cast.project, by=cast.hana, side="community", days=1)
    Invitation.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert invitation_by_token(token) is None
    other = actions.invite(cast.project, by=cast.hana, side="community")
    actions.end_invitation(Invitation.objects.latest("id"), by=cast.hana)
    with pytest.raises(ValueError):
        actions.accept_invitation(other, cast.olga)


def test_it_does_not_bring_back_somebody_a_host_took_out(cast):
    token = actions.invite(cast.project, by=cast.hana, side="community", uses=50)
    member = Membership.objects.get(project=cast.project, person=cast.bryn)
    actions.remove_member(member, by=cast.hana)
    with pytest.raises(ValueError, match="Ask a host"):
        actions.accept_invitation(token, cast.bryn)
    actions.add_member(cast.project, cast.bryn, by=cast.hana)
    assert is_member(cast.bryn, cast.project)


def test_it_ends_host_invitations_when_their_maker_is_no_host_any_more(cast):
    token = actions.invite(cast.project, by=cast.cole, side="staff", roles=["host"])
    actions.remove_member(Membership.objects.get(project=cast.project, person=cast.cole), by=cast.hana)
    assert invitation_by_token(token) is None


def test_it_keeps_only_a_hash(cast):
    token = actions.invite(cast.project, by=cast.hana, side="community")
    assert token not in str(Invitation.objects.values().get())
