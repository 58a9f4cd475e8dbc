"""A round once a day: what was kept long enough is ended."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from alongside.ethics.actions.keeping import end_what_is_old
from alongside.ledger.followers import at_start

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
