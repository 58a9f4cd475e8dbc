"""Giving and ending cards."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.codes import keyed_hash, new_code
from alongside.ledger.actions import note_step
from alongside.people.models import Card, Person
from alongside.people.rules import may_give_card


@transaction.atomic
def give_card(person: Person, *, by: Person | None) -> str:
    """A new card's code, told this once; only a keyed hash is kept. An older card stops working at once.

    PermissionDenied when `by` is somebody else and the person has powers or a way in of their own.
    """
    if not may_give_card(by, person):
        raise PermissionDenied
    if not Person.objects.select_for_update().filter(pk=person.pk, is_active=True).exists():
        raise ValueError(_("This person is not here any more."))
    _end_live_cards(person)
    code = new_code()
    card = Card.objects.create(person=person, code_hash=keyed_hash("card", code), made_by=by)
    note_step("card.given", subject=card, actor=by)
    return code


@transaction.atomic
def end_card(person: Person, *, by: Person) -> bool:
    """The person's card stops working. False if there was none."""
    if not may_give_card(by, person):
        raise PermissionDenied
    ended = _end_live_cards(person)
    if ended:
        note_step("card.ended", subject=person, actor=by)
    return bool(ended)


def _end_live_cards(person: Person) -> int:
    return Card.objects.filter(person=person, ended_at__isnull=True).update(ended_at=timezone.now())
