"""Everything that changes a gathering."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Attendance, Gathering
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project


@transaction.atomic
def add_gathering(project: Project, *, by: Person, title: str, on: date, place: str = "", about: str = "") -> Gathering:
    """Put a gathering on the project's calendar."""
    must_host(by, project)
    if not clean_line(title):
        raise ValueError(_("Give the gathering a name."))
    gathering = Gathering.objects.create(
        project=project, title=clean_line(title), on=on, place=clean_line(place), about=clean_words(about)
    )
    note_step("gathering.added", subject=gathering, project_id=project.pk, actor=by, on=str(on))
    return gathering


@transaction.atomic
def edit_gathering(
    gathering: Gathering, *, by: Person, title: str, on: date, place: str = "", about: str = ""
) -> Gathering:
    """Change its name, day, place or purpose. Notes cannot have been given back before the day."""
    must_host(by, gathering.project)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)  # as it is now, not as the form saw it
    if not clean_line(title):
        raise ValueError(_("Give the gathering a name."))
    if gathering.played_back_on and gathering.played_back_on < on:
        raise ValueError(_("Its notes were given back before this day."))
    gathering.title, gathering.on = clean_line(title), on
    gathering.place, gathering.about = clean_line(place), clean_words(about)
    gathering.save(update_fields=["title", "on", "place", "about"])
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
