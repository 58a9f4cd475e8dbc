"""Whether it was as the person needs it. Only they say so; a host may type in what they said."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.needs.actions.needs import LONGEST
from alongside.needs.models import Share, Told
from alongside.needs.rules import has_been, may_confirm_for, owns
from alongside.people.models import Person


@transaction.atomic
def confirm(share: Share, *, by: Person, outcome: str, words: str = "") -> Share:
    """The person says how it was. They may say it again, and over what a host typed in."""
    if not owns(by, share):
        raise PermissionDenied
    return _confirm(share, by=by, outcome=outcome, words=words)


@transaction.atomic
def confirm_for(share: Share, *, by: Person, outcome: str, told: str, words: str = "") -> Share:
    """A host types in what the person said, on paper or aloud. Marked so, and never over the person's own answer."""
    if not may_confirm_for(by, share):
        raise PermissionDenied
    if told not in Told.values:
        raise ValueError(_("Say how the person told you."))
    return _confirm(share, by=by, outcome=outcome, words=words, told=told)


def _confirm(share: Share, *, by: Person, outcome: str, words: str, told: str = "") -> Share:
    row = Share.objects.select_for_update().select_related("gathering__project").get(pk=share.pk)
    if row.ended_at is not None:
        raise ValueError(_("This is no longer shared."))
    if told and row.confirmed_at and not row.told:  # they answered themselves in the meantime
        raise PermissionDenied
    if outcome not in Share.Outcome.values:
        raise ValueError(_("Choose how it was."))
    if not has_been(row.gathering, timezone.localdate()):
        raise ValueError(_("Say how it was after the gathering."))
    seal(row, "outcome_words", clean_words(words)[:LONGEST])
    row.outcome, row.confirmed_at = outcome, timezone.now()
    row.typed_by, row.told = (by, told) if told else (None, "")
    row.save(update_fields=["outcome_words", "outcome", "confirmed_at", "typed_by", "told"])
    note_step(
        "need.confirmed", subject=row.gathering, project_id=row.gathering.project_id, actor=by, by_host=bool(told)
    )
    transaction.on_commit(forget_now)
    return row
