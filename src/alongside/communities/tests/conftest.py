"""A community on the boats, and Amina, who opens its door."""

import pytest
from django.core.cache import cache

from alongside.communities import actions
from alongside.communities.models import Connector

CONTACT = "Moored at the second lock: zora-lock"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    cache.clear()
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


@pytest.fixture
def boats(cast):
    return actions.add_community(
        cast.project,
        by=cast.hana,
        name="People who live on the boats",
        kind="place",
        why="No bus goes to the lock.",
        shown_to="members",
    )


@pytest.fixture
def asked(cast, boats) -> Connector:
    return actions.ask_connector(boats, by=cast.hana, person=cast.amina, asked_of_them="Give people a letter.")


@pytest.fixture
def opens(cast, asked) -> Connector:
    return actions.answer_connecting(asked, by=cast.amina, yes=True, contact=CONTACT)
