"""A draft's history: what happened at each moment, and what changed between two of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from alongside.decisions.joining import whole
from alongside.decisions.models import Draft, PassageVersion
from alongside.decisions.queries import current_versions
from alongside.decisions.shown import names_of
from alongside.engines.words import Kind, word_diff
from alongside.projects.models import Project

MOST = 200


@dataclass(frozen=True)
class Event:
    """One thing that happened to a passage: "written", "revised" or "left_out"."""

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
    pieces: list[tuple[Kind, str]]


def title_of(version: PassageVersion) -> str:
    """Its heading, or how it begins."""
    return version.heading or (version.text if len(version.text) <= 60 else f"{version.text[:59].rstrip()}…")


def happenings(draft: Draft, project: Project, most: int = MOST) -> list[Moment]:
    """The newest moments, newest first, each with what happened then. Three queries."""
    rows = list(PassageVersion.objects.filter(passage__draft=draft).order_by("-at", "-pk")[:most])
    names = names_of(project, (row.by_id for row in rows))
    found: dict[datetime, list[Event]] = defaultdict(list)
    for row in rows:
        kind = "written" if row.number == 1 else "revised"
        name = names.get(row.by_id or 0, "")
        found[row.at].append(Event(kind, row.passage_id, title_of(row), row.number, row.why, name))
    for row in _left_out(draft, most):
        ended = row.passage.ended_at
        if ended is not None:
            found[ended].append(Event("left_out", row.passage_id, title_of(row), row.number, "", ""))
    times = sorted(found, reverse=True)
    return [Moment(at, found[at], next(iter(times[n + 1 : n + 2]), None)) for n, at in enumerate(times[:most])]


def _left_out(draft: Draft, most: int) -> list[PassageVersion]:
    """The last version of each passage that was left out."""
    rows = PassageVersion.objects.filter(passage__draft=draft, passage__ended_at__isnull=False)
    rows = rows.select_related("passage").order_by("-passage__ended_at", F("number").desc())
    last: dict[int, PassageVersion] = {}
    for row in rows[: most * 5]:
        last.setdefault(row.passage_id, row)
    return list(last.values())


def differences(draft: Draft, old: datetime, new: datetime) -> list[Change]:
    """What changed between two moments, passage by passage in the draft's order; unchanged ones are left out."""
    before = {row.passage_id: row for row in current_versions(draft, old)}
    after = {row.passage_id: row for row in current_versions(draft, new)}
    rows = sorted({**before, **after}.values(), key=lambda row: (row.passage.order, row.passage_id))
    changes = [_change(before.get(row.passage_id), after.get(row.passage_id)) for row in rows]
    return [change for change in changes if change is not None]


def _change(old: PassageVersion | None, new: PassageVersion | None) -> Change | None:
    row = new or old
    if row is None or (old and new and (old.heading, old.text) == (new.heading, new.text)):
        return None
    same_heading = old and new and old.heading == new.heading
    texts = [(one.text if same_heading else whole(one.heading, one.text)) if one else "" for one in (old, new)]
    kind = "changed" if old and new else ("added" if new else "taken")
    return Change(kind, row.passage_id, title_of(row), word_diff(*texts))
