"""Everything that changes a project: its question, its promise, its phases and its core choices."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import join, must_host
from alongside.projects.models import CoreChoice, Network, Phase, Project, Promise, RoleName, Side
from alongside.projects.queries import network, promise_of
from alongside.projects.rules import is_admin, may_start_project

EDITABLE = ("title", "question", "about", "community_side", "staff_side", "visibility", "starts_on", "source")
CLOCKS = ("answer_days", "playback_days", "first_look_days", "second_look_days")
PROMISED = ("open", "negotiable", "fixed", "who_decides")


def free_slug(title: str) -> str:
    """A short address made from the title, with a number where it is taken."""
    base = slugify(title)[:70].strip("-") or "project"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _needed(text: str, message: str) -> str:
    line = clean_line(text)
    if not line:
        raise ValueError(message)
    return line


@transaction.atomic
def start_project(
    *,
    by: Person | None,
    title: str,
    question: str,
    community_side: str,
    staff_side: str,
    about: str = "",
    visibility: str = Project.Visibility.EVERYONE.value,
    starts_on: date | None = None,
    **more: str,
) -> Project:
    """Start a project; `by` becomes its first host, on the staff side until they say otherwise.

    None is the command line: the project has no host yet.
    """
    if by is not None and not may_start_project(by):
        raise PermissionDenied
    if visibility not in Project.Visibility.values:
        raise ValueError(_("Choose who can read the project."))
    fields = {
        "title": _needed(title, _("Give the project a name.")),
        "question": _needed(question, _("Write the question.")),
        "community_side": _needed(community_side, _("Name the community side.")),
        "staff_side": _needed(staff_side, _("Name the staff side.")),
        "about": clean_words(about),
        "visibility": visibility,
        "starts_on": starts_on or timezone.localdate(),
        "source": clean_line(more.get("source", "")),
        "made_by": by,
    }
    project = _with_free_slug(fields)
    note_step("project.started", subject=project, project_id=project.pk, actor=by)
    if by is not None:
        join(project, by, by=by, side=Side.STAFF.value, roles=[RoleName.HOST.value])
    return project


def _with_free_slug(fields: dict[str, Any]) -> Project:
    for _try in range(5):
        try:
            with transaction.atomic():
                return Project.objects.create(slug=free_slug(fields["title"]), **fields)
        except IntegrityError:  # somebody took the same address a moment ago
            continue
    raise ValueError(_("This name is taken. Choose another."))


@transaction.atomic
def edit_project(project: Project, *, by: Person, **fields: Any) -> Project:
    """Change what the project says of itself. Its address stays, so that printed links go on working."""
    must_host(by, project)
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise ValueError(_("This cannot be changed here."))
    changed = [name for name, value in fields.items() if getattr(project, name) != value]
    if changed:
        for name in changed:
            setattr(project, name, fields[name])
        project.save(update_fields=changed)
        note_step("project.edited", subject=project, project_id=project.pk, actor=by, fields=sorted(changed))
    return project


@transaction.atomic
def end_project(project: Project, *, by: Person, on: date | None = None) -> None:
    """From now on it can be read, not added to. It can be opened again."""
    must_host(by, project)
    if Project.objects.filter(pk=project.pk, ended_on__isnull=True).update(ended_on=on or timezone.localdate()):
        note_step("project.ended", subject=project, project_id=project.pk, actor=by)
    project.refresh_from_db(fields=["ended_on"])


@transaction.atomic
def reopen_project(project: Project, *, by: Person) -> None:
    must_host(by, project)
    if Project.objects.filter(pk=project.pk, ended_on__isnull=False).update(ended_on=None):
        note_step("project.reopened", subject=project, project_id=project.pk, actor=by)
    project.refresh_from_db(fields=["ended_on"])


@transaction.atomic
def make_promise(project: Project, *, by: Person, **fields: Any) -> Promise:
    """Write the next version of the promise. What `fields` does not name is carried over; earlier versions stay.

    Nothing changed: the version in force is answered and no new one is made.
    """
    must_host(by, project)
    if set(fields) - {*PROMISED, *CLOCKS}:
        raise ValueError(_("A promise has no such part."))
    Project.objects.select_for_update().get(pk=project.pk)
    now = promise_of(project)
    parts = {name: getattr(now, name) for name in (*PROMISED, *CLOCKS)}
    new = parts | {name: clean_words(v) if name in PROMISED else int(v) for name, v in fields.items()}
    if any(not 1 <= new[name] <= 3650 for name in CLOCKS):
        raise ValueError(_("Count the days from 1 to 3650."))
    if new == parts and now.pk:
        return now
    promise = Promise.objects.create(project=project, number=now.number + 1, made_by=by, **new)
    note_step("promise.made", subject=promise, project_id=project.pk, actor=by, number=promise.number)
    return promise


@transaction.atomic
def set_phase(
    project: Project,
    *,
    by: Person,
    title: str,
    starts_on: date,
    about: str = "",
    ends_on: date | None = None,
    phase: Phase | None = None,
) -> Phase:
    """Add a phase at the end, or change `phase`. It ends no earlier than it starts; it may have no end yet."""
    must_host(by, project)
    title = _needed(title, _("Give the phase a name."))
    if ends_on and ends_on < starts_on:
        raise ValueError(_("A phase ends after it starts."))
    if phase and phase.project_id != project.pk:
        raise ValueError(_("This phase belongs to another project."))
    if phase is None:
        last = Phase.objects.filter(project=project).aggregate(last=Max("order"))["last"]
        phase = Phase(project=project, order=0 if last is None else last + 1)
    phase.title, phase.about, phase.starts_on, phase.ends_on = title, clean_words(about), starts_on, ends_on
    verb = "phase.changed" if phase.pk else "phase.added"
    phase.save()
    note_step(verb, subject=phase, project_id=project.pk, actor=by)
    return phase


@transaction.atomic
def move_phase(phase: Phase, *, by: Person, up: bool) -> None:
    """Swap the phase with the one before (`up`) or after it. At the edge nothing happens."""
    must_host(by, phase.project)
    rows = list(Phase.objects.select_for_update().filter(project_id=phase.project_id))
    place = [row.pk for row in rows].index(phase.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows):
        row.order = order
    Phase.objects.bulk_update(rows, ["order"])
    note_step("phase.moved", subject=phase, project_id=phase.project_id, actor=by)


@transaction.atomic
def remove_phase(phase: Phase, *, by: Person) -> None:
    """Take a phase out of the plan. One that has begun is part of the history and stays."""
    must_host(by, phase.project)
    if phase.starts_on <= timezone.localdate():
        raise ValueError(_("This phase has begun, so it stays in the plan. You can change its dates."))
    note_step("phase.removed", subject=phase, project_id=phase.project_id, actor=by)
    phase.delete()


@transaction.atomic
def lock_core_choice(
    project: Project, *, by: Person, kind: str, locked_on: date, decided_by: str, side: str, note: str = ""
) -> CoreChoice:
    """Write down that one of the five core choices is fixed: when, by whom and on which side. Once only."""
    must_host(by, project)
    if kind not in CoreChoice.Kind.values or side not in Side.values:
        raise ValueError(_("Choose which choice was fixed, and which side fixed it."))
    decided_by = _needed(decided_by, _("Write who fixed it."))
    choice, is_new = CoreChoice.objects.get_or_create(
        project=project,
        kind=kind,
        defaults={"locked_on": locked_on, "by": decided_by, "side": side, "note": clean_words(note)},
    )
    if not is_new:
        raise ValueError(_("This choice is already written down as fixed."))
    note_step("core_choice.locked", subject=choice, project_id=project.pk, actor=by, kind=kind, on=str(locked_on))
    return choice


@transaction.atomic
def edit_network(*, by: Person, name: str, about: str = "", contact: str = "") -> Network:
    """Name the installation and say whom to ask. Admins only."""
    if not is_admin(by):
        raise PermissionDenied
    row = network()
    row.name = _needed(name, _("Give the network a name."))
    row.about, row.contact = clean_words(about), clean_line(contact)
    row.save()
    note_step("network.edited", subject=row, actor=by)
    return row


@transaction.atomic
def start_whole_project(
    *,
    by: Person,
    about_it: dict[str, Any],
    promise: dict[str, Any],
    phases: Iterable[dict[str, Any]] = (),
    choices: Iterable[dict[str, Any]] = (),
) -> Project:
    """Start a project with its first promise, its phases and what was fixed before: all of it, or nothing."""
    project = start_project(by=by, **about_it)
    make_promise(project, by=by, **promise)
    for phase in phases:
        set_phase(project, by=by, **phase)
    for choice in choices:
        lock_core_choice(project, by=by, **choice)
    return project
