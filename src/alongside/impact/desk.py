"""What waits for hosts and decision-makers where people are answered."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from alongside.impact.queries.clocks import answers_owed, lookbacks_due
from alongside.impact.queries.receipts import letter_receipts
from alongside.projects.models import Project
from alongside.projects.parts import Waiting, waits
from alongside.projects.queries import promise_of
from alongside.projects.rules import may_host, may_see_waiting


@waits
def voices_to_answer(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_see_waiting(person, project):
        return
    owed = answers_owed(project, promise_of(project), timezone.localdate())
    url = reverse("impact:waiting", args=[project.slug])
    if owed.late:
        words = ngettext(
            "%(count)s voice is late for its answer", "%(count)s voices are late for their answer", owed.late
        )
        yield Waiting(words % {"count": owed.late}, url, late=True)
    if owed.soon:
        words = ngettext(
            "%(count)s voice is owed an answer soon", "%(count)s voices are owed an answer soon", owed.soon
        )
        yield Waiting(words % {"count": owed.soon}, url)


@waits
def decisions_to_look_back_at(project: Project, person: Any) -> Iterator[Waiting]:
    due = lookbacks_due(project, timezone.localdate()) if may_see_waiting(person, project) else []
    if due:
        late = sum(1 for _decision, clock in due if clock.state == "late")
        words = ngettext("%(count)s decision to look back at", "%(count)s decisions to look back at", len(due))
        yield Waiting(words % {"count": len(due)}, reverse("impact:clocks", args=[project.slug]), late=bool(late))


@waits
def letters_to_print(project: Project, person: Any) -> Iterator[Waiting]:
    people = letter_receipts(project).order_by().values("voice__person") if may_host(person, project) else None
    count = people.distinct().count() if people is not None else 0
    if count:
        words = ngettext("%(count)s letter with answers to print", "%(count)s letters with answers to print", count)
        yield Waiting(words % {"count": count}, reverse("impact:letters", args=[project.slug]))
