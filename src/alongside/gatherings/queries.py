"""What can be asked about gatherings: when, how many came, and whether notes were given back in time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CASCADE, Count, F, Max, Q, QuerySet

from alongside.engines.clocks import Clock, read_clock
from alongside.gatherings.models import Activity, Attendance, Gathering, Room, Seat
from alongside.kit.text import ids_in
from alongside.ledger.models import Step
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


def open_room_of(gathering: Gathering) -> Room | None:
    """The gathering's room while people can join it."""
    return Room.objects.filter(gathering=gathering, closed_at=None).exclude(code=None).first()


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


def activities_of(gathering: Gathering) -> list[Activity]:
    """The run sheet's steps in order; each knows its gathering."""
    rows = list(Activity.objects.filter(gathering=gathering))
    for row in rows:
        row.gathering = gathering
    return rows


def is_used(activity: Activity) -> bool:
    """Whether anything hangs on this step that would go with it: said, answered or prepared in rooms further up.

    It asks every table that points here and would be cleared, so a new one is never forgotten.
    """
    return any(
        link.related_model._default_manager.filter(**{link.field.name: activity}).exists()
        for link in Activity._meta.related_objects
        if link.on_delete is CASCADE
    )


def run_sheets_to_copy(gathering: Gathering) -> QuerySet[Gathering]:
    """The project's other gatherings that have steps, the latest first; 100 at most."""
    rows = Gathering.objects.filter(project_id=gathering.project_id).exclude(pk=gathering.pk)
    return rows.filter(activities__isnull=False).distinct().order_by("-on", "-id")[:100]


def people_count(gathering: Gathering) -> tuple[int, bool]:
    """How many people a plan must fit, and whether they came here: as noted, in the room, or last time. 0: not known.

    `gathering` as `gatherings_of` gives it.
    """
    came = max(getattr(gathering, "came", 0), Seat.objects.filter(room__gathering=gathering, is_host=False).count())
    if came:
        return came, True
    rows: QuerySet[Any] = gatherings_of(gathering.project)
    earlier = rows.filter(on__lt=gathering.on, came__gt=0).reverse()
    last = earlier.values_list("came", flat=True).first()
    return last or 0, False


def has_room(gathering: Gathering) -> bool:
    """Whether a room was opened in it."""
    return Room.objects.filter(gathering=gathering).exists()


def gatherings_to_invite(project: Project, today: date) -> list[Gathering]:
    """For calendars: those of the last year and all that are to come; 500 at most."""
    since = today - timedelta(days=365)
    return list(Gathering.objects.filter(project=project, on__gte=since).order_by("on", "id")[:500])


def last_changes(rows: Iterable[Gathering]) -> dict[int, tuple[int, datetime]]:
    """For each gathering how often its details were changed, and when they were last written: from the ledger."""
    steps = Step.objects.filter(subject_kind=Gathering._meta.label_lower, subject_id__in=[row.pk for row in rows])
    steps = steps.filter(verb__in=("gathering.added", "gathering.edited")).order_by()
    times = Count("pk", filter=Q(verb="gathering.edited"))
    counted = steps.values("subject_id").annotate(times=times, last=Max("at"))
    return {row["subject_id"]: (row["times"], row["last"]) for row in counted}
