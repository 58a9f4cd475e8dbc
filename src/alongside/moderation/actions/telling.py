"""Telling the hosts that something is wrong with words, and the answer to it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.sealed import seal
from alongside.kit.text import clean_words, repeats
from alongside.ledger.actions import note_step
from alongside.moderation.models import Report
from alongside.moderation.points import MOST_UNNAMED, MOST_WORDS, SHORTEST_REASON
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.queries.waiting import unnamed_about
from alongside.moderation.rules import may_look_after, may_report, may_weigh
from alongside.moderation.subjects import Subject, subject_of
from alongside.people.models import Person
from alongside.projects.models import Project


def readable(project: Project, what: str, pk: int, viewer: Person | None) -> Subject:
    """The words, if this viewer may read them. Nobody judges, or complains of, what they cannot read."""
    subject = subject_of(project, what, pk, viewer)
    if subject is None or subject.is_gone:
        raise ValueError(_("These words are not here any more."))
    if not subject.words:
        raise ValueError(_("You cannot read these words, so you cannot judge them."))
    return subject


def said_why(reason: str) -> str:
    """A reason in plain words, long enough to be one."""
    reason = clean_words(reason)[:MOST_WORDS]
    if len(" ".join(reason.split())) < SHORTEST_REASON:
        raise ValueError(_("Say why, in at least 20 characters. Say it as you would to the person's face."))
    return reason


def must_not_repeat(words: str, reason: str) -> None:
    """Everybody reads the reason: what is set aside must not stand in it."""
    if repeats(words, reason):
        raise ValueError(_("Do not say the words again in the reason: everybody reads it."))


def rule_of(project: Project, rule: str) -> tuple[int, str]:
    """The number of the version in force and its rule. ValueError where it has no such rule."""
    now = rules_in_force(project)
    if rule not in now.lines:
        raise ValueError(_("Choose one of the rules in force."))
    return now.number, rule


@transaction.atomic
def tell_hosts(project: Project, what: str, pk: int, *, by: Person | None, rule: str, why: str = "") -> Report:
    """Somebody who reads these words tells the hosts which rule they break. It hides nothing. Once for each person.

    `by` None: somebody who is not signed in; they hear no answer. Of these a few wait for each piece of words: one
    sender must not look like many, nor bury what others told.
    """
    if not may_report(by, project):
        raise PermissionDenied
    readable(project, what, pk, by)
    _number, rule = rule_of(project, rule)
    if by is None and unnamed_about(project, what, pk) >= MOST_UNNAMED:
        raise ValueError(_("Several people have told the hosts about these words already. They look at it."))
    row = Report(project=project, what=what, subject_id=pk, person=by, rule=rule)
    seal(row, "why", clean_words(why)[:MOST_WORDS])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValueError(_("You have told the hosts about these words already.")) from None
    note_step("word_report.made", subject=project, project_id=project.pk)
    return row


@transaction.atomic
def leave_as_it_is(project: Project, what: str, pk: int, *, by: Person, reply: str) -> int:
    """The words stay. Those who told it read why. Answers how many."""
    if not may_look_after(by, project):
        raise PermissionDenied
    subject = readable(project, what, pk, by)
    if not may_weigh(by, project, subject.person.pk if subject.person else None):
        raise PermissionDenied
    reply = said_why(reply)
    count = answer_reports(project, what, pk, by=by, outcome=Report.Outcome.LEFT, reply=reply)
    if not count:
        raise ValueError(_("Nobody waits for an answer about these words."))
    return count


def answer_reports(project: Project, what: str, pk: int, *, by: Person | None, outcome: str, reply: str) -> int:
    """Everybody who told about these words and waits hears the same."""
    rows = Report.objects.filter(project=project, what=what, subject_id=pk, outcome="")
    count = rows.update(outcome=outcome, reply=reply, answered_by=by, answered_at=timezone.now())
    if count:
        note_step("word_report.answered", subject=project, project_id=project.pk, actor=by)
    return count


@transaction.atomic
def mark_answers_seen(*, by: Person) -> None:
    """They have read what became of what they told."""
    Report.objects.filter(person=by, seen_at=None).exclude(outcome="").update(seen_at=timezone.now())
