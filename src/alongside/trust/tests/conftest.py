"""A pulse that is open, and many people on both sides who answer it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from alongside.people.models import Person
from alongside.projects.models import Membership
from alongside.trust.actions import pulse as actions


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path
    cache.clear()


@pytest.fixture
def in_days():
    """`with in_days(100):` it is a hundred days later."""

    def travel(days):
        return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)

    return travel


@pytest.fixture
def pulse(cast):
    return actions.open_pulse(cast.project, by=cast.hana, closes_on=timezone.localdate() + timedelta(days=7))


@pytest.fixture
def answered_by(cast):
    """`answered_by(pulse, "staff", 8, 8, 2)`: three new members of that side give these to every question."""

    def answer(pulse, side, *scores):
        for score in scores:
            person = Person.objects.create_user("Somebody")
            Membership.objects.create(project=pulse.project, person=person, side=side)
            said = dict.fromkeys(("listen", "safe", "change", "did"), score)
            assert actions.answer_as_member(pulse, by=person, said=said)

    return answer


@pytest.fixture
def closed(cast, in_days):
    """`closed(pulse)` after its last day."""

    def close(pulse):
        with in_days(7):
            actions.close_pulse(pulse, by=cast.hana)
        pulse.refresh_from_db()
        return pulse

    return close


@pytest.fixture
def make_members(cast):
    """`make_members(3, "staff")`: three new members of that side."""

    def make(count, side="community"):
        people = [Person.objects.create_user(f"Member {number}") for number in range(count)]
        for person in people:
            Membership.objects.create(project=cast.project, person=person, side=side)
        return people

    return make
