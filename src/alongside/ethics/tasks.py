"""A round once a day: what was kept long enough is ended. Whose place a host ended answers for nobody any more."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from alongside.ethics.actions.helping import end_supporting_in
from alongside.ethics.actions.keeping import end_what_is_old
from alongside.ledger.followers import at_start, follow
from alongside.ledger.models import Step
from alongside.projects.models import Membership

HOUR = 3  # in the night, when few are here


def next_night(now: datetime) -> datetime:
    local = timezone.localtime(now)
    tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > local else tonight + timedelta(days=1)


@task()
def daily_round() -> None:
    """The next round is put in line first, so that a fault in this one does not end them."""
    begin_rounds()
    end_what_is_old(timezone.localdate())


@at_start
def begin_rounds() -> None:
    """Put a round in line for the next night, unless one waits already."""
    waiting = DBTaskResult.objects.filter(task_path=daily_round.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        daily_round.using(run_after=next_night(timezone.now())).enqueue()


@follow("member.removed", "ethics ends supporting")
def end_who_was_removed(step: Step) -> None:
    """From the first moment it allows nothing (`rules.supports_now`); this ends it for good."""
    row = Membership.objects.filter(pk=step.subject_id).select_related("project", "person").first()
    if row is not None and row.left_at is not None:
        end_supporting_in(row.project, row.person)
