"""How long each kind of thing is kept. Rooms tell it here; `ethics` runs the clocks each day and shows them to all.

A clock has things that started on some day, and what is done with those that are old enough: removed, or asked again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise as Lazy

from alongside.projects.models import Project

Started = Callable[[Project], Iterable[date]]
End = Callable[[Project, date], int]
DaysOf = Callable[[Project], int]


@dataclass(frozen=True)
class Keeping:
    """One kind of thing: its words, how many days it is kept, and how to end it.

    `started(project)`: for each thing held the day its clock began. `end(project, until)`: ends all that began on that
    day or before, answers how many. `least` and `most`: between what a host may set it; 0: it is fixed, or `days_of`
    tells it and it is set on another page. `is_private`: neither days nor numbers of it are told. `is_everywhere`: it
    is the whole installation's, whatever the project.
    """

    name: str
    what: str | Lazy
    since: str | Lazy  # from when the clock runs
    then: str | Lazy  # what happens when it is over
    days: int
    started: Started
    end: End
    least: int = 0
    most: int = 0
    days_of: DaysOf | None = None
    is_private: bool = False
    is_everywhere: bool = False


_keepings: dict[str, Keeping] = {}


def keeps(keeping: Keeping) -> Keeping:
    """Register a kind of thing. Called when apps start."""
    _keepings[keeping.name] = keeping
    return keeping


def keepings() -> list[Keeping]:
    """All of them, in the order of their names."""
    return [one for _name, one in sorted(_keepings.items())]


def keeping_named(name: str) -> Keeping | None:
    return _keepings.get(name)
