"""What a person tells for one gathering, with whom they share it, and how hosts ask."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Gathering
from alongside.ledger.actions import note_step
from alongside.needs.actions.needs import end_shares, keep
from alongside.needs.models import Answer, Need, Share, ToDo, Told
from alongside.needs.queries.hosts import not_answered
from alongside.needs.queries.mine import hosts_of
from alongside.needs.rules import may_tell, owns
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership
from alongside.projects.rules import is_host, is_open


def _must_tell(by: Person, gathering: Gathering) -> None:
    if not may_tell(by, gathering, gathering.on):  # a member, in a project that goes on
        raise PermissionDenied
    _must_be_to_come(gathering)


def _must_be_to_come(gathering: Gathering) -> None:
    if gathering.on < timezone.localdate():
        raise ValueError(_("This gathering has been. Tell us for the next one."))


def _host(gathering: Gathering, with_host: int | None) -> int | None:
    if with_host is not None and with_host not in {member.person_id for member in hosts_of(gathering.project)}:
        raise ValueError(_("Choose somebody who hosts this project now."))
    return with_host


def _answer(gathering: Gathering, person: Person, **fields: Any) -> Answer:
    row, _is_new = Answer.objects.update_or_create(
        gathering=gathering,
        person=person,
        defaults={"answered_at": timezone.now(), "typed_by": None, "told": "", **fields},
    )
    return row


@transaction.atomic
def share_needs(
    gathering: Gathering,
    *,
    by: Person,
    needs: Iterable[Need] = (),
    words: str = "",
    kind: str = "",
    with_host: int | None = None,
) -> Answer:
    """Show these needs, and a new one where there are `words`, to all who host, or to one. What is not named ends.

    ValueError when nothing is left to share: that is for `say_nothing`.
    """
    _must_tell(by, gathering)
    chosen = [need for need in needs if owns(by, need)]
    if words.strip():
        chosen.append(keep(by, by=by, words=words, kind=kind))
    if not chosen:
        raise ValueError(_("Tick what you need, or write it. Or choose “Nothing this time”."))
    return _share(gathering, by, chosen, by=by, with_host=with_host)


def _share(
    gathering: Gathering, person: Person, needs: list[Need], *, by: Person, with_host: int | None, told: str = ""
) -> Answer:
    host = _host(gathering, with_host)
    standing = Share.objects.select_for_update().filter(person=person, gathering=gathering)
    if not told:  # what a host types in is added to what stands
        end_shares(list(standing.exclude(need__in=needs)))
    for need in needs:
        Share.objects.update_or_create(
            need=need,
            gathering=gathering,
            defaults={"person": person, "with_host_id": host, "ended_at": None},
        )
    if host is not None:  # the others no longer read it, so they no longer look after it
        mine = ToDo.objects.filter(share__need__in=needs, gathering=gathering)
        mine.exclude(owner=host).update(owner=host)
    typed = {"typed_by": by, "told": told} if told else {}
    answer = _answer(gathering, person, is_nothing=False, **typed)
    note_step("need.shared", subject=gathering, project_id=gathering.project_id, actor=by, by_host=bool(told))
    return answer


@transaction.atomic
def say_nothing(gathering: Gathering, *, by: Person) -> Answer:
    """Nothing this time. What was shared for this gathering ends."""
    _must_tell(by, gathering)
    end_shares(list(Share.objects.select_for_update().filter(person=by, gathering=gathering)))
    answer = _answer(gathering, by, is_nothing=True)
    note_step("need.nothing", subject=gathering, project_id=gathering.project_id, actor=by, by_host=False)
    return answer


@transaction.atomic
def stop_sharing(share: Share, *, by: Person) -> None:
    """In one step: nobody else reads it for this gathering any more. Doing it twice is once."""
    if not owns(by, share):
        raise PermissionDenied
    end_shares(list(Share.objects.select_for_update().filter(pk=share.pk, ended_at=None)))
    left = Share.objects.filter(person_id=share.person_id, gathering_id=share.gathering_id, ended_at=None)
    if not left.exists() and share.gathering.on >= timezone.localdate():
        Answer.objects.filter(gathering_id=share.gathering_id, person=by).update(is_nothing=True)
    note_step("need.unshared", subject=share.gathering, project_id=share.gathering.project_id, actor=by)


@transaction.atomic
def ask_members(gathering: Gathering, *, by: Person) -> int:
    """Ask all who have not answered what they need. It waits in their My space. Answers how many were asked."""
    must_host(by, gathering.project)
    _must_be_to_come(gathering)
    if not is_open(by, gathering.project):
        raise ValueError(_("This project has ended."))
    people = [row.person_id for row in not_answered(gathering)]
    now = timezone.now()
    Answer.objects.bulk_create(
        [Answer(gathering=gathering, person_id=pk, asked_at=now) for pk in people],
        update_conflicts=True,
        update_fields=["asked_at"],
        unique_fields=["gathering", "person"],
    )
    note_step("access.asked", subject=gathering, project_id=gathering.project_id, actor=by, count=len(people))
    return len(people)


@transaction.atomic
def tell_for(
    gathering: Gathering,
    person: Person,
    *,
    by: Person,
    told: str,
    words: str = "",
    kind: str = "",
    with_host: int | None = None,
    is_nothing: bool = False,
) -> Answer:
    """A host types in what a person told them, and with whom it may be shared. It is marked so; the person sees it."""
    if not is_host(by, gathering.project):  # looking after the network is not being told
        raise PermissionDenied
    _must_be_to_come(gathering)
    inside = Membership.objects.filter(project_id=gathering.project_id, person=person, left_at=None)
    if not inside.exists() or not is_open(by, gathering.project):
        raise ValueError(_("Choose somebody who takes part in this project."))
    if told not in Told.values:
        raise ValueError(_("Say how the person told you."))
    if not is_nothing:
        need = keep(person, by=by, words=words, kind=kind, told=told)
        return _share(gathering, person, [need], by=by, with_host=with_host, told=told)
    if Share.objects.filter(person=person, gathering=gathering, ended_at=None).exists():
        raise ValueError(_("They have shared something for this gathering. They can take that back themselves."))
    note_step("need.nothing", subject=gathering, project_id=gathering.project_id, actor=by, by_host=True)
    return _answer(gathering, person, is_nothing=True, typed_by=by, told=told)
