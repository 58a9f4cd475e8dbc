"""What can be asked about gatherings: when, how many came, and whether notes were given back in time."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, QuerySet

from alongside.engines.clocks import Clock, read_clock
from alongside.gatherings.models import Attendance, Gathering
from alongside.kit.text import ids_in
from alongside.people.models import Person
from alongside.projects.models import Project, Promise
from alongside.projects.queries import members_of, promise_on, promises_of

KIND = "playback"


def gatherings_of(project: Project) -> QuerySet[Gathering]:
    """All gatherings, earliest first, each with `came`: how many people were there."""
    rows = Gathering.objects.filter(project=project).order_by("on", "id")
    return rows.annotate(listed=Count("attendances")).annotate(came=F("listed") + F("others_came"))


def next_gathering(project: Project, today: date) -> Gathering | None:
    return gatherings_of(project).filter(on__gte=today).first()


def clock_of(gathering: Gathering, promises: list[Promise], today: date) -> Clock | None:
    """The clock on giving notes back, by the promise in force that day; None before the gathering."""
    if gathering.on > today:
        return None
    promise = promise_on(promises, gathering.on) or Promise()
    return read_clock(KIND, gathering.on, promise.playback_days, today, gathering.played_back_on)


def clocks_of(project: Project, rows: Iterable[Gathering], today: date) -> list[tuple[Gathering, Clock | None]]:
    """Each gathering with its clock, in one query more, however many there are."""
    promises = list(promises_of(project))
    return [(gathering, clock_of(gathering, promises, today)) for gathering in rows]


def past_gatherings(project: Project, today: date) -> QuerySet[Gathering]:
    """Those that have been, today's among them."""
    return gatherings_of(project).filter(on__lte=today)


def playback_clocks(project: Project, today: date) -> list[tuple[Gathering, Clock]]:
    """Every gathering that has been, with its clock, earliest first."""
    return [(one, clock) for one, clock in clocks_of(project, past_gatherings(project, today), today) if clock]


def years_of(project: Project, today: date) -> list[int]:
    """The years in which there have been gatherings, newest first."""
    past = Gathering.objects.filter(project=project, on__lt=today)
    return [day.year for day in past.dates("on", "year", order="DESC")]


def who_came(gathering: Gathering, person_ids: Iterable[int]) -> set[int]:
    """Of these people, the ids of those noted as having come."""
    rows = Attendance.objects.filter(gathering=gathering, person__in=list(person_ids))
    return set(rows.values_list("person_id", flat=True))


def ticked(project: Project, shown: Iterable[str], came: Iterable[str]) -> tuple[list[Person], list[Person]]:
    """The members a page showed, parted into ticked and not ticked. Ids of anybody else are passed over."""
    ticks = set(ids_in(came)[:500])
    people = [row.person for row in members_of(project).filter(person__in=ids_in(shown)[:500])]
    return [p for p in people if p.pk in ticks], [p for p in people if p.pk not in ticks]
