"""What came to the end of its clock (`kept.py`)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from alongside.kit.durability import forget_now
from alongside.ledger.actions import note_erasure
from alongside.needs.actions.needs import end_shares, mark_of
from alongside.needs.models import Need, Share
from alongside.needs.queries.old import left_needs, over_shares
from alongside.projects.models import Project


@transaction.atomic
def stop_old_shares(project: Project, until: date) -> int:
    """Hosts no longer read these, and what they wrote to do about them is emptied. Whether it was met stays."""
    rows = list(over_shares(project).filter(gathering__on__lte=until).select_for_update())
    end_shares(rows)
    return len(rows)


@transaction.atomic
def forget_left_needs(_project: Project, until: date) -> int:
    """Needs of people who left every project long ago. They stay gone, also from an old backup."""
    old = [row for row in left_needs() if timezone.localdate(row.left_at) <= until]
    end_shares(list(Share.objects.select_for_update().filter(need__in=old)), forget=True)
    for row in old:
        note_erasure("need", row.pk, mark_of(row))
    Need.objects.filter(pk__in=[row.pk for row in old]).delete()
    if old:
        transaction.on_commit(forget_now)
    return len(old)
