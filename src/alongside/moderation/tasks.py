"""A round at each full hour: it is written down that words are back because no second host agreed in time.

They are back without it, at the very second (`SetAside.objects.standing`); this adds the step, and makes rooms show it.
"""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from alongside.ledger.followers import at_start
from alongside.moderation.actions import end_lapsed


@task()
def hourly_round() -> None:
    """The next round is put in line first, so that a fault in this one does not end them."""
    begin_rounds()
    end_lapsed()


@at_start
def begin_rounds() -> None:
    """Put a round in line for the next full hour, unless one waits already."""
    waiting = DBTaskResult.objects.filter(task_path=hourly_round.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        next_hour = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        hourly_round.using(run_after=next_hour).enqueue()
