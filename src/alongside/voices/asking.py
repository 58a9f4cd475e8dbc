"""Which statement to ask somebody next. A room further up, which knows what teaches most, registers here."""

from collections.abc import Callable

from alongside.people.models import Person
from alongside.projects.models import Project

Ask = Callable[[Project, Person], int | None]
_asks: list[Ask] = []


def asks(function: Ask) -> Ask:
    """Register `function(project, person)`: the id of the statement to ask next, None when all are answered."""
    if function not in _asks:
        _asks.append(function)
    return function


def next_to_ask(project: Project, person: Person) -> int | None:
    """The first answer of the registered functions."""
    return next((pk for function in _asks if (pk := function(project, person)) is not None), None)
