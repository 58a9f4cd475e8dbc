"""What it means for how somebody reads that they take everything back, or that an old backup is brought back."""

from django.utils.translation import gettext as _

from alongside.easy.actions import forget_reading, forget_reading_again
from alongside.easy.models import Reading
from alongside.ledger.erasures import replays
from alongside.projects.models import Membership
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


def _goes(withdrawal: Withdrawal) -> bool:
    """It is the person's, in all projects. It goes with the last project that keeps anything of theirs."""
    if not withdrawal.keeps_nothing:
        return False
    elsewhere = Membership.objects.filter(person=withdrawal.person, left_at=None).exclude(project=withdrawal.project)
    return not elsewhere.exists()


@reaches
def reach_reading(withdrawal: Withdrawal) -> None:
    if _goes(withdrawal):
        forget_reading(withdrawal.person, by=withdrawal.by)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not _goes(withdrawal) or not Reading.objects.filter(person=withdrawal.person).exists():
        return []
    return [Reached("reading", 1, _("How you like to read is forgotten."))]


@replays("reading")
def forget_again(subject_id: str, mark: str) -> bool:
    return forget_reading_again(int(subject_id), mark)
