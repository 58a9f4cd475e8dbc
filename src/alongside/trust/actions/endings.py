"""The only writers of endings: words for one or many, how they reached people, and what these would like next."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.durability import forget_now
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project
from alongside.trust.models import Ending, Farewell, Heard
from alongside.trust.nexts import NEXTS, NOTHING

LONGEST = 4000


def _belong(project: Project, people: Iterable[Person]) -> list[Person]:
    """Those who are or were in the project."""
    wanted = list({one.pk: one for one in people}.values())
    known = set(Membership.objects.filter(project=project, person__in=wanted).values_list("person_id", flat=True))
    return [one for one in wanted if one.pk in known]


@transaction.atomic
def write_ending(
    project: Project, people: Iterable[Person], *, by: Person, about: str, thanks: str, came_of_it: str = "",
    nexts: Iterable[str] = (),
) -> Ending:  # fmt: skip
    """Thank people, tell what came of it, offer what is next. Who has such an ending already gets no second one."""
    must_host(by, project)
    thanks, came_of_it = clean_words(thanks)[:LONGEST], clean_words(came_of_it)[:LONGEST]
    if about not in Ending.About.values:
        raise ValueError(_("Choose what it is about."))
    if not thanks:
        raise ValueError(_("Write a few words of thanks."))
    wanted = set(nexts)
    offered = [key for key in NEXTS if key in wanted or (wanted and key == NOTHING)]  # a no is always open to them
    Project.objects.select_for_update().get(pk=project.pk)
    had = set(Farewell.objects.filter(project=project, about=about).values_list("person_id", flat=True))
    new = [one for one in _belong(project, people) if one.pk not in had]
    if not new:
        raise ValueError(_("Choose at least one person who has not had such an ending."))
    row = Ending.objects.create(
        project=project, about=about, thanks=thanks, came_of_it=came_of_it, nexts=offered, made_by=by
    )
    Farewell.objects.bulk_create(Farewell(project=project, ending=row, person=one, about=about) for one in new)
    verb = "endings.written" if about == Ending.About.OVER else "ending.written"
    note_step(verb, subject=row, project_id=project.pk, actor=by, count=len(new))
    return row


@transaction.atomic
def note_said(project: Project, person: Person, *, by: Person, about: str, on: date) -> Farewell:
    """A host thanked and told somebody by mouth, on this day."""
    must_host(by, project)
    if about not in Ending.About.values or not _belong(project, [person]):
        raise ValueError(_("Choose what it is about."))
    if on > timezone.localdate():
        raise ValueError(_("This day has not come yet."))
    row, is_new = Farewell.objects.get_or_create(project=project, person=person, about=about, defaults={"said_on": on})
    if is_new:
        note_step("ending.said", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def mark_seen(farewell: Farewell, *, by: Person) -> None:
    if farewell.person_id != by.pk:
        raise PermissionDenied
    Farewell.objects.filter(pk=farewell.pk, seen_at=None).update(seen_at=timezone.now())


@transaction.atomic
def say_next(farewell: Farewell, *, by: Person, wants: Iterable[str], words: str = "", told: str = "") -> None:
    """What the person would like next; said again, the newer counts. A host types in what they were told, never over
    what the person wrote themselves."""
    is_own = farewell.person_id == by.pk
    if not is_own:
        must_host(by, farewell.project)
        if told not in Heard.values:
            raise ValueError(_("Choose how you were told."))
        if farewell.answered_at is not None and not farewell.told:
            raise ValueError(_("They have answered themselves."))
    chosen = [key for key in NEXTS if key in set(wants)]
    if NOTHING in chosen and len(chosen) > 1:
        raise ValueError(_("Choose “nothing more”, or something. Not both."))
    words = clean_words(words)[:LONGEST]
    if not chosen and not words:
        raise ValueError(_("Choose something, or write a few words."))
    said = {"wants": chosen, "words": words, "answered_at": timezone.now(), "told": "" if is_own else told}
    Farewell.objects.filter(pk=farewell.pk).update(**said)
    if farewell.words:
        transaction.on_commit(forget_now)
    note_step("ending.answered", subject=farewell, project_id=farewell.project_id, actor=by)


@transaction.atomic
def mark_printed(ending: Ending, people: Iterable[int], *, by: Person) -> int:
    """Letters of this ending that were printed now. Answers how many."""
    must_host(by, ending.project)
    rows = Farewell.objects.filter(ending=ending, person__in=list(people), printed_at=None)
    count = rows.update(printed_at=timezone.now())
    if count:
        note_step("ending.printed", subject=ending, project_id=ending.project_id, actor=by, count=count)
    return count


@transaction.atomic
def claim_email(farewell_id: int) -> bool:
    """Whoever sends it claims it first, so that it is sent once at most."""
    wanted = Q(pk=farewell_id, emailed_at=None, ending__isnull=False)
    return bool(Farewell.objects.filter(wanted).update(emailed_at=timezone.now()))


@transaction.atomic
def release_email(farewell_id: int) -> None:
    """It was not taken; the next try, or a letter, reaches them."""
    Farewell.objects.filter(pk=farewell_id).update(emailed_at=None)
