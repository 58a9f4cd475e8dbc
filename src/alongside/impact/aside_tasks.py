"""Whose words were set aside hears it by email where they allow it and wish it; else a host gives them a letter.

The email holds no words, no rule and no reason: these are read in My space.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from alongside.easy.languages import page_language
from alongside.easy.models import News, Reading
from alongside.ethics.models import Kind
from alongside.ethics.queries import permits_of
from alongside.impact.models import ReceiptWish
from alongside.kit.codes import keyed_hash
from alongside.ledger.followers import follow
from alongside.ledger.models import Step
from alongside.moderation.actions import claim_news, release_news
from alongside.moderation.models import Appeal, SetAside
from alongside.people.models import Person

log = logging.getLogger("alongside.impact")
WAITS = [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]  # between tries


def _wishes_email(person: Person) -> bool:
    news = Reading.objects.filter(person=person).values_list("news", flat=True).first()
    if not person.email or news in {News.PAPER, News.PHONE}:
        return False
    return news == News.EMAIL or ReceiptWish.objects.filter(person=person, by_email=True).exists()


@follow("words.set_aside", "impact.aside_news")
def tell_of_aside(step: Step) -> None:
    _tell(SetAside.objects.select_related("person").filter(pk=step.subject_id).first(), step.subject_id, "aside")


@follow("words.appeal_decided", "impact.appeal_news")
def tell_of_decision(step: Step) -> None:
    _tell(Appeal.objects.select_related("aside").filter(aside=step.subject_id).first(), step.subject_id, "appeal")


def _tell(row: SetAside | Appeal | None, aside_id: int, what: str) -> None:
    """By email, or a letter for a host to give; neither where both were said no to: My space tells them."""
    aside = SetAside.objects.select_related("person").filter(pk=aside_id).first()
    if row is None or aside is None or aside.person is None:
        return
    permits, person = permits_of([aside.project_id], [aside.person.pk]), aside.person
    if _wishes_email(person) and not permits.is_refused(Kind.EMAIL.value, aside.project_id, person.pk):
        email_about_words.enqueue(aside_id, what)
    elif not permits.is_refused(Kind.POST.value, aside.project_id, person.pk):
        claim_news(row, "letter")


def _row(aside: SetAside, what: str) -> Any:
    return aside if what == "aside" else Appeal.objects.filter(aside=aside).first()


@task()
def email_about_words(aside_id: int, what: str, tries: int = 0) -> bool:
    """One email, claimed first; not taken, it is tried again, and after the last try it waits among the letters."""
    aside = SetAside.objects.select_related("person", "project").filter(pk=aside_id, person__isnull=False).first()
    row = _row(aside, what) if aside else None
    if aside is None or aside.person is None or row is None:
        return False
    permits = permits_of([aside.project_id], [aside.person.pk])
    says_no = permits.is_refused(Kind.EMAIL.value, aside.project_id, aside.person.pk)
    if says_no or not aside.person.email or not claim_news(row, "email"):
        return False
    try:
        _letter(aside, aside.person, what).send()
    except (OSError, SMTPException) as problem:
        is_last = tries >= len(WAITS)
        release_news(row, for_good=is_last)
        if is_last:
            raise
        log.warning("an email was not taken (%s), try %s", type(problem).__name__, tries + 1)
        email_about_words.using(run_after=timezone.now() + WAITS[tries]).enqueue(aside_id, what, tries + 1)
        return False
    return True


def _letter(aside: SetAside, person: Person, what: str) -> EmailMessage:
    with override(page_language(person.language) or settings.LANGUAGE_CODE):
        context = {"person": person, "aside": aside, "is_decision": what == "appeal", "origin": settings.ORIGIN}
        words, subject = render_to_string("impact/aside_email.txt", context), _("About something you said")
    key = keyed_hash("aside-email", f"{what}:{aside.pk}")[:32]
    headers = {"Message-ID": f"<{key}@alongside>", "X-Idempotency-Key": key}
    return EmailMessage(subject, words, to=[person.email], headers=headers)
