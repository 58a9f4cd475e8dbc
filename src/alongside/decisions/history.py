"""A draft's history: what happened at each moment, and what changed between two of them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from alongside.decisions.joining import whole
from alongside.decisions.models import Draft, PassageVersion
from alongside.decisions.queries import comings_and_goings, current_versions
from alongside.decisions.shown import Pieces, names_of, readable
from alongside.engines.words import word_diff
from alongside.projects.models import Project

MOST = 100


@dataclass(frozen=True)
class Event:
    """One thing that happened to a passage: "written", "revised", "left_out" or "put_back"."""

    kind: str
    passage_id: int
    title: str
    number: int
    why: str
    name: str


@dataclass(frozen=True)
class Moment:
    at: datetime
    events: list[Event]
    before: datetime | None  # the moment before it; None for the oldest told of


@dataclass(frozen=True)
class Change:
    """One passage at two moments: "added", "taken" or "changed", with the words between."""

    kind: str
    passage_id: int
    title: str
    pieces: Pieces


def happenings(draft: Draft, project: Project, before: datetime | None = None) -> tuple[list[Moment], datetime | None]:
    """The newest moments (older than `before`), newest first, and where the older ones go on. Four queries."""
    rows, last = _written(draft, before)
    names = names_of(project, (row.by_id for row in rows))
    found: dict[datetime, list[Event]] = defaultdict(list)
    for row in rows:
        kind = "written" if row.number == 1 else "revised"
        name = names.get(row.by_id or 0, "")
        found[row.at].append(Event(kind, row.passage_id, row.title, row.number, row.why, name))
    for at, event in _ins_and_outs(draft, before, last):
        found[at].append(event)
    times = sorted(found, reverse=True)
    return [Moment(at, found[at], next(iter(times[n + 1 : n + 2]), None)) for n, at in enumerate(times)], last


def _written(draft: Draft, before: datetime | None) -> tuple[list[PassageVersion], datetime | None]:
    """The newest versions, whole moments only, and the moment before which the older ones lie (None: no older ones)."""
    rows = PassageVersion.objects.filter(passage__draft=draft)
    if before is not None:
        rows = rows.filter(at__lt=before)
    found = list(rows.order_by("-at", "-pk")[: MOST + 1])
    if len(found) <= MOST:
        return found, None
    edge = found[-1].at
    whole_moments = [row for row in found if row.at > edge] or list(rows.filter(at=edge))
    return whole_moments, whole_moments[-1].at


def _ins_and_outs(draft: Draft, before: datetime | None, since: datetime | None) -> list[tuple[datetime, Event]]:
    """What was left out or put back between the two moments, each named as it is called today."""
    steps = comings_and_goings(draft)
    if before is not None:
        steps = steps.filter(at__lt=before)
    if since is not None:
        steps = steps.filter(at__gte=since)
    newest = PassageVersion.objects.filter(passage=OuterRef("passage")).order_by("-number").values("number")[:1]
    rows = PassageVersion.objects.filter(passage__in=steps.values("subject_id"), number=Subquery(newest))
    named = {row.passage_id: row for row in rows}
    told = [(step, named[step.subject_id]) for step in steps]
    return [
        (step.at, Event(step.verb.removeprefix("passage."), row.passage_id, row.title, row.number, "", ""))
        for step, row in told
    ]


def differences(draft: Draft, old: datetime, new: datetime, *, viewer: Any) -> list[Change]:
    """What changed between two moments, passage by passage in the draft's order; unchanged ones are left out."""
    before = {row.passage_id: row for row in current_versions(draft, old)}
    after = {row.passage_id: row for row in current_versions(draft, new)}
    rows = sorted({**before, **after}.values(), key=lambda row: (row.passage.order, row.passage_id))
    found = [_change(before.get(row.passage_id), after.get(row.passage_id)) for row in rows]
    changes = [change for change in found if change is not None]
    spoken = readable([change.pieces for change in changes], viewer=viewer, project=draft.project)
    return [replace(change, pieces=pieces) for change, pieces in zip(changes, spoken, strict=True)]


def _change(old: PassageVersion | None, new: PassageVersion | None) -> Change | None:
    row = new or old
    if row is None or (old and new and (old.heading, old.text) == (new.heading, new.text)):
        return None
    same_heading = old and new and old.heading == new.heading
    texts = [(one.text if same_heading else whole(one.heading, one.text)) if one else "" for one in (old, new)]
    kind = "changed" if old and new else ("added" if new else "taken")
    return Change(kind, row.passage_id, row.title, word_diff(*texts))
