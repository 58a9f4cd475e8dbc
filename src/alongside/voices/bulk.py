"""Bringing many voices and stances in at once, for importers. All of them, or none."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.ethics.actions import allow_brought_in
from alongside.gatherings.models import Seat
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.models import OutputNaming, Stance, Statement, Voice
from alongside.voices.words import kept_words

_ROW_FIELDS = (
    "person_id",
    "gathering_id",
    "language",
    "said_at",
    "typed_by_id",
    "read_back_at",
    "naming",
    "external_id",
    "kept_at",
    "taken_back_at",
    "taken_back_how",
)


def _voice_from_row(project: Project, row: dict[str, Any]) -> Voice:
    gone = row.get("taken_back_at") is not None
    given = {name: row[name] for name in _ROW_FIELDS if row.get(name) is not None}
    source = row.get("source") or Voice.Source.IMPORT.value
    return Voice(project=project, words="" if gone else kept_words(row["words"]), source=source, **given)


def _chunks(rows: Iterable[Any], size: int) -> Iterable[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _keep_chunk(project: Project, rows: list[dict[str, Any]]) -> int:
    kept = Voice.objects.bulk_create([_voice_from_row(project, row) for row in rows])
    pairs = list(zip(kept, rows, strict=True))
    Statement.objects.bulk_create(
        Statement(voice=voice, moderation=row["moderation"])
        for voice, row in pairs
        if row.get("moderation") is not None
    )
    OutputNaming.objects.bulk_create(
        OutputNaming(voice=voice, output=output, naming=naming)
        for voice, row in pairs
        for output, naming in (row.get("outputs") or {}).items()
        if naming and voice.taken_back_at is None
    )
    return len(kept)


@transaction.atomic
def record_many(
    project: Project,
    rows: Iterable[dict[str, Any]],
    *,
    by: Person | None,
    batch: int = 2000,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Bring many voices in: all of them, or none when anything fails. Answers how many.

    A row has `words`, and if known: person_id, gathering_id, source (default import), said_at, naming, language,
    external_id, typed_by_id, read_back_at, kept_at, taken_back_at, taken_back_how, `outputs` {output: naming},
    and `moderation` (-1, 0, 1) when it is also a statement. Ids are the caller's to check. No reach, no permission.
    """
    done = 0
    for chunk in _chunks(rows, batch):
        allow_brought_in(project, {row["person_id"] for row in chunk if row.get("person_id")})
        done += _keep_chunk(project, chunk)
        if progress:
            progress(done)
    note_step("voices.brought_in", subject=project, project_id=project.pk, actor=by, count=done)
    return done


@transaction.atomic
def record_many_stances(
    project: Project,
    rows: Iterable[tuple[int, int, int, datetime | None]],
    *,
    by: Person | None,
    batch: int = 5000,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Bring many stances in: (statement_id, person_id, value, at). The later of two by one person stands."""
    done, now = 0, timezone.now()
    for chunk in _chunks(rows, batch):
        latest = {(row[0], row[1]): row for row in chunk}
        Stance.objects.bulk_create(
            [Stance(statement_id=s, person_id=p, value=v, at=at or now) for s, p, v, at in latest.values()],
            update_conflicts=True,
            update_fields=["value", "at"],
            unique_fields=["statement", "person"],
        )
        done += len(chunk)
        if progress:
            progress(done)
    note_step("stances.brought_in", subject=project, project_id=project.pk, actor=by, count=done)
    return done


@transaction.atomic
def keep_stances(rows: Iterable[tuple[int, int | None, int | None, int, datetime]], *, batch: int = 2000) -> int:
    """Keep stances from a room: (statement_id, person_id or None, seat_id or None, value, at). The later one stands.

    No permission: the room asked. No step for each: the room notes that its activity was stopped.
    """
    done = 0
    for chunk in _chunks(rows, batch):
        for who in ("person", "seat"):
            place = 1 if who == "person" else 2
            _keep_newer(who, {(row[0], row[place]): row for row in chunk if row[place] is not None})
        done += len(chunk)
    return done


def _keep_newer(who: str, latest: dict[Any, tuple[int, int | None, int | None, int, datetime]]) -> None:
    keys = latest.keys()
    standing = Stance.objects.filter(
        **{"statement__in": {s for s, _w in keys}, f"{who}__in": {w for _s, w in keys}}
    ).values_list("statement_id", f"{who}_id", "at")
    for statement, one, at in standing:
        if (statement, one) in latest and latest[statement, one][4] <= at:
            del latest[statement, one]
    Stance.objects.bulk_create(
        [Stance(statement_id=s, person_id=p, seat_id=seat, value=v, at=at) for s, p, seat, v, at in latest.values()],
        update_conflicts=True,
        update_fields=["value", "at"],
        unique_fields=["statement", who],
    )


@transaction.atomic
def own_stances(seat: Seat, person: Person) -> None:
    """What was answered from this seat are the person's stances. Of two to one statement the later one stands."""
    rows = Stance.objects.filter(seat=seat).values_list("statement_id", "value", "at")
    keep_stances((statement, person.pk, None, value, at) for statement, value, at in list(rows))
    Stance.objects.filter(seat=seat).delete()
