"""Delivering steps to their followers, in the background."""

import logging
from datetime import timedelta
from time import monotonic

from django.utils import timezone
from django_tasks import task

from alongside.ledger.actions import deliver_once, note_failed_delivery, write_checkpoint
from alongside.ledger.followers import at_start, ticks, wake_with
from alongside.ledger.models import Delivery

log = logging.getLogger("alongside.ledger")
MOST_TRIES = 5


def _deliver(rows: list[Delivery]) -> int:
    count = 0
    for delivery in rows:
        try:
            count += deliver_once(delivery)
        except Exception as error:  # noqa: BLE001 (one broken follower must not hold up the others)
            note_failed_delivery(delivery, error)
            log.warning("delivery %s to %s failed: %s", delivery.pk, delivery.follower, type(error).__name__)
    return count


@task()
def deliver(step_id: int) -> int:
    """Hand one step to each of its followers that has not had it yet."""
    return _deliver(list(Delivery.objects.select_related("step").filter(step_id=step_id, done_at__isnull=True)))


wake_with(lambda step_id: deliver.enqueue(step_id))


def deliver_waiting(limit: int = 1000) -> int:
    """Hand over everything still waiting, oldest first: at start, after a crash, and in tests."""
    waiting = Delivery.objects.select_related("step").filter(done_at__isnull=True, tries__lt=MOST_TRIES)
    return _deliver(list(waiting.order_by("id")[:limit]))


LOG_EVERY = 60.0  # seconds: steps of a minute come into the public log together
_asked = 0.0


@task()
def bring_log_up_to_date(whole: bool = False) -> int:
    """Bring new steps into the public log and sign it. Answers its size, 0 when nothing was new."""
    checkpoint = write_checkpoint(whole=whole)
    return checkpoint.size if checkpoint else 0


def ask_for_checkpoint() -> None:
    """After the first step of a minute: soon. Each process asks for itself; who comes second finds nothing to do."""
    global _asked
    now = monotonic()
    if now - _asked >= LOG_EVERY or not _asked:
        _asked = now
        bring_log_up_to_date.using(run_after=timezone.now() + timedelta(seconds=LOG_EVERY)).enqueue()


ticks(ask_for_checkpoint)


@at_start
def log_at_start() -> None:
    """What a crash kept out of the log comes in now."""
    bring_log_up_to_date.enqueue(whole=True)
