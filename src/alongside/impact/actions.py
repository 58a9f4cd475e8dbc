"""The only writers of receipts, changes and wishes."""

from collections.abc import Iterable
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.decisions.models import Decision
from alongside.decisions.queries import routes_of
from alongside.impact.models import Change, Receipt, ReceiptWish
from alongside.impact.queries import call_receipts, letter_receipts
from alongside.impact.rules import may_issue_again, may_note_change, may_print_letters
from alongside.kit.text import clean_words
from alongside.ledger.actions import advance_job, note_step, start_job
from alongside.ledger.models import Job
from alongside.people.models import Person
from alongside.projects.models import Project

CHUNK = 5000
MOST_AT_ONCE = 2000
MOST_WORDS = 5000


def issue_receipts(decision: Decision, *, job: Job | None = None) -> int:
    """One receipt for each voice the decision answers; how many there are now. Safe to run again, or after a stop.

    Written in chunks, each kept by itself, so that a stopped run goes on where it was.
    """
    before = Receipt.objects.filter(decision=decision).count()
    done = 0
    for chunk in _chunks(decision):
        with transaction.atomic():
            Receipt.objects.bulk_create(chunk, ignore_conflicts=True)
        done += len(chunk)
        if job is not None:
            advance_job(job, done)
    count = Receipt.objects.filter(decision=decision).count()
    if count > before:
        with transaction.atomic():
            note_step("receipts.issued", subject=decision, project_id=decision.project_id, count=count - before)
    return count


def _chunks(decision: Decision) -> Iterable[list[Receipt]]:
    # Read whole before writing: a reader left open would hold up the log, and ids of 100,000 voices are small.
    routes = list(routes_of(decision))
    for start in range(0, len(routes), CHUNK):
        yield [
            Receipt(voice_id=voice, decision=decision, theme_id=theme, version_id=version)
            for voice, theme, version in routes[start : start + CHUNK]
        ]


def is_big(decision: Decision) -> bool:
    """More voices than should be answered while others wait."""
    return len(list(islice(routes_of(decision), MOST_AT_ONCE + 1))) > MOST_AT_ONCE


@transaction.atomic
def start_issuing(decision: Decision, *, by: Person | None = None) -> Job:
    """A job that issues the receipts of a big decision, with progress and a way to stop it."""
    return start_job("receipts", project_id=decision.project_id, person=by, decision=decision.pk)


@transaction.atomic
def issue_again(decision: Decision, *, by: Person) -> Job | None:
    """A host or decision-maker asks for missing receipts. A job when there are many; None when it is done."""
    if not may_issue_again(by, decision.project):
        raise PermissionDenied
    if is_big(decision):
        return start_issuing(decision, by=by)
    issue_receipts(decision)
    return None


@transaction.atomic
def note_change(
    decision: Decision,
    *,
    by: Person,
    kind: str,
    words: str,
    seen_on: date,
    evidence: str = "",
    link: str = "",
) -> Change:
    """Note what really became different after a decision. Never edited: a correction is a new change."""
    if not may_note_change(by, decision.project):
        raise PermissionDenied
    words, evidence = clean_words(words), clean_words(evidence)
    _check_change(decision, kind, words, evidence, link, seen_on)
    change = Change.objects.create(
        decision=decision, kind=kind, words=words, evidence=evidence, link=link, seen_on=seen_on, noted_by=by
    )
    note_step("change.noted", subject=change, project_id=decision.project_id, actor=by, decision=decision.pk)
    return change


def _check_change(decision: Decision, kind: str, words: str, evidence: str, link: str, seen_on: date) -> None:
    if kind not in Change.Kind.values:
        raise ValueError(_("Choose what kind of change it is."))
    if not words or max(len(words), len(evidence)) > MOST_WORDS:
        raise ValueError(_("Say what became different, in at most 5,000 letters."))
    if link and (urlsplit(link).scheme not in {"http", "https"} or len(link) > 200):
        raise ValueError(_("A link starts with http:// or https:// and has at most 200 letters."))
    if seen_on < decision.decided_on:
        raise ValueError(_("A change comes after its decision. Check the date."))
    if seen_on > timezone.localdate():
        raise ValueError(_("This date is still to come. Note the change when it is there."))


@transaction.atomic
def wish_receipts_by_email(person: Person, *, wants: bool, by: Person) -> None:
    """Only the person says whether their answers come by email too."""
    if person != by:
        raise PermissionDenied
    if wants and not person.email:
        raise ValueError(_("Add an email address first."))
    ReceiptWish.objects.update_or_create(person=person, defaults={"by_email": wants})
    note_step("receipt.wished", subject=person, actor=by, by_email=wants)


@transaction.atomic
def mark_letters_printed(project: Project, person_ids: list[int], *, by: Person) -> int:
    """These people's waiting letters are on paper now. Marking twice changes nothing."""
    if not may_print_letters(by, project):
        raise PermissionDenied
    count = _mark_told(letter_receipts(project).filter(voice__person_id__in=person_ids))
    if count:
        note_step("letters.printed", subject=project, project_id=project.pk, actor=by, count=count)
    return count


@transaction.atomic
def mark_rung(project: Project, person_ids: list[int], *, by: Person) -> int:
    """These people were told their answers on the phone. Marking twice changes nothing."""
    if not may_print_letters(by, project):
        raise PermissionDenied
    count = _mark_told(call_receipts(project).filter(voice__person_id__in=person_ids))
    if count:
        note_step("letters.rung", subject=project, project_id=project.pk, actor=by, count=count)
    return count


def _mark_told(rows: QuerySet[Receipt]) -> int:
    ids = list(rows.values_list("pk", flat=True))
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    waiting = Receipt.objects.filter(printed_at__isnull=True)
    return sum(waiting.filter(pk__in=some).update(printed_at=timezone.now()) for some in chunks)


@transaction.atomic
def claim_email(person_id: int, decision_id: int) -> list[int]:
    """The receipts to put in one email, claimed so that nobody sends them again. Empty when already sent."""
    rows = Receipt.objects.filter(voice__person_id=person_id, decision_id=decision_id, emailed_at__isnull=True)
    rows = rows.filter(voice__taken_back_at__isnull=True)  # taken back since the email was asked for
    ids, now = list(rows.values_list("pk", flat=True)[:CHUNK]), timezone.now()
    asked = Receipt.objects.filter(pk__in=ids)
    asked.filter(emailed_at__isnull=True).update(emailed_at=now, email_failed_at=None)
    return list(asked.filter(emailed_at=now).values_list("pk", flat=True))


@transaction.atomic
def release_email(ids: list[int], *, for_good: bool = False) -> None:
    """The mail server did not take the email with these receipts: they may be claimed again.

    `for_good`: it was the last try. The answers are among the letters to print.
    """
    Receipt.objects.filter(pk__in=ids).update(emailed_at=None, email_failed_at=timezone.now() if for_good else None)
