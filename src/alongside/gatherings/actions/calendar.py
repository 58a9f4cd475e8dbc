"""The calendar: gatherings, who came, and the notes given back."""

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Attendance, Gathering
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project


def _check(title: str, starts_at: time | None, ends_at: time | None) -> None:
    if not clean_line(title):
        raise ValueError(_("Give the gathering a name."))
    if ends_at and not starts_at:
        raise ValueError(_("Say when it starts, too."))
    if starts_at and ends_at and ends_at <= starts_at:
        raise ValueError(_("It ends after it starts, on the same day."))


@transaction.atomic
def add_gathering(
    project: Project,
    *,
    by: Person,
    title: str,
    on: date,
    place: str = "",
    about: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Gathering:
    """Put a gathering on the project's calendar. Its hours may come later; it ends on the day it starts."""
    must_host(by, project)
    _check(title, starts_at, ends_at)
    gathering = Gathering.objects.create(
        project=project,
        title=clean_line(title),
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=clean_line(place),
        about=clean_words(about),
    )
    note_step("gathering.added", subject=gathering, project_id=project.pk, actor=by, on=str(on))
    return gathering


@transaction.atomic
def edit_gathering(
    gathering: Gathering,
    *,
    by: Person,
    title: str,
    on: date,
    place: str = "",
    about: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Gathering:
    """Change its name, day, hours, place or purpose. Notes cannot have been given back before the day."""
    must_host(by, gathering.project)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)  # as it is now, not as the form saw it
    _check(title, starts_at, ends_at)
    if gathering.played_back_on and gathering.played_back_on < on:
        raise ValueError(_("Its notes were given back before this day."))
    gathering.title, gathering.on = clean_line(title), on
    gathering.starts_at, gathering.ends_at = starts_at, ends_at
    gathering.place, gathering.about = clean_line(place), clean_words(about)
    gathering.save(update_fields=["title", "on", "starts_at", "ends_at", "place", "about"])
    note_step("gathering.edited", subject=gathering, project_id=gathering.project_id, actor=by, on=str(on))
    return gathering


@transaction.atomic
def note_attendance(
    gathering: Gathering,
    people: Iterable[Person],
    *,
    by: Person,
    not_there: Iterable[Person] = (),
    others: int | None = None,
) -> None:
    """Note that `people` came and `not_there` did not. Nobody else's row is touched; only people of the project count.

    `others`: how many more came who are not in the list.
    """
    must_host(by, gathering.project)
    ids = {person.pk for person in people}
    inside = set(
        Membership.objects.filter(project_id=gathering.project_id, person__in=ids).values_list("person_id", flat=True)
    )
    if ids - inside:
        raise ValueError(_("Somebody in this list is not in the project."))
    Attendance.objects.bulk_create(
        (Attendance(gathering=gathering, person_id=pk) for pk in sorted(inside)), ignore_conflicts=True
    )
    gone = {person.pk for person in not_there} - inside
    Attendance.objects.filter(gathering=gathering, person__in=gone).delete()
    if others is not None:
        if not 0 <= others <= 10_000:
            raise ValueError(_("Count others from 0 to 10,000."))
        gathering.others_came = others
        gathering.save(update_fields=["others_came"])
    came = Attendance.objects.filter(gathering=gathering).count() + gathering.others_came
    note_step("gathering.attended", subject=gathering, project_id=gathering.project_id, actor=by, count=came)


@transaction.atomic
def give_back_notes(gathering: Gathering, *, by: Person, on: date) -> None:
    """Note the day people got the notes back: not before the gathering, not in the future. Noted once."""
    must_host(by, gathering.project)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if on < gathering.on:
        raise ValueError(_("Notes are given back after the gathering."))
    if on > timezone.localdate():
        raise ValueError(_("This day has not come yet."))
    if gathering.played_back_on:
        raise ValueError(_("It is already noted that the notes were given back."))
    gathering.played_back_on = on
    gathering.save(update_fields=["played_back_on"])
    note_step("gathering.played_back", subject=gathering, project_id=gathering.project_id, actor=by, on=str(on))


def came(gathering: Gathering, person: Person) -> None:
    """Somebody showed their card in the gathering's room: they came. Noted once; not for strangers to the project."""
    inside = Membership.objects.filter(project_id=gathering.project_id, person=person, left_at=None)
    if inside.exists():
        Attendance.objects.get_or_create(gathering=gathering, person=person)
