"""Opening what a person shared. Each reading is noted, and the person sees it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alongside.ledger.actions import note_step
from alongside.needs.models import Answer, Reading, Share
from alongside.needs.queries.hosts import shares_for
from alongside.people.models import Person


@transaction.atomic
def read_needs(answer: Answer, *, by: Person) -> list[Share]:
    """What this person shared with this host for the gathering. PermissionDenied when there is nothing for them.

    Noted once a day for each need and reader, with the last time of that day.
    """
    shares = [share for share in shares_for(by, answer.gathering) if share.person_id == answer.person_id]
    if not shares:
        raise PermissionDenied
    now = timezone.now()
    Reading.objects.bulk_create(
        [
            Reading(person_id=answer.person_id, need_id=share.need_id, gathering=answer.gathering, reader=by, at=now)
            for share in shares
            if share.person_id != by.pk
        ],
        update_conflicts=True,
        update_fields=["at"],
        unique_fields=["need", "gathering", "reader", "on"],
    )
    note_step(
        "need.read", subject=answer.gathering, project_id=answer.gathering.project_id, actor=by, count=len(shares)
    )
    return shares
