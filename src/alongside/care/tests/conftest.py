"""A worry told by nobody knows whom, and the agreement of a group."""

from datetime import date

import pytest
from django.core.cache import cache

from alongside.care.actions import make_agreement, tell_concern
from alongside.care.models import Concern

WORDS = "He is afraid to go home: zora-worry."


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path
    cache.clear()


@pytest.fixture
def told(cast):
    """(concern, its code)"""
    code = tell_concern(cast.project, words=WORDS, reach="zora-phone", name="zora-name")
    return Concern.objects.get(project=cast.project), code


@pytest.fixture
def agreed(cast):
    return make_agreement(
        cast.project, by=cast.hana, words="We listen.\nYou can always pass.", how="round", agreed_on=date(2026, 2, 1)
    )
