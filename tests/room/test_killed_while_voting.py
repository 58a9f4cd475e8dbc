"""What was acknowledged is kept, even when the process dies in the middle of voting. And it is there once."""

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.once
def test_two_hundred_kills_lose_nothing_and_double_nothing(in_a_process):
    found = in_a_process("room_kills", "kill_rounds(rounds=200, pause=0.1)", 400)
    assert found["kills"] == 200
    assert (found["lost"], found["doubled"], found["strange"]) == (0, 0, 0)
    assert found["acknowledged"] > 200 * 30
    assert found["again"] > 0, "some acknowledgement should have been cut off, and its answer sent once more"


@pytest.mark.once
def test_a_writer_that_acknowledges_first_is_caught_losing(in_a_process):
    found = in_a_process("room_kills", "kill_rounds(rounds=10, careless=True)", 300)
    assert found["lost"] > 0


def test_one_of_two_processes_dies_on_postgresql_and_the_other_goes_on(in_a_process, postgresql_url, redis_url):
    given = {"DATABASE_URL": postgresql_url, "ALONGSIDE_REDIS_URL": redis_url}
    found = in_a_process("room_kills", "kill_rounds(rounds=20, processes=2)", 200, **given)
    assert found["kills"] == 20
    assert (found["lost"], found["doubled"], found["strange"]) == (0, 0, 0)
    assert found["meanwhile"] > 0, "the other process should have acknowledged while one was dead"
