"""What was erased stays erased, also after somebody brings an old backup back.

Every erasure is a row (`Erasure`) and a line in a file beside the database (`erased.jsonl`). A restored database has
fewer rows than the file has lines; before it serves anybody, `actions.replay_erasures` erases again what came back.
Rooms register here how. Lines hold ids and keyed hashes, never words.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

Replay = Callable[[str, str], bool]
_replays: dict[str, Replay] = {}


def replays(what: str) -> Callable[[Replay], Replay]:
    """Register `function(subject_id, mark) -> was it there`: it erases again what a restored backup brought back."""

    def register(function: Replay) -> Replay:
        _replays[what] = function
        return function

    return register


def replay(what: str, subject_id: str, mark: str) -> bool:
    """Erase again, if it is there again. False where nobody knows this kind, or it is not there."""
    return what in _replays and _replays[what](subject_id, mark)


def _file() -> Path:
    return Path(settings.ERASED_FILE)


def lines() -> Iterator[dict[str, Any]]:
    """What the file says."""
    if not _file().exists():
        return
    for line in _file().read_text().splitlines():
        try:
            found = json.loads(line)
            yield {"what": str(found["what"]), "subject_id": str(found["subject_id"]), "mark": str(found["mark"])}
        except (ValueError, KeyError, TypeError):  # a line half written when the power went: its row is still there
            continue


def append(rows: list[dict[str, Any]]) -> None:
    """Add lines, and wait until they are on the disk."""
    text = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows)
    handle = os.open(_file(), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
