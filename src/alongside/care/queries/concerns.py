"""Concerns: who leads, what waits, by which clock. None opens a word: `actions.open_concern` does, and notes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alongside.care.clock import due_on, is_late
from alongside.care.models import Concern, ConcernAccess, ConcernKeeping, ConcernNote
from alongside.kit.codes import keyed_hash, plain_code
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, RoleName
from alongside.projects.rules import HOSTS

USUAL_MONTHS = 12


@dataclass(frozen=True)
class Lead:
    """Who leads on safeguarding: by name, for whom a name is the point of the role; and whether they also host."""

    name: str
    is_host: bool


def _lead_rows(project: Project) -> QuerySet[Membership]:
    rows = Membership.objects.filter(project=project, left_at=None, roles__name=RoleName.SAFEGUARDING)
    return rows.filter(person__is_active=True).select_related("person").prefetch_related("roles").order_by("id")


def leads_of(project: Project) -> list[Lead]:
    return [
        Lead(row.person.full_name or row.person.nickname, bool(HOSTS & {role.name for role in row.roles.all()}))
        for row in _lead_rows(project)
    ]


def lead_people(project: Project) -> list[Person]:
    return [row.person for row in _lead_rows(project)]


def has_lead(project: Project) -> bool:
    return _lead_rows(project).exists()


def concerns_of(project: Project) -> QuerySet[Concern]:
    """Oldest first, each with `more`: whether the sender added something nobody has read yet."""
    unread = ConcernNote.objects.filter(concern=OuterRef("pk"), is_read=False)
    return Concern.objects.filter(project=project).annotate(more=Exists(unread)).order_by("on", "id")


def waiting_concerns(project: Project) -> QuerySet[Concern]:
    """Those nobody has acknowledged, and those to which the sender added something."""
    return concerns_of(project).filter(Q(acknowledged_on=None) | Q(more=True))


@dataclass(frozen=True)
class Row:
    """A concern as the list shows it: not one word of it."""

    concern: Concern
    due_on: date
    is_late: bool


def shown(rows: Iterable[Concern], today: date) -> list[Row]:
    return [Row(one, due_on(one.on), is_late(one.on, one.acknowledged_on, today)) for one in rows]


def most_urgent_first(rows: list[Row]) -> list[Row]:
    """Danger now, then what is late, then what nobody has acknowledged or read, then the rest; oldest first in each."""

    def rank(row: Row) -> tuple[bool, bool, bool]:
        one = row.concern
        waits = one.acknowledged_on is None or bool(getattr(one, "more", False))
        is_late_still = row.is_late and one.acknowledged_on is None
        return (one.danger != Concern.Danger.NOW or not waits, not is_late_still, not waits)

    return sorted(rows, key=rank)


def concern_by_code(code: str) -> Concern | None:
    """The concern that its sender's code opens, however it was typed."""
    found = Concern.objects.select_related("project").filter(code_hash=keyed_hash("concern", plain_code(code)))
    return found.first()


def readers_of(concern: Concern) -> QuerySet[ConcernAccess]:
    """Who opened it or did something with it, newest first."""
    return ConcernAccess.objects.filter(concern=concern).select_related("reader").order_by("-id")


def told_to_sender(concern: Concern) -> list[ConcernAccess]:
    """The same for whoever told it: each reader and deed once a day, for each page a lead turns is a reading."""
    days: dict[tuple[int | None, str, date], ConcernAccess] = {}
    for row in readers_of(concern)[:200]:
        days.setdefault((row.reader_id, row.what, timezone.localdate(row.at)), row)
    return list(days.values())


def months_kept(project: Project) -> int:
    row = ConcernKeeping.objects.filter(project=project).first()
    return row.months if row else USUAL_MONTHS


def leading_in(person: Any) -> list[Project]:
    """Projects in which this person leads on safeguarding."""
    mine = Membership.objects.filter(person=person, left_at=None, roles__name=RoleName.SAFEGUARDING)
    return list(Project.objects.filter(memberships__in=mine).distinct().order_by("-id")[:20])


def projects_of(person: Any) -> list[Project]:
    """Projects in which this person takes part, newest first; none for a stranger."""
    if not getattr(person, "is_authenticated", False):
        return []
    mine = Membership.objects.filter(person=person, left_at=None).values("project")
    return list(Project.objects.filter(pk__in=mine).order_by("-id")[:30])


def late_acknowledgements(project: Project, today: date | None = None) -> tuple[int, int]:
    """(late, all): how many concerns waited longer than one working day, answered or not, of how many told.

    For a signal. The numbers are small: whoever shows them keeps to the least number and names nobody.
    """
    today = today or timezone.localdate()
    days = Concern.objects.filter(project=project).values_list("on", "acknowledged_on")
    late = [is_late(told, said, today) for told, said in days]
    return sum(late), len(late)
