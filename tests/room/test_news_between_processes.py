"""What happens in one web process is heard by phones that listen on another."""

import pytest

pytestmark = pytest.mark.slow


def test_news_goes_over_redis_at_once(in_a_process, postgresql_url, redis_url):
    waits = in_a_process("room_hear", "waits()", 120, DATABASE_URL=postgresql_url, ALONGSIDE_REDIS_URL=redis_url)
    assert max(waits) < 1
    assert sorted(waits)[2] < 0.3, "half of them should not have waited for the next look at the version"


@pytest.mark.once
def test_without_redis_the_version_is_looked_at(in_a_process):
    assert max(in_a_process("room_hear", "waits()", 120)) < 2.5


@pytest.mark.once
def test_when_redis_does_not_answer_nothing_is_lost(in_a_process):
    assert max(in_a_process("room_hear", "waits(3)", 120, ALONGSIDE_REDIS_URL="redis://127.0.0.1:9/0")) < 2.5
