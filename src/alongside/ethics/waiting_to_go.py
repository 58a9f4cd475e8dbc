"""What waits for the end of its clock in this room and just below it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from alongside.ethics.models import Kind, OnPaper, Permission, Supporter
from alongside.projects.models import Invitation, Membership, Project


def days(rows: QuerySet[Any], field: str) -> list[date]:
    """The days of a column of times or dates, oldest first; the first twenty thousand."""
    found = rows.order_by(field).values_list(field, flat=True)[:20_000]
    return [timezone.localdate(one) if hasattr(one, "hour") else one for one in found]


def sessions(_project: Project) -> Iterable[date]:
    return days(Session.objects.filter(expire_date__lt=timezone.now()), "expire_date")


def ended_invitations(project: Project) -> QuerySet[Any]:
    """Used up, ended, or past their day; `over_at` is when."""
    over = Q(ended_at__isnull=False) | Q(ends_at__lt=timezone.now())
    return Invitation.objects.filter(over, project=project).annotate(over_at=Coalesce("ended_at", "ends_at"))


def invitations(project: Project) -> Iterable[date]:
    return days(ended_invitations(project), "over_at")


def old_answers(project: Project) -> QuerySet[Any]:
    """States that are over, of people who are not in the project any more; `left_at` is when they left."""
    left = Membership.objects.filter(project=project, person=OuterRef("person"))
    last = left.order_by().values("person").annotate(last=Max("left_at")).values("last")
    rows = Permission.objects.filter(project=project, until__isnull=False)
    return rows.filter(~Exists(left.filter(left_at=None))).annotate(left_at=Subquery(last)).exclude(left_at=None)


def answers(project: Project) -> Iterable[date]:
    return days(old_answers(project).filter(is_second=False), "left_at")


def ended_supporters(project: Project) -> QuerySet[Supporter]:
    return Supporter.objects.filter(project=project, ended_at__isnull=False)


def supporters(project: Project) -> Iterable[date]:
    return days(ended_supporters(project), "ended_at")


def settled_papers(project: Project) -> QuerySet[OnPaper]:
    return OnPaper.objects.filter(project=project, done_on__isnull=False)


def papers(project: Project) -> Iterable[date]:
    return days(settled_papers(project), "done_on")


def not_asked_about_later(project: Project) -> QuerySet[Membership]:
    """People of the project who were never asked whether what they gave may be kept for a later one."""
    asked = Permission.objects.filter(project=project, kind=Kind.LATER, person=OuterRef("person"), until=None)
    return Membership.objects.filter(~Exists(asked), project=project, left_at=None)


def later(project: Project) -> Iterable[date]:
    if project.ended_on is None:
        return []
    rows = not_asked_about_later(project).annotate(since=F("project__ended_on"))
    return days(rows, "since")
