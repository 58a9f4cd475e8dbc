"""Clocks: known answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.clocks import read_clock

START = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "met", "state", "days"),
    [
        (date(2026, 3, 1), None, "running", 84),
        (date(2026, 5, 10), None, "soon", 14),
        (date(2026, 5, 24), None, "soon", 0),
        (date(2026, 5, 25), None, "late", 1),
        (date(2026, 9, 1), date(2026, 5, 24), "met", 0),
        (date(2026, 9, 1), date(2026, 6, 3), "met_late", 10),
    ],
)
def test_it_reads_twelve_weeks(today, met, state, days):
    clock = read_clock("answer", START, 84, today, met)
    assert (clock.state, clock.days, clock.due_on) == (state, days, date(2026, 5, 24))


@given(st.integers(0, 800), st.integers(0, 400), st.none() | st.integers(0, 800))
def test_it_never_goes_backwards(day, allowed, met):
    met_on = None if met is None else START + timedelta(days=met)
    clock = read_clock("x", START, allowed, START + timedelta(days=day), met_on)
    assert 0 <= clock.share <= 1
    assert clock.days >= 0
    assert (clock.state in {"late", "met_late"}) == ((met_on or START + timedelta(days=day)) > clock.due_on)
