"""What waits for an answer, each with the day by which it was promised. Today is an argument."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min
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
