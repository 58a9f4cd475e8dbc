"""What waits for an answer, each with the day by which it was promised. Today is an argument."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db.models import Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from alongside.decisions.models import Citation, PassageVersion
from alongside.engines.clocks import Clock, read_clock
from alongside.impact.queries.receipts import owed_voices
from alongside.projects.models import Project, Promise
from alongside.sensemaking.models import Placement
from alongside.voices.models import Voice


def voice_clocks(voices: Iterable[Voice], promise: Promise, today: date) -> dict[int, Clock]:
    """The promised answer to each of these voices, by its id. No query."""
    days = promise.answer_days
    return {one.pk: read_clock("answer", timezone.localdate(one.said_at), days, today) for one in voices}


def longest_waiting(versions: QuerySet[PassageVersion], project: Project) -> QuerySet[PassageVersion]:
    """With `waits_since`: when the oldest voice behind each that is owed an answer was said; far off if none waits."""
    owed, nobody = owed_voices(project).order_by(), Value(datetime(9999, 1, 1, tzinfo=UTC))
    named = Citation.objects.filter(version=OuterRef("pk"), voice__in=owed).order_by().values("version")
    inside = Placement.objects.filter(ended_at__isnull=True, voice__in=owed, theme__citations__version=OuterRef("pk"))
    inside_by = inside.order_by().values("theme__citations__version")
    oldest = [Subquery(rows.annotate(oldest=Min("voice__said_at")).values("oldest")) for rows in (named, inside_by)]
    return versions.annotate(waits_since=Least(*(Coalesce(one, nobody) for one in oldest)))


def passage_clocks(
    versions: Iterable[PassageVersion], project: Project, promise: Promise, today: date
) -> dict[int, Clock]:
    """By passage version: the clock of the oldest voice behind it that is owed an answer, if one is. Two queries."""
    ids, owed = [one.pk for one in versions], owed_voices(project).order_by()
    named = Citation.objects.filter(version__in=ids, voice__in=owed).order_by()
    inside = Placement.objects.filter(ended_at__isnull=True, voice__in=owed).order_by()
    inside = inside.filter(theme__citations__version__in=ids)
    oldest: dict[int, datetime] = {}
    for rows, version in ((named, "version"), (inside, "theme__citations__version")):
        for pk, said in rows.values_list(version).annotate(oldest=Min("voice__said_at")):
            oldest[pk] = min(said, oldest.get(pk, said))
    days = promise.answer_days
    return {pk: read_clock("answer", timezone.localdate(said), days, today) for pk, said in oldest.items() if pk in ids}
