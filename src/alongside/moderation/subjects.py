"""What can be set aside. Rooms further up register here how their words are found; nothing here knows who does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alongside.people.models import Person
from alongside.projects.models import Project


@dataclass(frozen=True)
class Subject:
    """Words as this viewer may read them (`words` are empty where they may not), whose they are, and their page."""

    what: str
    id: int
    project: Project
    words: str
    url: str
    person: Person | None = None  # whose words; None: nobody knows
    language: str = ""
    is_gone: bool = False  # taken back, or not there any more


@dataclass(frozen=True)
class Copy:
    """A place where somebody wrote the same words by hand."""

    label: str
    url: str


Find = Callable[[Project, int, Any], Subject | None]
Changed = Callable[[Project, int], None]
FindCopies = Callable[[Project, str], list[Copy]]
_finds: dict[str, Find] = {}
_copies: list[FindCopies] = []
_changed: list[tuple[str, Changed]] = []


def finds(what: str) -> Callable[[Find], Find]:
    """Register `function(project, id, viewer) -> Subject | None`: None where the viewer may not know of it."""

    def register(function: Find) -> Find:
        _finds[what] = function
        return function

    return register


def subject_of(project: Project, what: str, pk: int, viewer: Any) -> Subject | None:
    """The words as `viewer` may read them. None where there are none, or nobody knows this kind."""
    return _finds[what](project, pk, viewer) if what in _finds else None


def when_changed(what: str) -> Callable[[Changed], Changed]:
    """Register `function(project, id)`: called when these words were set aside or came back, in that transaction."""

    def register(function: Changed) -> Changed:
        if (what, function) not in _changed:
            _changed.append((what, function))
        return function

    return register


def tell_changed(project: Project, what: str, pk: int) -> None:
    for kind, function in _changed:
        if kind == what:
            function(project, pk)


def finds_copies(function: FindCopies) -> FindCopies:
    """Register `function(project, words)`: where these words stand that somebody wrote there by hand."""
    if function not in _copies:
        _copies.append(function)
    return function


def copies_of(project: Project, words: str) -> list[Copy]:
    """Where else these words stand, to the letter: setting them aside does not reach there, a host does."""
    return [one for function in _copies for one in function(project, words)]
