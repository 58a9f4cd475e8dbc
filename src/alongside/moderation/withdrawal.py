"""What it means for reports and appeals that somebody takes a permission back, or an old backup comes back."""

from django.utils.translation import ngettext

from alongside.ledger.erasures import replays
from alongside.moderation.actions import forget_again, forget_person
from alongside.moderation.models import Appeal, Report
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


@reaches
def reach_what_they_wrote(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_person(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not withdrawal.keeps_nothing:
        return []
    project, person = withdrawal.project, withdrawal.person
    count = Report.objects.filter(project=project, person=person).exclude(why=b"").count()
    count += Appeal.objects.filter(aside__project=project, aside__person=person).exclude(words=b"").count()
    words = ngettext(
        "What you wrote to the hosts about words, or in an appeal, is removed: %(n)d text.",
        "What you wrote to the hosts about words, or in appeals, is removed: %(n)d texts.",
        count,
    )
    return [Reached("about_words", count, words % {"n": count})] if count else []


@replays("report")
def forget_report_again(subject_id: str, mark: str) -> bool:
    return forget_again("report", subject_id, mark)


@replays("appeal")
def forget_appeal_again(subject_id: str, mark: str) -> bool:
    return forget_again("appeal", subject_id, mark)


@replays("setaside")
def forget_aside_again(subject_id: str, mark: str) -> bool:
    return forget_again("setaside", subject_id, mark)
