"""Setting words aside, with a rule and a reason; the second pair of eyes; letting them come back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ledger.actions import note_step
from alongside.moderation.actions.telling import answer_reports, must_not_repeat, readable, rule_of, said_why
from alongside.moderation.models import Appeal, Report, SetAside, SetAsideQuerySet
from alongside.moderation.rules import (
    may_agree,
    may_let_back,
    may_look_after,
    may_weigh,
    needs_second,
    owns,
    side_of_host,
)
from alongside.moderation.subjects import tell_changed
from alongside.people.models import Person
from alongside.projects.models import Project


@transaction.atomic
def set_aside(
    project: Project, what: str, pk: int, *, by: Person, rule: str, reason: str, is_about_hosts: bool
) -> SetAside:
    """Others do not read these words for now. By a rule in force, with a reason that the person reads.

    Where two pairs of eyes are needed, they come back after two days unless a host of the other side agrees.
    ValueError in plain words when it cannot be: the words cannot be read, or came back before.
    """
    if not may_look_after(by, project):
        raise PermissionDenied
    subject = readable(project, what, pk, by)
    writer = subject.person
    if not may_weigh(by, project, writer.pk if writer else None):
        raise PermissionDenied
    number, rule = rule_of(project, rule)
    reason = said_why(reason)
    must_not_repeat(subject.words, reason)
    end_lapsed(SetAside.objects.filter(what=what, subject_id=pk))
    _must_not_be_again(what, pk, by, rule)
    side = side_of_host(by, project)
    row = SetAside(
        project=project, what=what, subject_id=pk, person=writer, rules_number=number, rule=rule, reason=reason,
        is_about_hosts=is_about_hosts, by=by, side=side, needs_second=needs_second(side, is_about_hosts=is_about_hosts),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValueError(_("These words are set aside already.")) from None
    answer_reports(project, what, pk, by=by, outcome=Report.Outcome.ASIDE, reply=reason)
    note_step("words.set_aside", subject=row, project_id=project.pk, actor=by)
    tell_changed(project, what, pk)
    return row


def _must_not_be_again(what: str, pk: int, by: Person, rule: str) -> None:
    """Words that came back are not set aside again by who did it before, nor for a rule that an appeal denied."""
    before = SetAside.objects.filter(what=what, subject_id=pk, ended_at__isnull=False)
    if before.filter(by=by).exists():
        raise ValueError(_("You set these words aside before, and they came back. Ask another host to look at them."))
    if before.filter(ended_how=SetAside.Ended.APPEAL, rule=rule).exists():
        raise ValueError(_("On appeal it was decided that these words do not break this rule."))


@transaction.atomic
def agree(aside: SetAside, *, by: Person) -> None:
    """The second pair of eyes: a host of the other side has read the words and agrees. In time, or not at all."""
    if not may_agree(by, aside):
        raise PermissionDenied
    rows = SetAside.objects.standing().filter(pk=aside.pk, second_at=None)
    if not rows.update(second_by=by, second_at=timezone.now()):
        raise ValueError(_("These words have come back already."))
    note_step("words.agreed", subject=aside, project_id=aside.project_id, actor=by)


@transaction.atomic
def let_back(aside: SetAside, *, by: Person) -> None:
    """A host lets the words come back. An appeal that waits is decided by that."""
    if not may_let_back(by, aside):
        raise PermissionDenied
    end(aside, SetAside.Ended.HOST)
    now, side = timezone.now(), side_of_host(by, aside.project)
    Appeal.objects.filter(aside=aside, outcome="").update(
        outcome=Appeal.Outcome.BACK, reason=_("A host let the words come back before the appeal was decided."),
        decided_by=by, side=side, decided_at=now,
    )  # fmt: skip
    note_step("words.let_back", subject=aside, project_id=aside.project_id, actor=by)


def end(aside: SetAside, how: str) -> bool:
    """They are back. False if they were already. Inside the caller's transaction."""
    if not SetAside.objects.filter(pk=aside.pk, ended_at=None).update(ended_at=timezone.now(), ended_how=how):
        return False
    tell_changed(aside.project, aside.what, aside.subject_id)
    return True


@transaction.atomic
def end_lapsed(rows: SetAsideQuerySet | None = None, now: datetime | None = None) -> int:
    """Write down that words are back because no second host agreed in time. They were back before this ran."""
    found = SetAside.objects.all() if rows is None else rows
    count = 0
    for aside in found.lapsed(now).select_related("project"):
        if end(aside, SetAside.Ended.LAPSED):
            Appeal.objects.filter(aside=aside, outcome="").update(
                outcome=Appeal.Outcome.BACK, reason=_("The words came back: no second host agreed in time."),
                decided_at=timezone.now(),
            )  # fmt: skip
            note_step("words.lapsed", subject=aside, project_id=aside.project_id)
            count += 1
    return count


@transaction.atomic
def mark_seen(aside: SetAside, *, by: Person) -> None:
    """The person has read that their words were set aside, and what was decided on their appeal."""
    if not owns(by, aside):
        raise PermissionDenied
    now = timezone.now()
    SetAside.objects.filter(pk=aside.pk, seen_at=None).update(seen_at=now)
    Appeal.objects.filter(aside=aside, seen_at=None).exclude(outcome="").update(seen_at=now)
