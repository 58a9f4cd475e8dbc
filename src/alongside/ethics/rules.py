"""Who may say what somebody allows."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alongside.ethics.models import BY_LAW, Acting, How, Kind, Supporter, Young
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host

BY_HOSTS = frozenset({How.TOLD.value, How.PHONE.value, How.PAPER.value})
# What cannot be undone, or ends a place, is not a supporter's to do: the person does it, or tells a host.
FOR_THE_PERSON = frozenset({Kind.NOTES.value, Kind.JOIN.value})


def supports_now() -> Q:
    """Rows by which somebody may answer today, in SQL: `Supporter.standing` is "live".

    Whose place a host ended answers for nobody from that moment on.
    """
    said = Q(agreed_at__isnull=False) | Q(acting__in=BY_LAW)
    removed = Membership.objects.filter(
        project=OuterRef("project"), person=OuterRef("supporter"), was_removed=True, left_at__isnull=False
    )
    return said & Q(ended_at=None, paused_at=None, ends_on__gte=timezone.localdate()) & ~Q(Exists(removed))


def supporter_of(by: Any, person: Person, project: Project) -> Supporter | None:
    """The standing agreement by which `by` may answer for the person in this project."""
    whom = getattr(by, "pk", None) or 0
    rows = Supporter.objects.filter(supports_now(), project=project, person=person, supporter_id=whom)
    return rows.filter(supporter__is_active=True).first()


def may_answer(by: Any, person: Person, project: Project, how: str) -> bool:
    """The person; a supporter they agreed to; or a host who writes down what a member told them, and says how."""
    if by is not None and (by.pk == person.pk or supporter_of(by, person, project) is not None):
        return True
    inside = Membership.objects.filter(project=project, person=person).exists()
    return how in BY_HOSTS and inside and bool(may_host(by, project))


def may_take_away(acting: str, kind: str, young: Young | None) -> bool:
    """Whether who answers like this may say the no that cannot be undone. Not a parent of whoever decides alone."""
    if acting == Acting.PARENT.value and young is not None and young.group == Young.Group.OLDER:
        return kind not in FOR_THE_PERSON
    return acting != Acting.SUPPORTER.value or kind not in FOR_THE_PERSON
