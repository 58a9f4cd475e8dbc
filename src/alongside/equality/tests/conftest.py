"""A survey that is open, and many people who answer it."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from alongside.equality import actions
from alongside.people.models import Person
from alongside.projects.models import Membership


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def draft(cast):
    def make(questions=("age", "religion"), **fields):
        closes_on = timezone.localdate() + timedelta(days=7)
        return actions.set_up_survey(
            cast.project, by=cast.hana, asked_by="The hosts", why="To see who is missing.",
            questions=list(questions), closes_on=closes_on, **fields,
        )  # fmt: skip

    return make


@pytest.fixture
def survey(cast, draft):
    row = draft()
    actions.open_survey(row, by=cast.hana)
    return row


@pytest.fixture
def answered_by(cast):
    """`answered_by(survey, 20, religion="hindu")`: twenty new members say so."""

    def answer(survey, count, **said):
        for number in range(count):
            person = Person.objects.create_user(f"P{number}")
            Membership.objects.create(project=survey.project, person=person)
            assert actions.answer_as_member(survey, by=person, said=said)

    return answer


@pytest.fixture
def past():
    return date(2020, 1, 1)
