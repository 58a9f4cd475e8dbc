"""A step reaches each follower once, and what the follower did is saved with the mark."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from alongside.ledger import followers
from alongside.ledger.actions import deliver_once, note_step
from alongside.ledger.models import Delivery, Step
from alongside.ledger.tasks import deliver_waiting
from alongside.people.models import Person


@pytest.fixture
def follow(monkeypatch):
    """Register followers for one test only."""
    monkeypatch.setattr(followers, "_followers", {})

    def register(verb, name, work):
        followers._followers.setdefault(verb, {})[name] = work

    return register


def tell(subject: Person) -> Step:
    with transaction.atomic():
        return note_step("test.happened", subject=subject, actor=subject, count=3)


def test_it_refuses_a_step_outside_its_work(transactional_db):
    person = Person.objects.create_user("Amina")
    with pytest.raises(RuntimeError):
        note_step("test.happened", subject=person)
    assert Step.objects.count() == 0


def test_it_delivers_once_however_often_it_is_asked(db, follow):
    seen = []
    follow("test.happened", "a", lambda step: seen.append(step.facts))
    tell(Person.objects.create_user("Amina"))
    assert deliver_waiting() == 1
    assert deliver_waiting() == 0
    assert seen == [{"count": 3}]


def test_it_keeps_nothing_of_a_follower_that_fails_and_does_not_hold_up_the_others(db, follow):
    def half(step):
        Person.objects.create_user("Half done")
        raise ValueError("a person's words")

    follow("test.happened", "half", half)
    follow("test.happened", "well", lambda step: Person.objects.create_user("Well done"))
    tell(Person.objects.create_user("Amina"))
    deliver_waiting()
    assert set(Person.objects.values_list("nickname", flat=True)) == {"Amina", "Well done"}
    failed = Delivery.objects.get(follower="half")
    assert (failed.done_at, failed.tries, failed.error) == (None, 1, "ValueError")


def test_it_tries_a_failed_follower_again(db, follow):
    tries = []

    def second_time_lucky(step):
        tries.append(step)
        if len(tries) == 1:
            raise OSError

    follow("test.happened", "lucky", second_time_lucky)
    tell(Person.objects.create_user("Amina"))
    assert (deliver_waiting(), deliver_waiting(), deliver_waiting()) == (0, 1, 0)


def test_it_settles_a_race_between_two_workers(transactional_db, follow):
    seen = []
    follow("test.happened", "a", lambda step: seen.append(step.pk))
    tell(Person.objects.create_user("Amina"))
    delivery = Delivery.objects.select_related("step").get()

    def work():
        for _ in range(200):  # in memory, SQLite answers "locked" at once instead of waiting
            try:
                deliver_once(delivery)
                break
            except OperationalError:
                time.sleep(0.01)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(seen) == 1
