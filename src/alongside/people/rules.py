"""Who may do what to a person. Predicates over (who does it, whom it is about)."""

from typing import Any

from rules.predicates import predicate

from alongside.people.models import Person


@predicate
def is_self(by: Any, person: Person) -> bool:
    return by is not None and by.pk == person.pk


@predicate
def is_the_operator(by: Any, person: Person) -> bool:
    """Nobody signed in: somebody with a shell on the machine."""
    return by is None


@predicate
def has_powers(by: Any, person: Person) -> bool:
    """The person looks after the network."""
    return person.is_staff or person.is_superuser


@predicate
def has_own_way_in(by: Any, person: Person) -> bool:
    """Somebody with an email signs in by themselves; a card made by another would be a way into their account."""
    return bool(person.email)


may_give_card = is_self | is_the_operator | (~has_powers & ~has_own_way_in)
