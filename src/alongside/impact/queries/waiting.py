"""What waits for an answer, each with the day by which it was promised. Today is an argument."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from alongside.decisions.models import Citation, PassageVersion
from alongside.engines.clocks import Clock, read_clock
from alongside.impact.models import Receipt
from alongside.projects.models import Promise
from alongside.sensemaking.models import Placement
from alongside.voices.models import Voice


def voice_clocks(voices: Iterable[Voice], promise: Promise, today: date) -> dict[int, Clock]:
    """The promised answer to each of these voices, by its id. No query."""
    days = promise.answer_days
    return {one.pk: read_clock("answer", timezone.localdate(one.said_at), days, today) for one in voices}


def _owed(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Of rows that name a `voice`: those whose voice is owed an answer. By row, so that few rows cost little."""
    answered = Receipt.objects.filter(voice=OuterRef("voice"))
    return rows.filter(~Exists(answered), voice__isnull=False, voice__taken_back_at__isnull=True).order_by()


def _behind() -> "list[tuple[QuerySet[Any], str]]":
    """Voices owed an answer that are behind passage versions, by themselves and through themes; and the way there."""
    inside = _owed(Placement.objects.filter(ended_at__isnull=True))
    return [(_owed(Citation.objects.all()), "version"), (inside, "theme__citations__version")]


def longest_waiting(versions: QuerySet[PassageVersion]) -> QuerySet[PassageVersion]:
    """With `waits_since`: when the oldest voice behind each that is owed an answer was said; far off if none waits."""
    nobody = Value(datetime(9999, 1, 1, tzinfo=UTC))
    oldest = [
        Subquery(rows.filter(**{way: OuterRef("pk")}).values(way).annotate(one=Min("voice__said_at")).values("one"))
        for rows, way in _behind()
    ]
    return versions.annotate(waits_since=Least(*(Coalesce(one, nobody) for one in oldest)))


def passage_clocks(versions: Iterable[PassageVersion], promise: Promise, today: date) -> dict[int, Clock]:
    """By passage version: the clock of the oldest voice behind it that is owed an answer, if one is. Two queries."""
    ids, oldest, days = [one.pk for one in versions], dict[int, datetime](), promise.answer_days
    for rows, way in _behind():
        found = rows.filter(**{f"{way}__in": ids}).values_list(way).annotate(oldest=Min("voice__said_at"))
        for pk, said in found:
            oldest[pk] = min(said, oldest.get(pk, said))
    return {pk: read_clock("answer", timezone.localdate(said), days, today) for pk, said in oldest.items() if pk in ids}
