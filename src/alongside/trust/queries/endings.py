"""Who left, who came once and not since, and who was thanked and told."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from alongside.gatherings.models import Attendance, Gathering
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.rules import HOSTS
from alongside.trust.models import Ending, Farewell

WITHIN_DAYS = 14
MOST = 500


@dataclass(frozen=True)
class Owed:
    """Somebody who was not thanked and told yet: since when, by when, and whether that is over."""

    person: Person
    about: str
    since: date
    by: date
    is_late: bool


def _owed(person: Person, about: str, since: date, today: date) -> Owed:
    by = since + timedelta(days=WITHIN_DAYS)
    return Owed(person, about, since, by, by < today)


def _had(project: Project, about: str) -> QuerySet[Farewell]:
    return Farewell.objects.filter(project=project, about=about)


def who_left(project: Project, today: date) -> list[Owed]:
    """Those who left, or whose place a host ended, and to whom nobody said goodbye."""
    rows = Membership.objects.filter(project=project, left_at__isnull=False, person__is_active=True)
    rows = rows.exclude(person__in=_had(project, Ending.About.LEFT).values("person")).select_related("person")
    return [
        _owed(row.person, "left", timezone.localdate(row.left_at), today) for row in rows.order_by("left_at")[:MOST]
    ]


def who_came_once(project: Project, today: date) -> list[Owed]:
    """Those in the project who were at one gathering, and at none of those that have been since. No hosts."""
    days = list(Gathering.objects.filter(project=project, on__lt=today).order_by("on").values_list("on", flat=True))
    if not days:
        return []
    came = Attendance.objects.filter(gathering__project=project).values("person")
    once = came.annotate(times=Count("id"), last=Max("gathering__on")).filter(times=1, last__lt=days[-1])
    last = dict(once.values_list("person", "last"))
    here = Membership.objects.filter(project=project, left_at=None, person__in=last, person__is_active=True)
    here = here.exclude(roles__name__in=HOSTS).exclude(person__in=_had(project, Ending.About.ONCE).values("person"))
    missed = {row.person: next(day for day in days if day > last[row.person_id]) for row in _people(here)}
    return sorted((_owed(who, "once", since, today) for who, since in missed.items()), key=lambda one: one.since)


def _people(rows: QuerySet[Membership]) -> list[Membership]:
    return list(rows.select_related("person").order_by("id")[:MOST])


def who_stayed(project: Project, today: date) -> list[Owed]:
    """When the project is over: those who were in it to the end, and to whom nobody said goodbye."""
    if project.ended_on is None:
        return []
    rows = Membership.objects.filter(project=project, left_at=None, person__is_active=True)
    rows = rows.exclude(person__in=_had(project, Ending.About.OVER).values("person"))
    return [_owed(row.person, "over", project.ended_on, today) for row in _people(rows)]


FINDERS = {"left": who_left, "once": who_came_once, "over": who_stayed}


def owed_in(project: Project, today: date) -> dict[str, list[Owed]]:
    """By what it is about. A project that is over owes an ending to all; who came once is among them."""
    found = {about: find(project, today) for about, find in FINDERS.items()}
    if project.ended_on:
        found["once"] = []
    return found


def endings_of(project: Project) -> QuerySet[Ending]:
    """Newest first, each with `people` and `answers`: how many."""
    rows = Ending.objects.filter(project=project).order_by("-id")
    return rows.annotate(people=Count("farewells"), answers=Count("farewells__answered_at"))


def farewells_of(ending: Ending) -> QuerySet[Farewell]:
    return Farewell.objects.filter(ending=ending).select_related("person").order_by("id")


def farewells_for(person: Any) -> QuerySet[Farewell]:
    """What this person got, with words; newest first."""
    rows = Farewell.objects.filter(person=person, ending__isnull=False)
    return rows.select_related("ending", "project").order_by("-id")


def unanswered_for(person: Any) -> QuerySet[Farewell]:
    """What they have not said anything to yet; for three months it is asked."""
    since = timezone.now() - timedelta(days=92)
    return farewells_for(person).filter(answered_at=None, made_at__gte=since)


@dataclass(frozen=True)
class Thanked:
    """When a project is over: how many were thanked and told, of how many, and how many said what is next."""

    told: int
    all: int
    answered: int


def thanked_in(project: Project) -> Thanked:
    rows = Membership.objects.filter(project=project, left_at=None, person__is_active=True)
    told = _had(project, Ending.About.OVER).filter(person__in=rows.values("person"))
    return Thanked(told.count(), rows.count(), told.filter(answered_at__isnull=False).count())
