"""What can be read from what a project really does about how young people are heard. Rooms tell it here.

Four parts: "space", "voice", "audience", "influence". Nothing told here may say who is young, or how many are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from alongside.projects.models import Project


@dataclass(frozen=True)
class Fact:
    """One thing that is so (or is not), in words, with the page where it is looked after."""

    words: str
    is_so: bool
    url: str = ""


Teller = Callable[[Project], Iterable[Fact]]
_tellers: dict[tuple[str, str], Teller] = {}


def tells(part: str, name: str) -> Callable[[Teller], Teller]:
    """Register `teller(project)` for one of the four parts. Called when apps start."""

    def register(teller: Teller) -> Teller:
        _tellers[part, name] = teller
        return teller

    return register


def facts_of(project: Project, part: str) -> Iterator[Fact]:
    """All that rooms tell for this part, in the order of their names."""
    for (where, _name), teller in sorted(_tellers.items()):
        if where == part:
            yield from teller(project)
