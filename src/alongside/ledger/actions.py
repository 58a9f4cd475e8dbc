"""The only writers of steps, deliveries and jobs."""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from alongside.engines.merkle import root_of
from alongside.kit.durability import forget_now
from alongside.ledger.erasures import append, lines, replay
from alongside.ledger.followers import followers_of, tick, wake
from alongside.ledger.log import TILE, commitment_to, content_of, leaf_hashes, root_between
from alongside.ledger.models import Checkpoint, Delivery, Erasure, Job, LogLeaf, LogTile, Step
from alongside.ledger.signing import sign


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
    transaction.on_commit(tick)
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


@transaction.atomic
def note_taken(job: Job) -> None:
    """Somebody took a copy of what the job made: the day is kept, not who it was."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    taken = [*row.result.get("taken", ()), timezone.localdate().isoformat()]
    Job.objects.filter(pk=job.pk).update(result=row.result | {"taken": taken})


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


MOST_AT_ONCE = 5000  # leaves in one transaction: others wait a moment at most
LOOK_BACK = 50_000  # ids: a long transaction may end after later steps are in the log


def write_checkpoint(*, whole: bool = False) -> Checkpoint | None:
    """Bring every step into the public log that is not in it, and sign what it is now. None: nothing new.

    `whole`: look through all steps, not only the newest. Two at once: one of them does it.
    """
    while _add_leaves(whole=whole):
        pass
    return _sign_newest()


@transaction.atomic
def _add_leaves(*, whole: bool) -> bool:
    """Up to MOST_AT_ONCE leaves. True when there may be more."""
    last = LogLeaf.objects.select_for_update().select_related("step").order_by("-position").first()
    rows = Step.objects.filter(log_leaf=None)
    if last is not None and not whole:
        newest = LogLeaf.objects.aggregate(newest=models.Max("step_id"))["newest"]
        rows = rows.filter(pk__gt=newest - LOOK_BACK)
    steps = list(rows.order_by("pk")[:MOST_AT_ONCE])
    start = last.position + 1 if last else 0
    gone = _erased_among(steps)
    made = [_leaf(start + place, step, sealed=step.pk in gone) for place, step in enumerate(steps)]
    try:
        with transaction.atomic():
            LogLeaf.objects.bulk_create(made)
    except IntegrityError:  # another process was quicker
        return False
    _add_tiles(start, start + len(made))
    return len(steps) == MOST_AT_ONCE


def _erased_among(steps: list[Step]) -> set[int]:
    """Ids of those steps that are about something erased before they came into the log. One query."""
    kinds = {step.pk: step.subject_kind.rpartition(".")[2] for step in steps}
    rows = Erasure.objects.filter(what__in=set(kinds.values()), subject_id__in={str(step.subject_id) for step in steps})
    erased = set(rows.values_list("what", "subject_id"))
    return {step.pk for step in steps if (kinds[step.pk], str(step.subject_id)) in erased}


def _leaf(position: int, step: Step, *, sealed: bool) -> LogLeaf:
    """`sealed`: the salt is thrown away at once, so that nobody can ever open it."""
    salt = secrets.token_bytes(32)
    commitment = commitment_to(salt, content_of(step))
    return LogLeaf(position=position, step=step, salt=None if sealed else salt, commitment=commitment)


def _add_tiles(start: int, end: int) -> None:
    for number in range(start // TILE, end // TILE):
        leaves = leaf_hashes(number * TILE, (number + 1) * TILE)
        LogTile.objects.get_or_create(number=number, defaults={"root": root_of(leaves)})


@transaction.atomic
def _sign_newest() -> Checkpoint | None:
    last = LogLeaf.objects.order_by("-position").first()
    size = last.position + 1 if last else 0
    if not size or Checkpoint.objects.filter(size=size).exists():
        return None
    root = root_between(0, size)
    return Checkpoint.objects.get_or_create(size=size, defaults={"root": root, "note": sign(size, root)})[0]


@transaction.atomic
def forget_salts(subject: models.Model) -> int:
    """What these steps were about was taken back: their salts go. The log still verifies; nobody can tie the
    commitments to anything. Answers how many.
    """
    steps = Step.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    return LogLeaf.objects.filter(step__in=steps, salt__isnull=False).update(salt=None)


def note_erasure(what: str, subject_id: object, mark: str) -> None:
    """Remember that this must stay gone. Call it inside the erasing's transaction; the file follows the commit."""
    row = {"what": what, "subject_id": str(subject_id), "mark": mark}
    _row, is_new = Erasure.objects.get_or_create(mark=mark, defaults=row)
    if is_new:
        transaction.on_commit(lambda: append([row]))


def write_erasures() -> int:
    """Lines that a crash kept from the file are written now. Answers how many."""
    there = {row["mark"] for row in lines()}
    rows = [dict(row) for row in Erasure.objects.order_by("id").values("what", "subject_id", "mark")]
    missing = [row for row in rows if row["mark"] not in there]
    if missing:
        append(missing)
    return len(missing)


def replay_erasures() -> int:
    """Erase again what an old backup brought back. Run before anything is served. Answers how many came back."""
    known, count = set(Erasure.objects.values_list("mark", flat=True)), 0
    for row in lines():
        if row["mark"] not in known:
            with transaction.atomic():
                Erasure.objects.create(**row)
                count += replay(row["what"], row["subject_id"], row["mark"])
    write_erasures()
    if count:
        forget_now()
    return count
