"""Whoever wishes answers by email gets their ending by email too; a no to email wins over the wish."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from alongside.ethics.models import Kind
from alongside.ethics.queries import permits_of
from alongside.kit.codes import keyed_hash
from alongside.ledger.followers import follow
from alongside.ledger.models import Step
from alongside.trust.actions.endings import claim_email, release_email
from alongside.trust.models import Farewell

log = logging.getLogger("alongside.impact")
WAITS = [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]  # between tries
WISH = Q(emailed_at=None, person__receipt_wish__by_email=True) & ~Q(person__email="")


@follow("ending.written", "impact.ending_emails")
def email_some(step: Step) -> None:
    email_those_who_wish(step.subject_id)


@follow("endings.written", "impact.endings_emails")
def email_all(step: Step) -> None:
    email_those_who_wish(step.subject_id)


def email_those_who_wish(ending_id: int) -> None:
    for pk in Farewell.objects.filter(WISH, ending=ending_id).values_list("pk", flat=True):
        email_ending.enqueue(pk)


@task()
def email_ending(farewell_id: int, tries: int = 0) -> bool:
    """One email with a person's ending. Claimed first, so that it is sent once at most; not taken, it is tried again.

    After the last try it waits among the letters to print.
    """
    row = Farewell.objects.filter(WISH, pk=farewell_id).select_related("person", "project", "ending").first()
    if row is None:
        return False
    permits = permits_of([row.project_id], [row.person_id])
    says_no = permits.is_refused(Kind.EMAIL.value, row.project_id, row.person_id)
    if says_no or row.ending is None or not claim_email(row.pk):
        return False
    try:
        _letter(row).send()
    except (OSError, SMTPException) as problem:
        release_email(row.pk)
        if tries >= len(WAITS):
            raise
        log.warning("an email was not taken (%s), try %s", type(problem).__name__, tries + 1)
        email_ending.using(run_after=timezone.now() + WAITS[tries]).enqueue(farewell_id, tries + 1)
        return False
    return True


def _letter(row: Farewell) -> EmailMessage:
    with override(row.person.language or settings.LANGUAGE_CODE):
        context = {"person": row.person, "farewell": row, "ending": row.ending, "origin": settings.ORIGIN}
        words, subject = render_to_string("impact/ending_email.txt", context), _("Thank you")
    key = keyed_hash("ending-email", str(row.pk))[:32]
    headers = {"Message-ID": f"<{key}@alongside>", "X-Idempotency-Key": key}
    return EmailMessage(subject, words, to=[row.person.email], headers=headers)
