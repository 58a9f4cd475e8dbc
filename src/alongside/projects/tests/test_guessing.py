"""Codes of invitations cannot be tried out one after the other; a hall full of people still gets in."""

import pytest
from django.core.cache import cache

from alongside.people.access import MOST_HERE
from alongside.projects.actions import invite


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def test_guessing_ends_with_a_word_when_to_come_back(cast, as_):
    stranger = as_(None)
    for number in range(MOST_HERE):
        page = stranger.post("/join/", {"code": f"ABCD-EFGH-{number:04d}"}).content.decode()
        assert "does not open anything" in page
    page = stranger.post("/join/", {"code": "ABCD-EFGH-9999"}).content.decode()
    assert "too many wrong codes" in page
    assert "minutes" in page
    code = invite(cast.project, by=cast.hana, side="community")
    assert stranger.get(f"/join/{code}/").status_code == 429


def test_addresses_with_codes_count_as_tries_too(cast, as_):
    stranger = as_(None)
    for number in range(MOST_HERE):
        assert stranger.get(f"/join/ABCDEFGH{number:04d}/").status_code == 404
    assert stranger.get("/join/ABCDEFGH9999/").status_code == 429


def test_a_whole_hall_behind_one_address_gets_in(cast, as_):
    code = invite(cast.project, by=cast.hana, side="community", uses=200)
    for _ in range(MOST_HERE + 20):
        assert as_(None).get(f"/join/{code}/").status_code == 200
