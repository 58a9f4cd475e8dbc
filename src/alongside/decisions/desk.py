"""What waits for hosts and decision-makers where the draft is written and decided on."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.decisions.queries import unanswered_proposals, undecided_passages
from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, points, waits
from alongside.projects.rules import may_decide, may_host


@waits
def proposals_to_answer(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_host(person, project):
        return
    passages = list(unanswered_proposals(project).values_list("passage_id", flat=True))
    if passages:
        count = len(passages)
        words = ngettext("%(count)s proposed text to answer", "%(count)s proposed texts to answer", count)
        yield Waiting(words % {"count": count}, reverse("decisions:passage", args=[project.slug, passages[0]]))


@waits
def passages_to_decide(project: Project, person: Any) -> Iterator[Waiting]:
    count = undecided_passages(project).count() if may_decide(person, project) else 0
    if count:
        words = ngettext("%(count)s passage to decide on", "%(count)s passages to decide on", count)
        yield Waiting(words % {"count": count}, reverse("decisions:record", args=[project.slug]))


@points("answers", "decisions", 10)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(_("Write the draft"), reverse("decisions:drafts", args=[project.slug]))
    yield Pointer(_("Decisions and their reasons"), reverse("decisions:decisions", args=[project.slug]))
