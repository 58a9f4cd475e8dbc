"""What waits for hosts and decision-makers where people are answered."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.impact.queries.clocks import late_and_soon, lookbacks_due
from alongside.impact.queries.receipts import call_receipts, letter_receipts
from alongside.impact.rules import may_print_letters
from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, how_many, points, told, waits
from alongside.projects.queries import promise_of
from alongside.projects.rules import may_host, may_see_waiting


@waits
def voices_to_answer(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_see_waiting(person, project):
        return
    late, soon = (how_many(rows) for rows in late_and_soon(project, promise_of(project), timezone.localdate()))
    url = reverse("impact:waiting", args=[project.slug])
    if late:
        words = ngettext("%(count)s voice is late for its answer", "%(count)s voices are late for their answer", late)
        yield Waiting(words % {"count": told(late)}, url, late=True)
    if soon:
        words = ngettext("%(count)s voice is owed an answer soon", "%(count)s voices are owed an answer soon", soon)
        yield Waiting(words % {"count": told(soon)}, url)


@waits
def decisions_to_look_back_at(project: Project, person: Any) -> Iterator[Waiting]:
    due = lookbacks_due(project, timezone.localdate()) if may_see_waiting(person, project) else []
    if due:
        late = sum(1 for _decision, clock in due if clock.state == "late")
        words = ngettext("%(count)s decision to look back at", "%(count)s decisions to look back at", len(due))
        yield Waiting(words % {"count": len(due)}, reverse("impact:clocks", args=[project.slug]), late=bool(late))


@waits
def letters_to_print(project: Project, person: Any) -> Iterator[Waiting]:
    people = letter_receipts(project).order_by().values("voice__person").distinct()
    count = how_many(people) if may_host(person, project) else 0
    if count:
        words = ngettext("%(count)s letter with answers to print", "%(count)s letters with answers to print", count)
        yield Waiting(words % {"count": told(count)}, reverse("impact:letters", args=[project.slug]))


@points("answers", "impact", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("What waits for an answer"), reverse("impact:waiting", args=here))
    yield Pointer(_("What has changed"), reverse("impact:changes", args=here))
    yield Pointer(_("Print letters with receipts"), reverse("impact:letters", args=here))


@waits
def people_to_ring(project: Project, person: Any) -> Iterator[Waiting]:
    """People who like to hear their answers on the phone."""
    if not may_print_letters(person, project):
        return
    people = call_receipts(project).order_by().values("voice__person").distinct()
    if count := how_many(people):
        words = ngettext("%(count)s person to ring with answers", "%(count)s people to ring with answers", count)
        yield Waiting(words % {"count": told(count)}, reverse("impact:letters", args=[project.slug]) + "#calls")
