"""Which statement to ask next: the one whose answers would teach most about where people stand."""

from collections.abc import Iterable

import numpy as np
from django.core.cache import cache
from django.db.models import Count

from alongside.engines.opinion.meaning import priority
from alongside.gatherings.models import Activity, Kind
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.room.models import Item, Mark
from alongside.sensemaking.answers_of import open_statements, own_stances
from alongside.sensemaking.landscape_result import Counts, Result
from alongside.sensemaking.landscapes import newest, read
from alongside.voices.models import Statement
from alongside.voices.queries import Tally, tallies

HELD_FOR = 5  # seconds: all phones of a room ask for the same order


def order_of_statements(project: Project) -> list[int]:
    """Ids of all open statements, the one that would teach most first. Those nobody has answered come early."""
    row = newest(project)
    result = read(row) if row else Result()
    ids = list(open_statements(project).order_by("pk").values_list("pk", flat=True))
    fresh = tallies([pk for pk in ids if pk not in result.places])
    counts = {pk: _counts(fresh[pk]) if pk in fresh else result.of(pk) for pk in ids}
    return ranked(result, counts)


def next_for(project: Project, person: Person) -> int | None:
    """The statement to ask this person next; None when they have answered all."""
    done = own_stances(project, person)
    return next((pk for pk in order_of_statements(project) if pk not in done), None)


def most_teaching_first(activity: Activity, items: list[Item]) -> list[Item]:
    """The items of an activity in the order in which phones ask them. It is worked out anew every few seconds."""
    if activity.kind != Kind.STATEMENTS or len(items) < 2:
        return items
    key = f"order:{activity.pk}"
    order: list[int] | None = cache.get(key)
    if order is None:
        order = _numbers_in_order(activity, items)
        cache.set(key, order, HELD_FOR)
    place = {number: at for at, number in enumerate(order)}
    return sorted(items, key=lambda item: place.get(item.number, -1))


def _numbers_in_order(activity: Activity, items: Iterable[Item]) -> list[int]:
    """Of answers given before and in this activity; as (number of the item) since phones know no other."""
    numbers = {item.voice_id: item.number for item in items}
    ids = dict(Statement.objects.filter(voice__in=numbers).values_list("pk", "voice_id"))
    before, now = tallies(ids), _marked(activity)
    counts: dict[int, Counts] = {}
    for pk, voice in ids.items():
        disagree, passed, agree = _counts(before[pk])
        put = now.get(numbers[voice], {})
        counts[pk] = disagree + put.get("-1", 0), passed + put.get("0", 0), agree + put.get("1", 0)
    row = newest(activity.gathering.project)
    return [numbers[ids[pk]] for pk in ranked(read(row) if row else Result(), counts)]


def _marked(activity: Activity) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = Mark.objects.filter(activity=activity, seat__flagged_at=None).values_list("slot", "value")
    for slot, value, count in rows.annotate(n=Count("pk")).order_by():
        found.setdefault(slot, {})[value] = count
    return found


def _counts(tally: Tally) -> Counts:
    return tally.disagree, tally.passed, tally.agree


def ranked(result: Result, counts: dict[int, Counts]) -> list[int]:
    """Statements by the engine's priority, from fresh counts and the last landscape's directions."""
    if not counts:
        return []
    ids = sorted(counts)
    given = np.array([counts[pk] for pk in ids], np.int64)
    means = (given[:, 2] - given[:, 0]) / np.maximum(given.sum(axis=1), 1)
    axes = np.array([result.axes[result.places[pk]] if pk in result.places else (0.0, 0.0) for pk in ids])
    axes = axes * np.sqrt(max(len(result.statements), 1) / len(ids))  # the engine reckons with all of them
    worth = priority(given, axes, means)
    return [ids[at] for at in np.lexsort((np.array(ids), -worth)).tolist()]
