"""An appeal in the person's own words, and its decision by somebody who had no part in the setting aside."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.moderation.actions.setting_aside import end
from alongside.moderation.actions.telling import said_why
from alongside.moderation.models import Appeal, SetAside
from alongside.moderation.points import MOST_WORDS
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.rules import may_agree, may_appeal, may_decide_appeal, owns, side_of_host
from alongside.people.models import Person


@transaction.atomic
def appeal(aside: SetAside, *, by: Person, words: str) -> Appeal:
    """Say why the words should come back. Once for each setting aside; `by` a host writes down what they were told.

    What a host wrote gives way to the person's own words, until it is decided.
    """
    if not may_appeal(by, aside):
        raise PermissionDenied
    words = clean_words(words)[:MOST_WORDS]
    if not words:
        raise ValueError(_("Say why your words should come back."))
    if not aside.is_standing:
        raise ValueError(_("These words have come back already."))
    due_on = timezone.localdate() + timedelta(days=rules_in_force(aside.project).days)
    row = Appeal(aside=aside, due_on=due_on, typed_by=None if owns(by, aside) else by)
    seal(row, "words", words)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _in_own_words(aside, by, words)
    note_step("words.appealed", subject=aside, project_id=aside.project_id)
    return row


def _in_own_words(aside: SetAside, by: Person, words: str) -> Appeal:
    """The person says it themselves where a host had written it for them. The day until which it is decided stays."""
    typed = Appeal.objects.select_for_update().filter(aside=aside, outcome="", typed_by__isnull=False).first()
    if typed is None or not owns(by, aside):
        raise ValueError(_("An appeal was made already. There is one for each time that words are set aside."))
    seal(typed, "words", words)
    typed.typed_by = None
    typed.save(update_fields=["words", "typed_by"])
    transaction.on_commit(forget_now)
    return typed


@transaction.atomic
def decide_appeal(row: Appeal, *, by: Person, outcome: str, reason: str) -> None:
    """The words come back, or stay set aside; with a reason that the person reads. Decided once."""
    aside = row.aside
    if not may_decide_appeal(by, aside):
        raise PermissionDenied
    if outcome not in Appeal.Outcome.values:
        raise ValueError(_("Choose whether the words come back."))
    reason = said_why(reason)
    if not aside.is_standing:
        raise ValueError(_("These words have come back already."))
    decided = {"outcome": outcome, "reason": reason, "decided_by": by, "decided_at": timezone.now()}
    open_one = Appeal.objects.filter(pk=row.pk, outcome="")
    if not open_one.update(side=side_of_host(by, aside.project), **decided):
        raise ValueError(_("This appeal was decided already."))
    if outcome == Appeal.Outcome.BACK:
        end(aside, SetAside.Ended.APPEAL)
    elif may_agree(by, aside):  # whoever decides reads the words too: that is the second pair of eyes
        standing = SetAside.objects.standing().filter(pk=aside.pk, second_at=None)
        standing.update(second_by=by, second_at=timezone.now())
    note_step("words.appeal_decided", subject=aside, project_id=aside.project_id, actor=by, outcome=outcome)
