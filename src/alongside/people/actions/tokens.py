"""Keys for scripts."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.codes import keyed_hash, new_code
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import ApiToken, Person

SCOPES = ("read", "voices:write", "host:write", "decide:write")
MOST_DAYS = 365


@transaction.atomic
def make_token(person: Person, *, by: Person, name: str, scopes: Iterable[str], days: int = 90) -> str:
    """A new token, told this once. It can do no more than the person, and only within its scopes."""
    if by.pk != person.pk:
        raise PermissionDenied
    chosen = [scope for scope in SCOPES if scope in set(scopes)]
    if not chosen:
        raise ValueError(_("Choose what the key may do."))
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(_("A key lasts between 1 and 365 days."))
    token = "al_" + new_code(40)
    row = ApiToken.objects.create(
        person=person,
        name=clean_line(name)[:80] or _("Key"),
        token_hash=keyed_hash("token", token),
        scopes=chosen,
        ends_at=timezone.now() + timedelta(days=days),
    )
    note_step("token.made", subject=row, actor=by, scopes=chosen)
    return token


@transaction.atomic
def end_token(token: ApiToken, *, by: Person) -> None:
    """The key stops working at once."""
    if by.pk != token.person_id:
        raise PermissionDenied
    if ApiToken.objects.filter(pk=token.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        note_step("token.ended", subject=token, actor=by)


def note_use_of_token(token_id: int) -> None:
    """Remember the day, not the time, on which the key was last used."""
    today = timezone.localdate()
    rows = ApiToken.objects.filter(Q(last_used_on__isnull=True) | Q(last_used_on__lt=today), pk=token_id)
    rows.update(last_used_on=today)
