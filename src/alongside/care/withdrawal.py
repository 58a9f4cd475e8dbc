"""What it means for the agreement that somebody takes a permission back, or that an old backup is brought back."""

from django.utils.translation import ngettext

from alongside.care.actions.agreement import forget_proposal_again, forget_proposals
from alongside.care.models import Proposal
from alongside.ledger.erasures import replays
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


@reaches
def reach_proposals(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_proposals(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not withdrawal.keeps_nothing:
        return []
    rows = Proposal.objects.filter(project=withdrawal.project, person=withdrawal.person)
    count = rows.exclude(outcome=Proposal.Outcome.TAKEN_BACK).count()
    words = ngettext(
        "The words of %(n)d proposal for the agreement are removed.",
        "The words of %(n)d proposals for the agreement are removed.",
        count,
    )
    return [Reached("proposals", count, words % {"n": count})] if count else []


@replays("proposal")
def forget_again(subject_id: str, mark: str) -> bool:
    return forget_proposal_again(int(subject_id), mark)
