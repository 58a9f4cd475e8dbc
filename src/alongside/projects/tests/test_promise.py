"""Promises are kept in versions and never overwritten."""

from datetime import UTC, date, datetime

from alongside.projects import actions
from alongside.projects.models import Promise
from alongside.projects.queries import promise_of, promise_on, promises_of


def test_it_keeps_every_version(cast):
    actions.make_promise(cast.project, by=cast.hana, open="The order of the streets", answer_days=60)
    first, second = promises_of(cast.project).order_by("number")
    assert (first.open, first.answer_days) == ("How we do it", 84)
    assert (second.open, second.fixed, second.answer_days) == ("The order of the streets", "The budget", 60)
    assert promise_of(cast.project) == second


def test_it_makes_no_new_version_of_the_same_words(cast):
    actions.make_promise(cast.project, by=cast.hana, open="How we do it")
    assert promises_of(cast.project).count() == 1


def test_it_answers_the_usual_clocks_where_no_promise_is_made(cast):
    Promise.objects.all().delete()
    promise = promise_of(cast.project)
    assert promise.pk is None
    assert (promise.playback_days, promise.answer_days) == (14, 84)


def test_it_knows_which_promise_was_in_force(cast):
    Promise.objects.update(made_at=datetime(2026, 1, 12, 9, tzinfo=UTC))
    later = actions.make_promise(cast.project, by=cast.hana, playback_days=60)
    Promise.objects.filter(pk=later.pk).update(made_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    versions = list(promises_of(cast.project))
    assert promise_on(versions, date(2026, 2, 28)).number == 1
    assert promise_on(versions, date(2026, 3, 1)).number == 2
    assert promise_on(versions, date(2025, 1, 1)).number == 1
