"""The clocks on notice and papers, each by the promise in force when the gathering was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from alongside.engines.clocks import Clock, read_clock
from alongside.gatherings.models import Gathering
from alongside.needs.models import AccessNotice, AccessPromise
from alongside.projects.models import Project


@dataclass(frozen=True)
class Promised:
    """One gathering's notice and papers. A clock is None where nothing is owed, or nobody noted it in time to know."""

    gathering: Gathering
    row: AccessNotice
    promise: AccessPromise
    notice: Clock | None
    papers: Clock | None


def promises_of(project: Project) -> QuerySet[AccessPromise]:
    """All versions, newest first."""
    return AccessPromise.objects.filter(project=project).order_by("-number")


def promise_of(project: Project) -> AccessPromise:
    """The version in force; an unsaved one with the usual days where none was made."""
    return promises_of(project).first() or AccessPromise(project=project, number=0)


def promise_when(promises: Sequence[AccessPromise], day: date) -> AccessPromise:
    """Of `promises` (newest first) the one in force at the end of `day`; the usual days before the first."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    return next((promise for promise in promises if promise.made_at <= end), AccessPromise(number=0))


def notice_of(gathering: Gathering) -> AccessNotice:
    return AccessNotice.objects.filter(gathering=gathering).first() or AccessNotice(gathering=gathering)


def _clock(kind: str, gathering: Gathering, days: int, today: date, met_on: date | None) -> Clock | None:
    """Due `days` before the gathering. After it, what nobody noted is not known, and no clock claims to."""
    if met_on is None and gathering.on < today:
        return None
    due = gathering.on - timedelta(days=days)
    began = min(timezone.localdate(gathering.made_at), due, met_on or due)
    return read_clock(kind, began, (due - began).days, today, met_on)


def _promised(gathering: Gathering, row: AccessNotice, promises: Sequence[AccessPromise], today: date) -> Promised:
    promise = promise_when(promises, timezone.localdate(gathering.made_at))
    notice = _clock("notice", gathering, promise.notice_days, today, row.notice_on)
    papers = None if row.has_no_papers else _clock("papers", gathering, promise.papers_days, today, row.papers_on)
    return Promised(gathering, row, promise, notice, papers)


def promised_in(gathering: Gathering, today: date) -> Promised:
    return _promised(gathering, notice_of(gathering), list(promises_of(gathering.project)), today)


def all_promised(project: Project, gatherings: Iterable[Gathering], today: date) -> list[Promised]:
    """Several gatherings of one project, in two queries."""
    rows = list(gatherings)
    if not rows:
        return []
    notices = {row.gathering_id: row for row in AccessNotice.objects.filter(gathering__in=rows)}
    promises = list(promises_of(project))
    return [_promised(one, notices.get(one.pk) or AccessNotice(gathering=one), promises, today) for one in rows]


@dataclass(frozen=True)
class Kept:
    """How often notice and papers came in time, over the gatherings that have been."""

    gatherings: int
    notice_met: int
    notice_late: int
    notice_unknown: int
    papers_met: int
    papers_late: int
    papers_unknown: int
    papers_none: int


def promises_kept(project: Project, today: date) -> Kept:
    """For a signal about access: each gathering once under notice and once under papers."""
    past = Gathering.objects.filter(project=project, on__lt=today)
    rows = all_promised(project, past, today)
    none = sum(1 for one in rows if one.row.has_no_papers)

    def states(clocks: Iterable[Clock | None]) -> tuple[int, int]:
        found = [clock.state for clock in clocks if clock]
        return found.count("met"), len(found) - found.count("met")

    met, late = states(one.notice for one in rows)
    papers_met, papers_late = states(one.papers for one in rows)
    unknown = len(rows) - none - papers_met - papers_late
    return Kept(len(rows), met, late, len(rows) - met - late, papers_met, papers_late, unknown, none)
