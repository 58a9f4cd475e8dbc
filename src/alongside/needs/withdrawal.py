"""What it means for access needs that somebody takes a permission back."""

from django.utils.translation import ngettext

from alongside.needs.actions.needs import stop_sharing_in
from alongside.needs.models import Share
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


@reaches
def reach_shares(withdrawal: Withdrawal) -> None:
    """Keep nothing: hosts of this project read no need any more, nor what was said about how it was."""
    if withdrawal.keeps_nothing:
        stop_sharing_in(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not withdrawal.keeps_nothing:
        return []
    rows = Share.objects.filter(person=withdrawal.person, gathering__project=withdrawal.project, ended_at=None)
    words = ngettext(
        "%(n)d need that you shared is not shared any more. It stays with you.",
        "%(n)d needs that you shared are not shared any more. They stay with you.",
        count := rows.count(),
    )
    return [Reached("needs", count, words % {"n": count})] if count else []
