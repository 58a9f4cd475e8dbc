"""Landscapes: worked out when answers have changed, kept, and read back for the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.core.cache import cache
from django.utils import timezone

from alongside.engines.opinion import landscape as find
from alongside.engines.opinion.stability import MOST_PEOPLE, PEOPLE_PART, TIMES, TIMES_SAMPLED
from alongside.kit.codes import keyed_hash
from alongside.ledger.models import Job, Step
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking import actions
from alongside.sensemaking.answers_of import (
    CHANGES,
    Progress,
    answers_of,
    as_of,
    count_up_to,
    newest_step,
    number_of,
    own_stances,
)
from alongside.sensemaking.landscape_result import (
    ENOUGH,
    Result,
    drawn_at,
    nearest_group,
    packed,
    place_of,
    unpacked,
)
from alongside.sensemaking.models import Landscape

AT_ONCE = 50_000  # answers that are worked out while somebody waits for the page; more are a job
JOB = "landscape"
LEAST = 5  # smaller numbers of people are not told
MOST_SHARED = 30  # of what everyone shares, so many are told with their words
PAUSE = timedelta(seconds=3)  # while many look at once, it is worked out no more often, and a larger one less often
PAUSE_LARGE = timedelta(minutes=10)
MARGIN = timedelta(minutes=5)  # a step's time may lie a little before it could be seen


def _key(project: Project) -> int:
    return int(keyed_hash("landscape", str(project.pk))[:15], 16)


def work_out(
    project: Project,
    *,
    by: Person | None,
    with_flagged: bool = False,
    seed: int = 0,
    progress: Progress = lambda _done: None,
) -> Landscape:
    """Read the answers, find the landscape and keep it. `by`: the host who asked; None: the page itself."""
    made_at, state, step = timezone.now(), as_of(project), newest_step(project)
    given = answers_of(project, with_flagged=with_flagged, progress=progress)
    found = find(given.answers, seed=seed)
    return actions.keep_landscape(
        project,
        by=by,
        with_flagged=with_flagged,
        made_at=made_at,
        engine=found.engine,
        seed=seed,
        people=int(np.count_nonzero(given.answers.each)),
        statements=int(given.answers.statements.size),
        answers=int(given.answers.values.size),
        flagged=given.flagged,
        as_of=state,
        step_id=step,
        result=packed(found, given.answers, key=_key(project)),
    )


def newest(project: Project, *, with_flagged: bool = False) -> Landscape | None:
    """The newest one. What is in it is read only when it is needed: pages that follow ask often, and get it seldom."""
    return Landscape.objects.filter(project=project, with_flagged=with_flagged).defer("result").first()


def is_out_of_date(row: Landscape) -> bool:
    """Whether anything was said since that may change it. Looks at the newest steps only, never at all answers."""
    if row.as_of != as_of(row.project):
        return True
    since = Step.objects.filter(project_id=row.project_id, at__gte=row.made_at - MARGIN, pk__gt=row.step_id)
    return since.filter(verb__in=CHANGES).exists()


def is_large(project: Project, row: Landscape | None) -> bool:
    """Too large to work out while somebody waits."""
    return bool(row and row.answers > AT_ONCE) or count_up_to(project, AT_ONCE) > AT_ONCE


@dataclass(frozen=True)
class Current:
    """The newest landscape (None: not worked out yet). `job` works out a newer one; `is_late`: answers came since."""

    row: Landscape | None
    job: Job | None = None
    is_late: bool = False
    needs_job: bool = False


def current(project: Project, *, with_flagged: bool = False) -> Current:
    """The newest landscape; a small one is worked out first when answers have changed."""
    row = newest(project, with_flagged=with_flagged)
    if row is not None:
        row.project = project
        pause = PAUSE * (1 + row.answers // 10_000)
        if timezone.now() - row.made_at < pause or not is_out_of_date(row):
            return Current(row, job_of(project))
    if row is None and not count_up_to(project, 0):
        return Current(None)
    if is_large(project, row):
        is_due = row is None or timezone.now() - row.made_at > PAUSE_LARGE
        job = job_of(project)
        return Current(row, job, is_late=True, needs_job=is_due and job is None)
    return Current(_worked_out_once(project, row, with_flagged))


def _worked_out_once(project: Project, row: Landscape | None, with_flagged: bool) -> Landscape | None:
    """Of many who ask at once only one works it out; the others see what is there (if nothing is yet, all do)."""
    lock = f"landscape:{project.pk}:{with_flagged}"
    if row is not None and not cache.add(lock, 1, timeout=30):
        return row
    try:
        return work_out(project, by=None, with_flagged=with_flagged)
    finally:
        cache.delete(lock)


def job_of(project: Project) -> Job | None:
    """The job that works out this project's landscape now, if there is one."""
    rows = Job.objects.filter(project_id=project.pk, kind=JOB, ended_at__isnull=True)
    return rows.filter(made_at__gt=timezone.now() - timedelta(hours=1)).order_by("-made_at").first()


def earlier(project: Project, most: int = 12) -> list[Landscape]:
    """The newest kept landscapes, without what is in them."""
    rows = Landscape.objects.filter(project=project, with_flagged=False)
    return list(rows.defer("result")[:most])


@dataclass(frozen=True)
class Mine:
    """Where the person who looks stands in the picture; for nobody else's eyes."""

    x: float
    y: float
    group: int | None


def where_stands(row: Landscape, result: Result, person: Any) -> Mine | None:
    """None for somebody who has not answered, and where there is no picture."""
    if not isinstance(person, Person) or not result.dots:
        return None
    own = own_stances(row.project, person)
    place = place_of(result, own)
    if place is None:
        return None
    ids = np.array([number_of(person=person.pk)])
    x, y = drawn_at(np.array(place[:1]), np.array(place[1:]), ids, scale=result.scale, key=_key(row.project))
    enough = len(own) >= min(ENOUGH, len(result.statements))
    return Mine(float(x[0]), float(y[0]), nearest_group(result, place) if enough else None)


def read(row: Landscape) -> Result:
    return unpacked(row.result)


def letter(group: int) -> str:
    return "ABCDEFGH"[group]


def rounded(count: int) -> int | None:
    """A count inside a group as it is told: to the next 5; None when fewer than 5."""
    return None if count < LEAST else 5 * round(count / 5)


def tenths(count: int, seen: int) -> int | None:
    """A share inside a group as it is told: so many in ten; None when fewer than 5 have seen the statement."""
    return None if seen < LEAST else round(10 * (count + 1) / (seen + 2))


def told_of_ten(stability: float) -> int:
    """How stable groups are on the page's scale, never told higher than it is: 10 is always the same."""
    return int(10 * stability + 1e-6)


@dataclass(frozen=True)
class Redrawn:
    """How the groups were tested: how many times, each time from so many people."""

    times: int
    people: int


def redrawn(result: Result) -> Redrawn:
    counted = sum(group.size for group in result.groups)
    times = TIMES_SAMPLED if counted > MOST_PEOPLE else TIMES
    return Redrawn(times, round(PEOPLE_PART * min(counted, MOST_PEOPLE)))


def is_just_over_half(count: int, seen: int) -> bool:
    """Whether a share is told as 5 in ten and is yet more than half: then "5 in 10" would not look like most."""
    return tenths(count, seen) == 5 and 2 * count > seen


def ids_told(result: Result) -> Iterable[int]:
    """Every statement that the page speaks of by its words."""
    yield from (one.statement for one in result.shared[:MOST_SHARED])
    yield from (one.statement for one in result.parted)
    for group in result.groups:
        yield from (one.statement for one in group.said)


@dataclass(frozen=True)
class Changes:
    """What everyone shares, then and now: how many statements in both, only then, only now."""

    both: int
    only_then: int
    only_now: int


def changes_between(then: Result, now: Result) -> Changes:
    before, after = ({(one.statement, one.side) for one in result.shared} for result in (then, now))
    return Changes(len(before & after), len(before - after), len(after - before))
