"""The only writers of steps, deliveries and jobs."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from alongside.ledger.followers import followers_of, wake
from alongside.ledger.models import Delivery, Job, Step


def note_step(
    verb: str, *, subject: models.Model, project_id: int | None = None, actor: Any = None, **facts: Any
) -> Step:
    """Write one step beside the work it tells of. Call it inside the action's transaction.

    `facts` hold ids, counts and dates, never people's words.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A step is written in the same transaction as its work")
    step = Step.objects.create(
        verb=verb,
        project_id=project_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        actor_id=getattr(actor, "pk", None),
        facts=facts,
    )
    names = followers_of(verb)
    if names:
        Delivery.objects.bulk_create(Delivery(step=step, follower=name) for name in names)
        transaction.on_commit(lambda: wake(step.pk))
    return step


def deliver_once(delivery: Delivery) -> bool:
    """Run one follower, once. False if somebody else already has. The work and the mark are saved together."""
    with transaction.atomic():
        mine = Delivery.objects.filter(pk=delivery.pk, done_at__isnull=True).update(done_at=timezone.now(), error="")
        if mine:
            followers_of(delivery.step.verb)[delivery.follower](delivery.step)
    return bool(mine)


def note_failed_delivery(delivery: Delivery, error: BaseException) -> None:
    """Remember that a follower failed, and of what kind of error. Not the message: it may hold words."""
    Delivery.objects.filter(pk=delivery.pk).update(tries=models.F("tries") + 1, error=type(error).__name__)


class JobCancelled(Exception):
    """The person who started the job asked it to stop."""


def start_job(kind: str, *, project_id: int | None = None, person: Any = None, total: int = 0, **options: Any) -> Job:
    return Job.objects.create(
        kind=kind, project_id=project_id, person_id=getattr(person, "pk", None), total=total, options=options
    )


def choose_for_job(job: Job, **options: Any) -> None:
    """Remember what was chosen for a job that waits to start. One that has started keeps what it had."""
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(options=job.options | options)
    job.refresh_from_db()


def advance_job(job: Job, done: int, total: int | None = None) -> None:
    """Tell how far a job is. Raises JobCancelled when it was asked to stop. Call it outside big transactions."""
    Job.objects.filter(pk=job.pk).update(
        done=done, state=Job.State.RUNNING, **({} if total is None else {"total": total})
    )
    if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
        raise JobCancelled


def end_job(job: Job, state: str, *, error: str = "", **result: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, error=error, result=result, ended_at=timezone.now())


def cancel_job(job: Job) -> None:
    Job.objects.filter(pk=job.pk, ended_at__isnull=True).update(cancel_asked=True)


def run_job(job: Job, work: Callable[[Job], dict[str, Any]]) -> Job:
    """Run `work`, which answers the job's result, and write how it ended. Errors are plain English to show.

    A job that was asked to stop before it began does no work.
    """
    try:
        job.refresh_from_db()
        if job.cancel_asked:
            raise JobCancelled
        end_job(job, Job.State.FINISHED, **work(job))
    except JobCancelled:
        end_job(job, Job.State.CANCELLED)
    except ValueError as error:
        end_job(job, Job.State.FAILED, error=str(error))
    except Exception:
        end_job(job, Job.State.FAILED, error="Something broke on our side. Nothing was kept. Please try again.")
        raise
    job.refresh_from_db()
    return job
