"""Risks that people write down themselves, and the looks at the ethics plan."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import NotedRisk, PlanReview
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_take_part, membership_of

MOST_WORDS = 2000


def _place(project: Project, by: Person) -> Membership:
    place = membership_of(by, project)
    if place is None or not may_take_part(by, project):
        raise PermissionDenied
    return place


@transaction.atomic
def note_risk(project: Project, *, by: Person, words: str, done: str = "") -> NotedRisk:
    """Any member writes down what could go wrong, and what is done about it if they know."""
    place, words = _place(project, by), clean_words(words)[:MOST_WORDS]
    if not words:
        raise ValueError(_("Write what could go wrong."))
    row = NotedRisk.objects.create(
        project=project, words=words, done=clean_words(done)[:MOST_WORDS], side=place.side, by=by
    )
    note_step("risk.noted", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def answer_risk(row: NotedRisk, *, by: Person, done: str, is_over: bool = False) -> None:
    """A host writes what is done about it, or that it is over. It stays in the plan's history."""
    must_host(by, row.project)
    changed = {"done": clean_words(done)[:MOST_WORDS], **({"ended_at": timezone.now()} if is_over else {})}
    if NotedRisk.objects.filter(pk=row.pk, ended_at=None).update(**changed):
        verb = "risk.ended" if is_over else "risk.answered"
        note_step(verb, subject=row, project_id=row.project_id, actor=by)


@transaction.atomic
def review_plan(project: Project, *, by: Person, is_fine: bool, words: str = "") -> PlanReview:
    """A member looks at the plan for their side. Who finds that something should change says what."""
    place, words = _place(project, by), clean_words(words)[:MOST_WORDS]
    if not is_fine and not words:
        raise ValueError(_("Write what should change."))
    row = PlanReview.objects.create(project=project, side=place.side, is_fine=is_fine, words=words, by=by)
    note_step("plan.reviewed", subject=row, project_id=project.pk, actor=by, side=place.side)
    return row
