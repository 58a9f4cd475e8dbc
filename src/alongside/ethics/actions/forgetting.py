"""What comes to the end of its clock in this room and just below it. Each answers how many."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from alongside.ethics.models import OnPaper, Permission, ReceiptCode, State, Supporter, TakingBack, Young
from alongside.ethics.waiting_to_go import (
    ended_invitations,
    ended_supporters,
    not_asked_about_later,
    old_answers,
    settled_papers,
)
from alongside.projects.models import Membership, Project


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _delete(rows: QuerySet[Any]) -> int:
    return int(rows.delete()[1].get(rows.model._meta.label, 0))


def forget_sessions(_project: Project, until: date) -> int:
    return _delete(Session.objects.filter(expire_date__lt=end_of(until)))


def forget_invitations(project: Project, until: date) -> int:
    return _delete(ended_invitations(project).filter(over_at__lt=end_of(until)))


def forget_old_answers(project: Project, until: date) -> int:
    """States that are over, of people who left: how it stands now stays, for words may still be shown by it."""
    gone = old_answers(project).filter(left_at__lt=end_of(until))
    people = list(gone.values_list("person", flat=True).distinct())
    ReceiptCode.objects.filter(project=project, person__in=people).delete()
    TakingBack.objects.filter(project=project, person__in=people).delete()
    left = Membership.objects.filter(project=project, left_at__lt=end_of(until)).values("person")
    Young.objects.filter(project=project, person__in=left).delete()
    counted = gone.filter(is_second=False).count()  # what is told openly must not tell of parents' answers
    Permission.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()
    return counted


def forget_supporters(project: Project, until: date) -> int:
    """With all that was written about them."""
    return _delete(Supporter.objects.filter(pk__in=ended_supporters(project).filter(ended_at__lt=end_of(until))))


def forget_papers(project: Project, until: date) -> int:
    return _delete(OnPaper.objects.filter(pk__in=settled_papers(project).filter(done_on__lte=until)))


def ask_about_later(project: Project, until: date) -> int:
    """The project is over: may what each gave be kept for later? It is asked once, in My space."""
    if project.ended_on is None or project.ended_on > until:
        return 0
    people = not_asked_about_later(project)
    rows = [
        Permission(project=project, person_id=person, kind="later", state=State.REQUESTED)
        for person in people.values_list("person", flat=True)
    ]
    return len(Permission.objects.bulk_create(rows, ignore_conflicts=True))
