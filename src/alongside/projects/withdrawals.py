"""What hangs on a permission (`ethics`). Every room registers here, so that withdrawing reaches all of it."""

from collections.abc import Callable
from dataclasses import dataclass

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

    @property
    def keeps_nothing(self) -> bool:
        """The person took back that anything they say here is kept (`ethics.Kind.NOTES`)."""
        return "notes" in self.kinds


Reach = Callable[[Withdrawal], None]
Count = Callable[[Withdrawal], list[str]]
_reaches: list[Reach] = []
_counts: list[Count] = []


def reaches(function: Reach) -> Reach:
    """Register `function(withdrawal)`: it does what withdrawing means there, inside the same transaction."""
    if function not in _reaches:
        _reaches.append(function)
    return function


def counts(function: Count) -> Count:
    """Register `function(withdrawal)`: plain sentences that say what it will reach ("3 voices go from every page.")."""
    if function not in _counts:
        _counts.append(function)
    return function


def reach_everything(withdrawal: Withdrawal) -> None:
    for function in _reaches:
        function(withdrawal)


def what_it_reaches(withdrawal: Withdrawal) -> list[str]:
    """All registered sentences, the lowest room's first: what was said, then what was made of it."""
    return [sentence for function in reversed(_counts) for sentence in function(withdrawal)]
