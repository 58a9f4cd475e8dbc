"""What came of people's part, and what a project still owes. Rooms further up tell it; nothing here knows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from alongside.projects.models import Project


@dataclass(frozen=True)
class Outcome:
    """In words ("3 things are different now"), and the page where it stands; `lines`: each of them, to write from.

    `of_them`: what a host reads instead, where words and page are the person's own.
    """

    words: str
    url: str
    lines: tuple[str, ...] = ()
    of_them: str = ""


Teller = Callable[[Project, Any], Iterable[Outcome]]
Ower = Callable[[Project], Iterable[Outcome]]
_tellers: dict[str, Teller] = {}
_owers: dict[str, Ower] = {}


def came_of(name: str) -> Callable[[Teller], Teller]:
    """Register `teller(project, person)`: what came of it there for this person, or of all (None)."""

    def register(teller: Teller) -> Teller:
        _tellers[name] = teller
        return teller

    return register


def owes(name: str) -> Callable[[Ower], Ower]:
    """Register `ower(project)`: what the project promised there and has not done yet."""

    def register(ower: Ower) -> Ower:
        _owers[name] = ower
        return ower

    return register


def what_came(project: Project, person: Any = None) -> list[Outcome]:
    return [one for _name, teller in sorted(_tellers.items()) for one in teller(project, person)]


def what_is_owed(project: Project) -> list[Outcome]:
    return [one for _name, ower in sorted(_owers.items()) for one in ower(project)]
