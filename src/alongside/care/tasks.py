"""A round at each full hour: leads are told that something waits, and old words are removed.

It goes by the hour and not by the concern: neither the queue nor an email tells at what minute somebody wrote.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from alongside.care.actions import claim_untold, forget_old, give_back_untold
from alongside.care.queries.concerns import lead_people
from alongside.ledger.followers import at_start
from alongside.people.models import Person
from alongside.projects.models import Project

log = logging.getLogger("alongside.care")


def next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


@task()
def hourly_round() -> None:
    """Tell and forget; the next round is put in line first, so that a fault in this one does not end them."""
    begin_rounds()
    tell_leads()
    forget_old(timezone.localdate())


@at_start
def begin_rounds() -> None:
    """Put a round in line for the next full hour, unless one waits already."""
    waiting = DBTaskResult.objects.filter(task_path=hourly_round.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        hourly_round.using(run_after=next_hour(timezone.now())).enqueue()


def tell_leads() -> int:
    """One email to each lead of a project in which something new waits. Answers how many were sent."""
    count = 0
    for project in Project.objects.filter(concerns__is_told=False).distinct():
        if claim_untold(project):
            sent = sum(_tell(person, project) for person in lead_people(project) if person.email)
            count += sent
            if not sent and any(person.email for person in lead_people(project)):
                give_back_untold(project)
    return count


def _tell(person: Person, project: Project) -> bool:
    try:
        letter_to(person, project).send()
    except (OSError, SMTPException) as problem:
        log.warning("an email to a safeguarding lead was not taken (%s)", type(problem).__name__)
        return False
    return True


def letter_to(person: Person, project: Project) -> EmailMessage:
    """Not a word of the worry; of a project for members only not even its name."""
    with override(person.language or settings.LANGUAGE_CODE):
        if project.visibility == Project.Visibility.EVERYONE:
            subject = _("A worry waits for you in %(project)s") % {"project": project.title}
        else:
            subject = _("A worry waits for you")
        words = _("Please sign in and open My space. It says no more here, so that nobody else reads it.")
    return EmailMessage(subject.replace("\n", " "), f"{words}\n\n{settings.ORIGIN}/my/\n", to=[person.email])
