"""A gathering to come and one that has been, and what Amina needs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.gatherings.actions import add_gathering
from alongside.needs.actions import keep_need, share_needs

WORDS = "I use a wheelchair: zora-need."


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path


@pytest.fixture
def coming(cast):
    return add_gathering(cast.project, by=cast.hana, title="Tea", on=timezone.localdate() + timedelta(days=10))


@pytest.fixture
def need(cast):
    return keep_need(cast.amina, by=cast.amina, words=WORDS, kind="getting_in")


@pytest.fixture
def shared(cast, coming, need):
    """Shared with Hana alone."""
    share_needs(coming, by=cast.amina, needs=[need], with_host=cast.hana.pk)
    return need.shares.select_related("gathering__project", "person").get()


@pytest.fixture
def over():
    """`over(share)`: the gathering has been."""

    def move(share, days=3):
        share.gathering.on = timezone.localdate() - timedelta(days=days)
        share.gathering.save()
        return type(share).objects.select_related("gathering__project", "person").get(pk=share.pk)

    return move
