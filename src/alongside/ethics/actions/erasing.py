"""What was erased stays erased, also after somebody brings an old backup back.

Every erasure is a row here and a line in a file beside the database. A restored database has fewer rows than the file
has lines; before it serves anybody, `replay_erasures` erases again what came back.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alongside.ethics.models import Erasure, Permission, State
from alongside.ethics.queries import erasures, known_erasures
from alongside.ethics.reach import replay
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.ledger.actions import note_step


def _file() -> Path:
    return Path(settings.ERASED_FILE)


def _lines() -> Iterator[dict[str, Any]]:
    if not _file().exists():
        return
    for line in _file().read_text().splitlines():
        try:
            found = json.loads(line)
            yield {"what": str(found["what"]), "subject_id": int(found["subject_id"]), "mark": str(found["mark"])}
        except (ValueError, KeyError, TypeError):  # a line half written when the power went: its row is still there
            continue


def _append(rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows)
    handle = os.open(_file(), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def note_erasure(what: str, subject_id: int, mark: str) -> None:
    """Remember that this must stay gone. Call it inside the erasing's transaction; the file follows the commit."""
    row = {"what": what, "subject_id": subject_id, "mark": mark}
    _row, is_new = Erasure.objects.get_or_create(mark=mark, defaults={"what": what, "subject_id": subject_id})
    if is_new:
        transaction.on_commit(lambda: _append([row]))


def write_erasures() -> int:
    """Lines that a crash kept from the file are written now. Answers how many."""
    there = {row["mark"] for row in _lines()}
    missing = [row for row in erasures() if row["mark"] not in there]
    if missing:
        _append(missing)
    return len(missing)


def mark_of_permission(row: Permission) -> str:
    """What only this yes has: ids are given anew after an old backup was brought back."""
    return keyed_hash("erased", f"permission:{row.pk}:{row.record}:{row.state}")


@transaction.atomic
def withdraw_again(permission_id: int, mark: str) -> bool:
    """An old backup brought back a yes that was taken back: it ends again. False if this is another one."""
    row = Permission.objects.filter(pk=permission_id, until=None).select_related("person", "project").first()
    if row is None or mark_of_permission(row) != mark:
        return False
    now = timezone.now()
    Permission.objects.filter(pk=row.pk).update(until=now)
    Permission.objects.create(
        record=row.record, project=row.project, person=row.person, kind=row.kind, gathering=row.gathering,
        output=row.output, partner=row.partner, state=State.WITHDRAWN, how=row.how, at=now,
    )  # fmt: skip
    note_step("permission.withdrawn", subject=row, project_id=row.project_id, kind=row.kind, again=True)
    return True


def replay_erasures() -> int:
    """Erase again what an old backup brought back. Run before anything is served. Answers how many came back."""
    known, count = known_erasures(), 0
    for row in _lines():
        if row["mark"] not in known:
            with transaction.atomic():
                Erasure.objects.create(**row)
                count += replay(row["what"], row["subject_id"], row["mark"])
    write_erasures()
    if count:
        forget_now()
    return count
