"""What a project really holds about people. Rooms tell it here; the ethics plan fills itself from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.projects.models import Project


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is held: in words, how many, and how it is kept.

    `count` None: it is told to nobody how many there are. `special`: it may tell of health, belief and the like.
    """

    what: str
    count: int | None
    sealed: bool = False
    special: bool = False
    until: str = ""  # how long it is kept, in words


Teller = Callable[[Project], Iterable[Holding]]
_tellers: dict[str, Teller] = {}


def holds(name: str) -> Callable[[Teller], Teller]:
    """Register `teller(project)`: what this room holds there. Called when apps start."""

    def register(teller: Teller) -> Teller:
        _tellers[name] = teller
        return teller

    return register


def holdings_of(project: Project) -> list[Holding]:
    """Everything that rooms tell, in the order of their names. What is not there is left out."""
    told = [one for _name, teller in sorted(_tellers.items()) for one in teller(project)]
    return [one for one in told if one.count != 0]


@dataclass(frozen=True)
class Risk:
    """Something that could go wrong, as it stands now: `state` is fine, look or wrong; `url` the page to mend it on."""

    what: str
    state: str
    told: str
    url: str = ""


Watcher = Callable[[Project], Iterable[Risk]]
_watchers: dict[str, Watcher] = {}


def watches(name: str) -> Callable[[Watcher], Watcher]:
    """Register `watcher(project)`: risks that can be read from what the project really does."""

    def register(watcher: Watcher) -> Watcher:
        _watchers[name] = watcher
        return watcher

    return register


def risks_of(project: Project) -> list[Risk]:
    """What is wrong first, then what to look at, then what is fine."""
    found = [one for _name, watcher in sorted(_watchers.items()) for one in watcher(project)]
    return sorted(found, key=lambda one: ("wrong", "look", "fine").index(one.state))
