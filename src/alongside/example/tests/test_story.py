"""The example tells its whole story: what went well, and what did not."""

import pytest

from alongside.decisions.models import Decision
from alongside.example.build import SLUG, build, renew_cards
from alongside.impact.models import Change, Receipt
from alongside.people.queries import person_by_card
from alongside.projects.models import Project
from alongside.room.models import Live
from alongside.sensemaking.models import ThemeOrigin, UseCheck
from alongside.voices.models import Stance


@pytest.fixture
def told(db):
    return build()


def test_it_is_lifelike(told):
    project = Project.objects.get(slug=SLUG)
    assert project.memberships.count() == 93
    assert project.gatherings.count() == 10
    assert set(Live.objects.values_list("activity__kind", flat=True)) == {"statements", "dots", "pulse", "open"}
    assert Stance.objects.filter(seat__how="paper").exists()
    assert set(Decision.objects.values_list("outcome", flat=True)) == {"adopted", "partly", "not_now", "no"}
    assert set(ThemeOrigin.objects.values_list("kind", flat=True)) == {"merge", "split"}
    assert UseCheck.objects.filter(verdict="disputed", settled_at=None).count() == 1
    assert Change.objects.filter(kind="nothing_yet").exists()
    assert project.voices.filter(taken_back_at__isnull=False).count() == 1
    assert Receipt.objects.count() > 50


def test_it_opens_with_the_cards_it_prints(told):
    assert person_by_card(told["Amina (member)"]).nickname == "Amina"
    newer = renew_cards()
    assert person_by_card(told["Amina (member)"]) is None
    assert person_by_card(newer["Amina (member)"]).nickname == "Amina"


def test_it_is_told_once(told):
    assert build() == {}
