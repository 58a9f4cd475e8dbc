"""How the person hears that their words were set aside, or what was decided on their appeal: beside My space."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from alongside.ledger.actions import note_step
from alongside.moderation.models import Appeal, SetAside
from alongside.moderation.rules import may_weigh
from alongside.people.models import Person


def _rows(row: SetAside | Appeal) -> "QuerySet[SetAside] | QuerySet[Appeal]":
    if isinstance(row, SetAside):
        return SetAside.objects.filter(pk=row.pk)
    return Appeal.objects.filter(pk=row.pk)


@transaction.atomic
def claim_news(row: SetAside | Appeal, how: str) -> bool:
    """They hear it this way ("email", or "letter": a host prints it). False where they read it, or hear it, already."""
    return bool(_rows(row).filter(told_how="", seen_at=None).update(told_how=how))


@transaction.atomic
def release_news(row: SetAside | Appeal, *, for_good: bool) -> None:
    """The email was not taken: tried again, and in the end (`for_good`) a letter."""
    _rows(row).filter(told_how="email").update(told_how="letter" if for_good else "")


@transaction.atomic
def mark_given(aside: SetAside, *, by: Person) -> None:
    """A host printed the letter and gives it to the person."""
    if not may_weigh(by, aside.project, aside.person_id):
        raise PermissionDenied
    waits = Q(told_how="letter")
    count = SetAside.objects.filter(waits, pk=aside.pk).update(told_how="given")
    count += Appeal.objects.filter(waits, aside=aside).update(told_how="given")
    if count:
        note_step("words.letter_given", subject=aside, project_id=aside.project_id, actor=by)
