"""Background work: receipts follow a decision; those who wish get theirs by email."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from alongside.decisions.models import Decision
from alongside.easy.languages import page_language
from alongside.easy.queries.choosing import first_words
from alongside.easy.reading import reader_from, reading_of
from alongside.ethics.models import Kind
from alongside.ethics.queries import permits_of
from alongside.impact.actions import claim_email, is_big, issue_receipts, release_email, start_issuing
from alongside.impact.letters import message_key
from alongside.impact.models import Receipt
from alongside.impact.queries import show_receipts
from alongside.impact.queries.receipts import emails_wanted
from alongside.ledger.actions import run_job
from alongside.ledger.followers import at_start, follow
from alongside.ledger.models import Job, Step
from alongside.people.models import Person

log = logging.getLogger("alongside.impact")
WAITS = [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]  # between tries


@follow("decision.recorded", "impact.receipts")
def answer_voices(step: Step) -> None:
    """Every voice the decision answers gets its receipt. Many are left to a job of their own."""
    decision = Decision.objects.get(pk=step.subject_id)
    if is_big(decision):
        issue_in_job.enqueue(str(start_issuing(decision).pk))
    else:
        issue_receipts(decision)


@follow("receipts.issued", "impact.emails")
def email_those_who_wish(step: Step) -> None:
    for person in emails_wanted(Decision.objects.get(pk=step.subject_id)):
        email_receipts.enqueue(person, step.subject_id)


@at_start
def go_on_issuing() -> None:
    """Receipt jobs that a crash left half done go on where they were: what is issued is never issued twice."""
    left = Job.objects.filter(kind="receipts", state__in=[Job.State.WAITING, Job.State.RUNNING])
    for job in left.order_by("made_at"):
        issue_in_job.enqueue(str(job.pk))


@task()
def issue_in_job(job_id: str) -> None:
    """Issue the receipts of one big decision; shows how far it is and can be stopped."""
    job = Job.objects.get(pk=job_id)
    if not job.is_over:
        decision = Decision.objects.get(pk=job.options["decision"])
        run_job(job, lambda running: {"receipts": issue_receipts(decision, job=running)})


@task()
def email_receipts(person_id: int, decision_id: int, tries: int = 0) -> bool:
    """One email with a person's answers from one decision. Claimed first, so that it is sent once at most.

    When the mail server does not take it, the claim is given back and it is tried again, later each time.
    """
    person = Person.objects.get(pk=person_id)
    project = Decision.objects.values_list("project_id", flat=True).get(pk=decision_id)
    says_no = permits_of([project], [person_id]).is_refused(Kind.EMAIL.value, project, person_id)
    if says_no or not person.email or not (ids := claim_email(person_id, decision_id)):
        return False
    try:
        _letter_by_email(person, ids, decision_id).send()
    except (OSError, SMTPException) as problem:
        is_last = tries >= len(WAITS)
        release_email(ids, for_good=is_last)
        if is_last:
            raise
        log.warning("an email was not taken (%s), try %s", type(problem).__name__, tries + 1)
        email_receipts.using(run_after=timezone.now() + WAITS[tries]).enqueue(person_id, decision_id, tries + 1)
        return False
    return True


def _letter_by_email(person: Person, ids: list[int], decision_id: int) -> EmailMessage:
    rows = Receipt.objects.filter(pk__in=ids).select_related("voice", "decision__project", "theme", "version")
    reader = reader_from(reading_of(person))
    with override(page_language(person.language) or settings.LANGUAGE_CODE):
        receipts = show_receipts(rows.order_by("id"))
        easy = (
            first_words("decisions.decision", [receipts[0].decision], reader).get(decision_id, "") if receipts else ""
        )
        words = render_to_string(
            "impact/receipt_email.txt",
            {"person": person, "receipts": receipts, "origin": settings.ORIGIN, "easy": easy},
        )
        subject = _("What became of your words")
    key = message_key(person.pk, decision_id)
    headers = {"Message-ID": f"<{key}@alongside>", "X-Idempotency-Key": key}
    return EmailMessage(subject, words, to=[person.email], headers=headers)
