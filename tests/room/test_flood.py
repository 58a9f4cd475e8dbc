"""A script does not drown a workshop: normal phones go on, both tallies are there, nothing is deleted."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_a_flood_of_answers_is_slowed_down_flagged_and_kept_apart(in_a_process):
    found = in_a_process("room", "flood(20_000, normal_for=6, calm_for=2)", 120)
    script, normal = found["script"]["by_status"], found["normal"]
    assert script["429"] > 15_000
    assert script["200"] > 1_000
    # 409: where two of its connections answer for one seat at once, what came earlier does not replace what came later
    assert set(script) <= {"200", "409", "429"}
    assert found["flagged"] == 20
    assert set(normal["by_status"]) == {"200"}
    assert normal["p95"] < 500
    assert found["seats_all"] == found["seats"] + 20
    assert found["rows"] >= found["seats_all"]


def test_a_workshop_behind_one_address_gets_in_and_a_crowd_is_counted_apart(in_a_process):
    """2,600 of them, of whom the last are refused, are in `alongside bench room`."""
    workshop, script = in_a_process("room", "[joins(120), joins(300)]", 120)
    assert (workshop["seats"], workshop["flagged"]) == (120, 0)
    assert (script["seats"], script["flagged"]) == (300, 50)


def test_a_change_reaches_every_listener_within_a_second(in_a_process):
    connected, took, _memory = in_a_process("room", "hear_change(500)", 60)
    assert connected == 500
    assert took < 1


def test_slow_bodies_and_huge_headers_hold_nobody_up(in_a_process):
    found = in_a_process("room_slow", "with_slow_ones(300)", 60)
    assert found["by_status"].keys() == {"200"}
    assert found["p95"] < 500
