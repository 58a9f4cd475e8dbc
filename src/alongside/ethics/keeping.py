"""The clocks of what is kept, as everybody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from alongside.ethics.models import KeepingRound, KeptFor, Removal
from alongside.projects.keeping import Keeping, keepings
from alongside.projects.models import Project

AHEAD = timedelta(days=30)
GRACE = timedelta(days=2)  # the round runs once a day
MOST = 20_000  # things of one kind that are looked at for the numbers


@dataclass(frozen=True)
class Kept:
    """One kind of thing: how long, since when, what is due, and what happened lately. None: nothing, or not told."""

    keeping: Keeping
    days: int
    choice: KeptFor | None  # the host's, where it is not the usual number
    since: date | None
    due_on: date | None
    soon: int
    overdue: int
    lately: Removal | None

    @property
    def is_editable(self) -> bool:
        return self.keeping.most > 0

    @property
    def starts_later(self) -> bool:
        """Nothing is old yet: the first day is still to come."""
        return self.since is not None and self.since > timezone.localdate()

    @property
    def is_late(self) -> bool:
        return self.overdue > 0


def choices_of(project: Project) -> dict[str, KeptFor]:
    """The newest choice for each name. One query."""
    found: dict[str, KeptFor] = {}
    for row in KeptFor.objects.filter(project=project).select_related("by").order_by("id"):
        found[row.name] = row
    return found


def days_of(keeping: Keeping, project: Project, choices: dict[str, KeptFor]) -> int:
    if keeping.days_of is not None:
        return keeping.days_of(project)
    chosen = choices.get(keeping.name)
    return chosen.days if chosen and keeping.most else keeping.days


def clocks_of(project: Project, today: date) -> list[Kept]:
    """Every clock, one or two queries for each kind of thing, however much is held."""
    choices = choices_of(project)
    lately: dict[str, Removal] = {}
    for row in Removal.objects.filter(project=project).order_by("on", "id").reverse()[:200]:
        lately.setdefault(row.name, row)
    for row in Removal.objects.filter(project=None)[:50]:
        lately.setdefault(row.name, row)
    return [_clock(one, project, choices, lately.get(one.name), today) for one in keepings()]


def _clock(keeping: Keeping, project: Project, choices: dict[str, KeptFor], last: Removal | None, today: date) -> Kept:
    days = days_of(keeping, project, choices)
    lasts = timedelta(days=days)
    begun = _first(keeping.started(project))
    overdue = sum(day + lasts + GRACE < today for day in begun)
    chosen = choices.get(keeping.name) if keeping.most else None
    if keeping.is_private:
        return Kept(keeping, days, chosen, None, None, 0, overdue, None)
    since = min(begun, default=None)
    soon = sum(day + lasts <= today + AHEAD for day in begun)
    return Kept(keeping, days, chosen, since, since + lasts if since else None, soon, overdue, last)


def _first(days: Iterable[date]) -> list[date]:
    return [day for day, _n in zip(days, range(MOST), strict=False)]


def round_is_late(today: date) -> bool | None:
    """Whether the last round was days ago, or failed with something. None: there was none yet. One query."""
    last = KeepingRound.objects.first()
    return None if last is None else bool(last.failed) or last.on + GRACE < today
