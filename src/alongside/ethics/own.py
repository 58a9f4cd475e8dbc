"""What withdrawing means in this room and just below it."""

from django.utils.translation import gettext as _

from alongside.ethics.actions.erasing import withdraw_again
from alongside.ethics.models import Kind
from alongside.ledger.erasures import replays
from alongside.projects.actions import remove_member
from alongside.projects.models import Membership
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


@reaches
def leave(withdrawal: Withdrawal) -> None:
    """Not taking part any more is leaving the project. ValueError for its last host."""
    if Kind.JOIN.value in withdrawal.kinds:
        rows = Membership.objects.filter(project=withdrawal.project, person=withdrawal.person, left_at=None)
        for row in rows:
            remove_member(row, by=withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    told = []
    if Kind.JOIN.value in withdrawal.kinds:
        words = _("Your place in the project ends. What you said stays, unless you take that back too.")
        told.append(Reached("place", None, words))
    if Kind.EMAIL.value in withdrawal.kinds:
        words = _("You get no more email about this project. Email that waits to go out is stopped too.")
        told.append(Reached("emails", None, words))
    return told


@replays("permission")
def withdraw_permission_again(subject_id: str, mark: str) -> bool:
    return withdraw_again(subject_id, mark)
