"""Delivering steps to their followers, in the background."""

import logging

from django_tasks import task

from alongside.ledger.actions import deliver_once, note_failed_delivery
from alongside.ledger.followers import wake_with
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
