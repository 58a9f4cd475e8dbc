"""Who offers, who asks, who is with whom. Words are sealed, and opened only for those whom a rule has let in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import QuerySet

from alongside.kit.sealed import SealedBroken, unseal
from alongside.kit.text import clean_line
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.trust.models import BuddyNote, Half, Pair

NEW_DAYS = 92
MOST_NEWCOMERS = 3  # for one buddy at a time


@dataclass(frozen=True)
class Opened:
    """A note or a half as it may be read now. `is_broken`: its words do not open."""

    row: Any
    words: str
    is_broken: bool = False
    is_new: bool = False


def opened(row: models.Model, field: str) -> Opened:
    try:
        return Opened(row, unseal(row, field))
    except SealedBroken:
        return Opened(row, "", is_broken=True)


def notes_of(project: Project, kind: str) -> QuerySet[BuddyNote]:
    """Live offers, or what people ask, oldest first; only of people who are in the project."""
    rows = BuddyNote.objects.filter(project=project, kind=kind, ended_at=None)
    here = Membership.objects.filter(project=project, left_at=None).values("person")
    return rows.filter(person__in=here).select_related("person").order_by("made_at", "id")


def note_of(project: Project, person: Any, kind: str) -> BuddyNote | None:
    return BuddyNote.objects.filter(project=project, person=person, kind=clean_line(kind)[:5], ended_at=None).first()


def without_buddy(project: Project) -> QuerySet[BuddyNote]:
    """Those who asked and whom nobody has been suggested to."""
    paired = Half.objects.filter(project=project, part=Half.Part.NEWCOMER, is_live=True).values("person")
    return notes_of(project, BuddyNote.Kind.ASK).exclude(person__in=paired)


def joined_lately(project: Project, today: date) -> set[int]:
    """Ids of people who joined in the last three months."""
    since = today - timedelta(days=NEW_DAYS)
    return set(
        Membership.objects.filter(project=project, left_at=None, joined_at__date__gte=since).values_list(
            "person_id", flat=True
        )
    )


def pairs_of(project: Project) -> QuerySet[Pair]:
    """Pairs that have not ended, with their halves and people, oldest first."""
    rows = Pair.objects.filter(project=project, ended_at=None)
    return rows.prefetch_related(models.Prefetch("halves", Half.objects.select_related("person").order_by("part")))


def pairs_with(person: Any, project: Project) -> list[Pair]:
    """This person's pairs that have not ended and in which both are."""
    if not isinstance(person, Person):
        return []
    rows = [one for one in pairs_of(project).filter(halves__person=person) if len(one.halves.all()) == 2]
    for row in rows:
        row.project = project
    return rows


def suggested_to(person: Any) -> QuerySet[Half]:
    """Suggestions that wait for this person's yes, wherever they are."""
    rows = Half.objects.filter(person=person, yes_at=None, is_live=True, project__ended_on=None)
    return rows.select_related("project", "pair").order_by("pk")


def busy_buddies(project: Project) -> dict[int, int]:
    """How many newcomers each buddy has now, by person."""
    counts: dict[int, int] = {}
    rows = Half.objects.filter(project=project, part=Half.Part.BUDDY, is_live=True)
    for person in rows.values_list("person_id", flat=True):
        counts[person] = counts.get(person, 0) + 1
    return counts


def half_of(pair: Pair, person: Any) -> Half | None:
    return next((one for one in pair.halves.all() if one.person_id == getattr(person, "pk", None)), None)


def other_half(pair: Pair, mine: Half) -> Half | None:
    return next((one for one in pair.halves.all() if one.pk != mine.pk), None)
