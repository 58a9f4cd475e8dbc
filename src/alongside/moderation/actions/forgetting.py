"""What a person wrote here goes when they take everything back; what was said about words goes with the words."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.ledger.actions import note_erasure, note_step
from alongside.moderation.models import Appeal, Report, SetAside
from alongside.moderation.subjects import tell_changed
from alongside.people.models import Person
from alongside.projects.models import Project


def _mark(row: Report | Appeal | SetAside) -> str:
    """What only this row has."""
    return keyed_hash("erased", f"{row._meta.model_name}:{row.pk}:{row.at.isoformat()}")


def _empty(row: Report | Appeal | SetAside) -> None:
    """The words go; that there was something stays, so that figures stay true."""
    kind = row._meta.model_name or ""
    if isinstance(row, Report):
        Report.objects.filter(pk=row.pk).update(why=b"")
    elif isinstance(row, Appeal):
        Appeal.objects.filter(pk=row.pk).update(words=b"")
    else:
        _end_as_gone(row)
    note_erasure(kind, row.pk, _mark(row))
    transaction.on_commit(forget_now)


def _end_as_gone(row: SetAside) -> None:
    """A reason often says again what was said: it goes with the words, and so does that of a decision on appeal."""
    now = timezone.now()
    SetAside.objects.filter(pk=row.pk).update(
        reason="", ended_at=row.ended_at or now, ended_how=SetAside.Ended.GONE, seen_at=row.seen_at or now
    )
    Appeal.objects.filter(aside=row).exclude(outcome="").update(reason="-")
    Appeal.objects.filter(aside=row, outcome="").update(
        outcome=Appeal.Outcome.STAYS, reason="-", decided_at=now, seen_at=now
    )


def _rows_of(project: Project, person: Person) -> list[Report | Appeal]:
    reports = Report.objects.filter(project=project, person=person).exclude(why=b"")
    appeals = Appeal.objects.filter(aside__project=project, aside__person=person).exclude(words=b"")
    return [*reports, *appeals]


@transaction.atomic
def forget_person(project: Project, person: Person) -> int:
    """The person asked that nothing they said here is kept; `ethics` asked who may. Answers how many."""
    rows = _rows_of(project, person)
    for row in rows:
        _empty(row)
    return len(rows)


@transaction.atomic
def forget_subject(project: Project, what: str, pk: int) -> None:
    """Words were taken back: what was told about them, why they were set aside and the appeal go with them."""
    about = {"what": what, "subject_id": pk}
    reports = Report.objects.filter(project=project, **about)
    for report in reports.filter(~Q(why=b"") | Q(outcome="") | ~Q(reply="")):
        _empty(report)
    now = timezone.now()
    reports.filter(outcome="").update(outcome=Report.Outcome.GONE, answered_at=now)
    reports.exclude(outcome=Report.Outcome.GONE).update(outcome=Report.Outcome.GONE, reply="")
    for appeal in Appeal.objects.filter(aside__in=SetAside.objects.filter(project=project, **about)):
        _empty(appeal)
    for aside in SetAside.objects.filter(project=project, **about).exclude(ended_how=SetAside.Ended.GONE):
        _empty(aside)
        note_step("words.gone", subject=aside, project_id=project.pk)
        tell_changed(project, what, pk)


@transaction.atomic
def forget_again(kind: str, pk: str, mark: str) -> bool:
    """An old backup brought it back: its words go again. False if this is another one, or it has none."""
    row: Report | Appeal | SetAside | None
    if kind == "report":
        row = Report.objects.filter(pk=pk).exclude(why=b"").first()
    elif kind == "appeal":
        row = Appeal.objects.filter(pk=pk).exclude(words=b"").first()
    else:
        row = SetAside.objects.filter(pk=pk).exclude(ended_how=SetAside.Ended.GONE).first()
    if row is None or _mark(row) != mark:
        return False
    _empty(row)
    return True
