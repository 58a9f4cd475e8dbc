"""What people put: kept first, acknowledged afterwards. Phones, pages, paper and files all come through here.

Many marks go through in four statements, whatever their number: each takes or gives one text of JSON. A statement with
many rows would hand Python's lock to another thread and back for each row, which costs more than all the rest.
"""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from alongside.room.kinds import fits

KEPT, AGAIN, OLDER, LATE, WRONG, UNKNOWN = "kept", "again", "older", "late", "wrong", "forged"
MOST_N = 2**53  # what a phone's JavaScript can count to
MOST_AT_ONCE = 500
Key = tuple[int, int, int]  # activity, seat, slot


@dataclass(slots=True)
class NewMark:
    """One mark on its way in. `n` counts up on the phone (milliseconds are fine): the highest stands.

    `is_paper`: typed in by a host, who may do so after the activity was stopped.
    """

    room_id: int
    seat_id: int
    activity_id: int
    slot: int
    value: str
    n: int
    is_paper: bool = False

    @property
    def key(self) -> Key:
        return self.activity_id, self.seat_id, self.slot


@dataclass(frozen=True, slots=True)
class _Open:
    """An activity that takes marks: its kind, its limits, the numbers of its items."""

    kind: str
    picks: int
    room_id: int
    is_stopped: bool
    numbers: frozenset[int]


# In: [activity, …]. Out: [[activity, kind, picks, room, is stopped, [number, …]], …]. PostgreSQL holds the rows until
# the commit, so that nobody stops the activity between this look and the write; SQLite has one writer at a time.
_ACTIVITIES = {
    "sqlite": (
        "SELECT json_group_array(json_array(l.activity_id, a.kind, a.picks, l.room_id, l.stopped_at IS NOT NULL, json(("
        "SELECT json_group_array(number) FROM room_item i JOIN voices_voice v ON v.id = i.voice_id"
        " WHERE activity_id = l.activity_id AND state = 'shown' AND v.taken_back_at IS NULL"
        "))) ) FROM room_live l JOIN gatherings_activity a ON a.id = l.activity_id"
        " WHERE l.activity_id IN (SELECT value FROM json_each(%s))"
    ),
    "postgresql": (
        "SELECT coalesce(json_agg(json_build_array(l.activity_id, a.kind, a.picks, l.room_id, l.stopped_at IS NOT NULL,"
        " (SELECT coalesce(json_agg(number), '[]') FROM room_item i JOIN voices_voice v ON v.id = i.voice_id"
        " WHERE activity_id = l.activity_id AND state = 'shown' AND v.taken_back_at IS NULL))), '[]')::text"
        " FROM (SELECT activity_id, room_id, stopped_at FROM room_live WHERE activity_id IN"
        " (SELECT value::bigint FROM json_array_elements_text(%s::json)) ORDER BY activity_id FOR SHARE) l"
        " JOIN gatherings_activity a ON a.id = l.activity_id"
    ),
}
# In: [[activity, seat, slot], …]. Out: [[activity, seat, slot, n, value], …] where something stands.
_STANDING = {
    "sqlite": (
        "SELECT json_group_array(json_array(m.activity_id, m.seat_id, m.slot, m.n, m.value)) FROM json_each(%s) w"
        " CROSS JOIN room_mark m ON m.activity_id = json_extract(w.value, '$[0]')"
        " AND m.seat_id = json_extract(w.value, '$[1]') AND m.slot = json_extract(w.value, '$[2]')"
    ),
    "postgresql": (
        "SELECT coalesce(json_agg(json_build_array(m.activity_id, m.seat_id, m.slot, m.n, m.value)), '[]')::text"
        " FROM json_array_elements(%s::json) w JOIN room_mark m ON m.activity_id = (w->>0)::bigint"
        " AND m.seat_id = (w->>1)::bigint AND m.slot = (w->>2)::bigint"
    ),
}
# In: the time, [[activity, seat, slot, value, n], …] in one order for everybody, so that two processes never wait for
# each other in a ring. Where another process was quicker with a higher `n`, that stands.
_REPLACE = (
    " ON CONFLICT (activity_id, seat_id, slot) DO UPDATE SET value = excluded.value, n = excluded.n, at = excluded.at"
    " WHERE excluded.n > room_mark.n"
)
_WRITE = {
    "sqlite": (
        "INSERT INTO room_mark (at, activity_id, seat_id, slot, value, n)"  # noqa: S608 (two fixed texts)
        " SELECT %s, json_extract(value, '$[0]'),"
        " json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'),"
        " json_extract(value, '$[4]') FROM json_each(%s) WHERE true" + _REPLACE
    ),
    "postgresql": (
        "INSERT INTO room_mark (at, activity_id, seat_id, slot, value, n)"  # noqa: S608 (two fixed texts)
        " SELECT %s, (w->>0)::bigint, (w->>1)::bigint, (w->>2)::bigint, w->>3, (w->>4)::bigint"
        " FROM json_array_elements(%s::json) w" + _REPLACE
    ),
}


def now_n() -> int:
    """A counter for marks that come from pages without JavaScript, or from paper."""
    return time.time_ns() // 1_000_000


def keep_marks(marks: Sequence[NewMark]) -> list[str]:
    """Keep all of them in one commit and say for each what became of it. When this returns, they are on disk.

    KEPT: it stands. AGAIN: the very same came before, it counts once. OLDER: a newer one stands. LATE: the activity
    does not run (any more). WRONG: this value cannot stand in this slot. UNKNOWN: its seat is not there any more.
    Give at most MOST_AT_ONCE.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return _keep(cursor, marks)
    except (DataError, IntegrityError):
        if len(marks) == 1:
            return [UNKNOWN]
        half = len(marks) // 2  # one that cannot be kept must not take others with it
        return keep_marks(marks[:half]) + keep_marks(marks[half:])


def _keep(cursor: Any, marks: Sequence[NewMark]) -> list[str]:
    activities = _read_activities(cursor, {mark.activity_id for mark in marks})
    outcomes = [_outcome(mark, activities.get(mark.activity_id)) for mark in marks]
    newest: dict[Key, NewMark] = {}
    for mark, outcome in zip(marks, outcomes, strict=True):
        if outcome == KEPT and ((other := newest.get(mark.key)) is None or mark.n > other.n):
            newest[mark.key] = mark
    asked = {mark.key for mark, outcome in zip(marks, outcomes, strict=True) if outcome != WRONG}
    standing = _read_standing(cursor, asked) if asked else {}
    _write(cursor, [mark for key, mark in newest.items() if key not in standing or mark.n > standing[key][0]])
    return [
        outcome if outcome == WRONG else _became(mark, newest.get(mark.key), standing.get(mark.key))
        for mark, outcome in zip(marks, outcomes, strict=True)
    ]


def _asked(cursor: Any, statements: dict[str, str], told: Any) -> Any:
    cursor.execute(statements[connection.vendor], [json.dumps(told)])
    return json.loads(cursor.fetchone()[0])


def _read_activities(cursor: Any, ids: Iterable[int]) -> dict[int, _Open]:
    return {
        pk: _Open(kind, picks, room, bool(is_stopped), frozenset(numbers))
        for pk, kind, picks, room, is_stopped, numbers in _asked(cursor, _ACTIVITIES, sorted(ids))
    }


def _outcome(mark: NewMark, activity: _Open | None) -> str:
    if activity is None or activity.room_id != mark.room_id:
        return LATE
    if activity.is_stopped and not mark.is_paper:
        return LATE
    fine = fits(activity.kind, mark.slot, mark.value, numbers=activity.numbers, picks=activity.picks)
    return KEPT if fine else WRONG


def _read_standing(cursor: Any, keys: Iterable[Key]) -> dict[Key, tuple[int, str]]:
    return {(a, seat, slot): (n, value) for a, seat, slot, n, value in _asked(cursor, _STANDING, list(keys))}


def _write(cursor: Any, marks: list[NewMark]) -> None:
    if marks:
        rows = sorted([*mark.key, mark.value, mark.n] for mark in marks)
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_WRITE[connection.vendor], [at, json.dumps(rows)])


def _became(mark: NewMark, newest: NewMark | None, standing: tuple[int, str] | None) -> str:
    """`newest`: of those that came with it in time; `standing`: (n, value) that stood before them.

    What was kept in time, and comes again too late because its acknowledgement was lost, has been counted.
    """
    if newest is None:
        return AGAIN if (mark.n, mark.value) == standing else LATE
    if standing is None or newest.n > standing[0]:
        if mark is newest:
            return KEPT
        standing = newest.n, newest.value
    return AGAIN if (mark.n, mark.value) == standing else OLDER
