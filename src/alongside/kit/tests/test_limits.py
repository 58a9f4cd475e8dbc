"""Too many tries are refused; good ones do not count; the next window begins afresh."""

import pytest
from django.core.cache import cache

from alongside.kit.limits import allow, give_back, seconds_left


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_it_refuses_after_the_most():
    assert [allow("t", "a", most=2, seconds=60) for _ in range(3)] == [True, True, False]
    assert allow("t", "b", most=2, seconds=60)
    assert allow("other", "a", most=2, seconds=60)
    assert 0 < seconds_left("t", "a") <= 61


def test_it_does_not_count_what_is_given_back():
    for _ in range(10):
        assert allow("t", "a", most=2, seconds=60)
        give_back("t", "a")


def test_it_cannot_be_driven_below_nothing():
    allow("t", "a", most=1, seconds=60)
    for _ in range(5):
        give_back("t", "a")
    assert [allow("t", "a", most=1, seconds=60) for _ in range(2)] == [True, False]


def test_it_keeps_no_address_in_the_cache():
    allow("t", "192.0.2.7", most=1, seconds=60)
    assert not any("192.0.2.7" in str(key) for key in cache._cache)
