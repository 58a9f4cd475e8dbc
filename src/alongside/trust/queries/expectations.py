"""What each side wrote, what the other side said to it, and how it looked the last times."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from alongside.engines.clocks import Clock, read_clock
from alongside.projects.models import Membership, Project, Side
from alongside.trust.models import Expectation, Look, Reply, SideLooked, Verdict
from alongside.trust.rules import may_judge, may_reply

USUAL_DAYS = 91  # three months


@dataclass
class Line:
    """One line as a page shows it. `person`'s name is "" where they do not wish it."""

    line: Expectation
    name: str
    reply: Reply | None
    earlier: list[Reply]
    verdicts: list[Verdict]
    may_reply: bool
    may_judge: bool
    is_mine: bool


@dataclass
class SideShown:
    """One side's text: its lines by kind, and whether it has looked at the look that is due."""

    side: str
    name: str
    groups: list[tuple[str, str, list[Line]]] = field(default_factory=list)
    count: int = 0
    looked: SideLooked | None = None


def lines_of(project: Project) -> QuerySet[Expectation]:
    """Those that stand, oldest first."""
    return Expectation.objects.filter(project=project, taken_back_at=None).order_by("id")


def look_of(project: Project) -> Look | None:
    """The look that is due next; None before anybody wrote a line."""
    return Look.objects.filter(project=project, done_on=None).order_by("-number").first()


def looks_done(project: Project) -> QuerySet[Look]:
    """Those at which both sides looked, newest first."""
    return Look.objects.filter(project=project, done_on__isnull=False).order_by("-number")


def clock_of(look: Look, today: date) -> Clock:
    """The clock that everybody sees."""
    return read_clock("look", look.begun_on, (look.due_on - look.begun_on).days, today, look.done_on)


def sides_looked(look: Look | None) -> dict[str, SideLooked]:
    return {one.side: one for one in SideLooked.objects.filter(look=look)} if look else {}


def left_to_judge(look: Look, side: str) -> int:
    """Lines of this side that have no word yet at this look."""
    rows = Expectation.objects.filter(project_id=look.project_id, side=side, taken_back_at=None)
    return rows.exclude(verdicts__look=look).count()


def both_sides(project: Project, person: Any) -> list[SideShown]:
    """Both texts, community first. A constant number of queries."""
    rows = list(lines_of(project).select_related("person")[:400])
    replies = _by_line(Reply.objects.filter(expectation__in=rows).order_by("-id"))
    verdicts = _by_line(Verdict.objects.filter(expectation__in=rows).select_related("look").order_by("-look__number"))
    names = _names(project, [row for row in rows if row.is_named])
    looked = sides_looked(look_of(project))
    shown = [SideShown(side.value, project.side_name(side), looked=looked.get(side)) for side in Side]
    for side in shown:
        for kind in Expectation.Kind:
            mine = [row for row in rows if (row.side, row.kind) == (side.side, kind.value)]
            told = [_line(row, project, person, names, replies, verdicts) for row in mine]
            side.groups.append((kind.value, str(kind.label), told))
            side.count += len(told)
    return shown


def _by_line(found: Iterable[Any]) -> dict[int, list[Any]]:
    by_line: dict[int, list[Any]] = {}
    for row in found:
        by_line.setdefault(row.expectation_id, []).append(row)
    return by_line


def _names(project: Project, rows: list[Expectation]) -> dict[int, str]:
    """How those who wish to be named are shown in this project."""
    people = {row.person_id for row in rows if row.person_id}
    members = Membership.objects.filter(project=project, person__in=people).select_related("person") if people else []
    return {one.person_id: one.shown_name for one in members}


def _line(row: Expectation, project: Project, person: Any, names: dict[int, str], replies: Any, verdicts: Any) -> Line:
    row.project = project
    said = replies.get(row.pk, [])
    return Line(
        line=row,
        name=names.get(row.person_id or 0, "") if row.is_named else "",
        reply=said[0] if said else None,
        earlier=said[1:],
        verdicts=verdicts.get(row.pk, []),
        may_reply=may_reply(person, row),
        may_judge=may_judge(person, row),
        is_mine=row.person_id is not None and row.person_id == getattr(person, "pk", None),
    )
