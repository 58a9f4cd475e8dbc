"""A yes that was taken back stays taken back, also after an old backup was brought back."""

from django.db import transaction
from django.utils import timezone

from alongside.ethics.models import Permission, State
from alongside.kit.codes import keyed_hash
from alongside.ledger.actions import note_step


def mark_of_permission(row: Permission) -> str:
    """What only this yes has: ids are given anew after an old backup was brought back."""
    return keyed_hash("erased", f"permission:{row.pk}:{row.record}:{row.state}")


@transaction.atomic
def withdraw_again(permission_id: str, mark: str) -> bool:
    """An old backup brought back a yes that was taken back: it ends again. False if this is another one."""
    rows = Permission.objects.filter(pk=int(permission_id), until=None).select_related("person", "project")
    row = rows.first()
    if row is None or mark_of_permission(row) != mark:
        return False
    now = timezone.now()
    Permission.objects.filter(pk=row.pk).update(until=now)
    Permission.objects.create(
        record=row.record, project=row.project, person=row.person, kind=row.kind, gathering=row.gathering,
        output=row.output, partner=row.partner, state=State.WITHDRAWN, how=row.how, at=now,
        acting=row.acting, is_second=row.is_second, notice=row.notice,
    )  # fmt: skip
    note_step("permission.withdrawn", subject=row, project_id=row.project_id, kind=row.kind, again=True)
    return True
