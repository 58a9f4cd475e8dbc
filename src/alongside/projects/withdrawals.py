"""What hangs on a permission (`ethics`). Every room registers here, so that withdrawing reaches all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.people.models import Person
from alongside.projects.models import Project


@dataclass(frozen=True)
class Withdrawal:
    """Whose, where, and of which kinds. `by` wrote it down; `how`: "" by the person, else how a host was asked."""

    person: Person
    project: Project
    kinds: frozenset[str]
    by: Person
    how: str = ""
    gathering_id: int | None = None
    output: str = ""

    @property
    def is_whole(self) -> bool:
        """Not only for one gathering, or one place where words appear."""
        return self.gathering_id is None and not self.output

    @property
    def keeps_nothing(self) -> bool:
        """The person took back that anything they say here is kept (`ethics.Kind.NOTES`)."""
        return "notes" in self.kinds and self.is_whole


@dataclass(frozen=True)
class Reached:
    """One thing that taking back reaches: what kind of thing, how many (None: not counted), and the sentence."""

    what: str
    count: int | None
    words: str


Reach = Callable[[Withdrawal], None]
Count = Callable[[Withdrawal], list[Reached]]
_reaches: list[Reach] = []
_counts: list[Count] = []


def reaches(function: Reach) -> Reach:
    """Register `function(withdrawal)`: it does what withdrawing means there, inside the same transaction."""
    if function not in _reaches:
        _reaches.append(function)
    return function


def counts(function: Count) -> Count:
    """Register `function(withdrawal)`: what it will reach, each with its number and in a plain sentence."""
    if function not in _counts:
        _counts.append(function)
    return function


def reach_everything(withdrawal: Withdrawal) -> None:
    for function in _reaches:
        function(withdrawal)


def all_reached(withdrawal: Withdrawal) -> list[Reached]:
    """All that is registered, the lowest room's first: what was said, what was made of it; the log and backups last."""
    told = [one for function in reversed(_counts) for one in function(withdrawal)]
    return [*told, *_log_and_backups(withdrawal)]


def _log_and_backups(withdrawal: Withdrawal) -> list[Reached]:
    """Only where words go: then nothing but seals is left of them, and a backup cannot bring them back."""
    if not withdrawal.keeps_nothing:
        return []
    log = _("The public log still shows that something was said, but not what, and nobody can tell that it was you.")
    backups = _("Old backups still hold it until they are deleted. If we ever use one, we first remove it again.")
    return [Reached("log", None, log), Reached("backups", None, backups)]


def what_it_reaches(withdrawal: Withdrawal) -> list[str]:
    """The same in sentences alone."""
    return [one.words for one in all_reached(withdrawal)]
