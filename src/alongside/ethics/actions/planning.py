"""Risks that people write down themselves, and the looks at the ethics plan."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import NotedRisk, PlanReview
from alongside.ethics.queries import written_by
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_words
from alongside.ledger.actions import forget_salts, note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_take_part, membership_of

MOST_WORDS = 2000
MOST_OPEN = 20  # risks of one member that are open at once


def _place(project: Project, by: Person) -> Membership:
    place = membership_of(by, project)
    if place is None or not may_take_part(by, project):
        raise PermissionDenied
    return place


@transaction.atomic
def note_risk(project: Project, *, by: Person, words: str, done: str = "") -> NotedRisk:
    """Any member writes down what could go wrong, and what is done about it if they know.

    ValueError for no words, or for one more than a member may have open at once.
    """
    place, words = _place(project, by), clean_words(words)[:MOST_WORDS]
    if not words:
        raise ValueError(_("Write what could go wrong."))
    Project.objects.select_for_update().get(pk=project.pk)  # two forms at once do not pass the most
    if NotedRisk.objects.filter(project=project, by=by, ended_at=None).count() >= MOST_OPEN:
        raise ValueError(_("You have written %(n)d risks that are still open. Take one back first.") % {"n": MOST_OPEN})
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


@transaction.atomic
def take_back_plan_words(row: NotedRisk | PlanReview, *, by: Person) -> None:
    """The writer's own words go, at any time. With a risk goes what was answered; that a side looked stays."""
    if row.by_id is None or row.by_id != by.pk:
        raise PermissionDenied
    verb = "risk.taken_back" if isinstance(row, NotedRisk) else "plan.words_taken_back"
    note_step(verb, subject=row, project_id=row.project_id)
    _forget(row)


def _mark(row: NotedRisk | PlanReview) -> str:
    """What only this row has."""
    if isinstance(row, NotedRisk):
        return keyed_hash("erased", f"notedrisk:{row.pk}:{row.at.isoformat()}")
    known = (row.pk, row.project_id, row.by_id, row.on.isoformat(), row.side, row.is_fine)
    return keyed_hash("erased", "planreview:" + ":".join(map(str, known)))


def _forget(row: NotedRisk | PlanReview) -> None:
    """Here and for good. The caller asked who may."""
    note_erasure(row._meta.model_name or "", row.pk, _mark(row))
    forget_salts(row)
    _empty(row)
    transaction.on_commit(forget_now)


def _empty(row: NotedRisk | PlanReview) -> None:
    if isinstance(row, NotedRisk):
        over = row.ended_at or timezone.now()
        NotedRisk.objects.filter(pk=row.pk).update(words="", done="", by=None, ended_at=over)
    else:
        PlanReview.objects.filter(pk=row.pk).update(words="", by=None)


def forget_plan_words(project: Project, person: Person) -> int:
    """The person asked that nothing they say here is kept; `ethics` asked who may. Answers how many held words."""
    rows = written_by(project, person)
    for row in rows:
        _forget(row)
    return len(rows)


def forget_plan_words_again(kind: str, row_id: int, mark: str) -> bool:
    """An old backup brought them back: they go again. False if this is another one, or it has none."""
    row: NotedRisk | PlanReview | None
    if kind == "notedrisk":
        row = NotedRisk.objects.filter(pk=row_id).exclude(words="").first()
    else:
        row = PlanReview.objects.filter(pk=row_id).exclude(words="").first()
    if row is None or _mark(row) != mark:
        return False
    _empty(row)
    return True
