"""What withdrawing means in this room and just below it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from alongside.ethics.actions.erasing import withdraw_again
from alongside.ethics.actions.helping import forget_objection_again, forget_objections
from alongside.ethics.actions.planning import forget_plan_words, forget_plan_words_again
from alongside.ethics.actions.young import forget_not_so, forget_not_so_again
from alongside.ethics.models import Kind, NotSo
from alongside.ethics.queries import written_by
from alongside.ethics.support import objections_of
from alongside.ledger.erasures import replays
from alongside.projects.actions import remove_member
from alongside.projects.history import tell
from alongside.projects.models import Membership
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


@reaches
def leave(withdrawal: Withdrawal) -> None:
    """Not taking part any more is leaving the project. ValueError for its last host."""
    if Kind.JOIN.value in withdrawal.kinds:
        rows = Membership.objects.filter(project=withdrawal.project, person=withdrawal.person, left_at=None)
        for row in rows:
            remove_member(row, by=withdrawal.person)


@reaches
def forget_what_is_not_so(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_not_so(withdrawal.project, withdrawal.person)


@reaches
def forget_what_is_in_the_plan(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_plan_words(withdrawal.project, withdrawal.person)


@reaches
def forget_why_they_objected(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_objections(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    told = []
    if Kind.JOIN.value in withdrawal.kinds:
        words = _("Your place in the project ends. What you said stays, unless you take that back too.")
        told.append(Reached("place", None, words))
    if Kind.EMAIL.value in withdrawal.kinds:
        words = _("You get no more email about this project. Email that waits to go out is stopped too.")
        told.append(Reached("emails", None, words))
    return [*told, *_words_that_go(withdrawal)] if withdrawal.keeps_nothing else told


def _words_that_go(withdrawal: Withdrawal) -> list[Reached]:
    told, project, person = list[Reached](), withdrawal.project, withdrawal.person
    if count := NotSo.objects.filter(project=project, person=person).exclude(words="").count():
        words = ngettext(
            "%(n)d time you said “that is not so” is removed.",
            "%(n)d times you said “that is not so” are removed.",
            count,
        )
        told.append(Reached("not_so", count, words % {"n": count}))
    if count := len(written_by(project, person)):
        words = ngettext(
            "What you wrote into the ethics plan is removed: %(n)d text.",
            "What you wrote into the ethics plan is removed: %(n)d texts.",
            count,
        )
        told.append(Reached("plan_words", count, words % {"n": count}))
    if count := objections_of(project, person).count():
        words = ngettext(
            "Why you do not want somebody to answer for you is removed: %(n)d text. They still may not answer.",
            "Why you do not want somebody to answer for you is removed: %(n)d texts. They still may not answer.",
            count,
        )
        told.append(Reached("objections", count, words % {"n": count}))
    return told


@replays("not_so")
def forget_not_so_once_more(subject_id: str, mark: str) -> bool:
    return forget_not_so_again(int(subject_id), mark)


@replays("permission")
def withdraw_permission_again(subject_id: str, mark: str) -> bool:
    return withdraw_again(subject_id, mark)


@replays("support_note")
def forget_objection_once_more(subject_id: str, mark: str) -> bool:
    return forget_objection_again(subject_id, mark)


@replays("notedrisk")
def forget_risk_once_more(subject_id: str, mark: str) -> bool:
    return forget_plan_words_again("notedrisk", int(subject_id), mark)


@replays("planreview")
def forget_review_once_more(subject_id: str, mark: str) -> bool:
    return forget_plan_words_again("planreview", int(subject_id), mark)


tell(
    risk__taken_back=later("Somebody took back a risk that they wrote into the ethics plan."),
    plan__words_taken_back=later("Somebody took back what they said of the ethics plan."),
)
