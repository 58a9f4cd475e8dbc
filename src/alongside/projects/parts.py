"""Places on the project page and the host's desk that rooms further up may fill. Nothing here knows who does.

Rooms also tell here what waits for somebody; the desk and My space show it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from alongside.projects.models import Project, Role, RoleName
from alongside.projects.rules import HOSTS


@dataclass(frozen=True)
class Part:
    """A piece of a page: a template and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Maker = Callable[..., Part | None]
_makers: dict[str, dict[str, Maker]] = defaultdict(dict)


def fills(place: str, name: str) -> Callable[[Maker], Maker]:
    """Register `maker(project, person, *about) -> Part | None` for a place. Called when apps start.

    Places: "project", "desk", "me" (a member's own page of the project), and "gathering", whose makers
    are also given the gathering.
    """

    def register(maker: Maker) -> Maker:
        _makers[place][name] = maker
        return maker

    return register


def parts_of(place: str, project: Project, person: Any, *about: Any) -> list[Part]:
    made = (maker(project, person, *about) for _name, maker in sorted(_makers[place].items()))
    return [part for part in made if part is not None]


@dataclass(frozen=True)
class Pointer:
    """A way to a page: what it is for, its address, and how things stand there in one line, if that is worth saying."""

    words: str
    url: str
    told: str = ""


Pointing = Callable[[Project, Any], Iterable[Pointer]]
_pointings: dict[str, dict[str, tuple[int, Pointing]]] = defaultdict(dict)


def points(place: str, name: str, order: int = 50) -> Callable[[Pointing], Pointing]:
    """Register `pointing(project, person) -> pointers` for a place; lower `order` stands first.

    Places: the host's desk has "words", "people", "care", "answers" and "frame"; on the project page
    "together" is how people look after each other, for everyone who reads it.
    """

    def register(pointing: Pointing) -> Pointing:
        _pointings[place][name] = (order, pointing)
        return pointing

    return register


def pointers_of(place: str, project: Project, person: Any) -> list[Pointer]:
    """Every way registered for this place, in order."""
    found = sorted((order, name, pointing) for name, (order, pointing) in _pointings[place].items())
    return [one for _order, _name, pointing in found for one in pointing(project, person)]


@dataclass(frozen=True)
class Waiting:
    """Work that waits for somebody: in words with its number ("3 voices to read back"), and the page to do it on."""

    words: str
    url: str
    late: bool = False


MANY = 100  # more than that need not be counted to know that there is much to do


def how_many(rows: "QuerySet[Any]") -> int:
    """The number of rows; 101 when there are more than a hundred, however many."""
    return rows.order_by()[: MANY + 1].count()


def told(count: int) -> str:
    """The number as it is said: "7", "100+"."""
    return str(count) if count <= MANY else f"{MANY}+"


Finder = Callable[[Project, Any], Iterable[Waiting]]
_finders: list[Finder] = []


def waits(finder: Finder) -> Finder:
    """Register `finder(project, person)`: what waits there for this person, nothing if they may not do it."""
    _finders.append(finder)
    return finder


def what_waits(project: Project, person: Any) -> list[Waiting]:
    """What waits for this person in this project, late work first. A fixed number of queries."""
    if project.ended_on:
        return []
    found = [one for finder in _finders for one in finder(project, person)]
    return sorted(found, key=lambda one: not one.late)


def what_waits_everywhere(person: Any, most: int = 5) -> list[tuple[Project, list[Waiting]]]:
    """What waits for this person in the newest `most` projects that they host or decide in."""
    roles = Role.objects.filter(name__in=[*HOSTS, RoleName.DECISION_MAKER], membership__person=person)
    mine = Project.objects.filter(memberships__in=roles.filter(membership__left_at=None).values("membership"))
    rows = mine.filter(ended_on=None).distinct().order_by("-id")[:most]
    return [(project, what_waits(project, person)) for project in rows]


Asker = Callable[[Any], Iterable[Waiting]]
_askers: dict[str, Asker] = {}


def asks(name: str) -> Callable[[Asker], Asker]:
    """Register `asker(person)`: what a person is asked, whatever their roles. My space shows it at the top."""

    def register(asker: Asker) -> Asker:
        _askers[name] = asker
        return asker

    return register


def what_is_asked(person: Any) -> list[Waiting]:
    """What waits for this person as themselves, in the order of the askers' names; late ones first."""
    found = [one for _name, asker in sorted(_askers.items()) for one in asker(person)]
    return sorted(found, key=lambda one: not one.late)
