"""Small groups: everybody has a place, wishes are kept, and people meet as many others as can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.seating import CannotSeat, Guest, meetings, repair, seat


def guests(count, **features):
    return [Guest(n, {name: values[n % len(values)] for name, values in features.items()}) for n in range(count)]


def sizes(seated):
    tables = {}
    for table in seated.values():
        tables[table] = tables.get(table, 0) + 1
    return sorted(tables.values())


@pytest.mark.parametrize(("people", "tables", "rounds"), [(9, 3, 4), (16, 4, 5), (4, 2, 3), (6, 2, 1)])
def test_where_everyone_can_meet_everyone_they_do(people, tables, rounds):
    """Affine planes of order 3 and 4, and small cases that can be drawn by hand."""
    found = seat(guests(people), rounds=rounds, tables=tables, sweeps=60)
    assert found.met == found.could_meet


@settings(max_examples=40, deadline=None)
@given(people=st.integers(2, 30), size=st.integers(2, 9), rounds=st.integers(1, 4), seed=st.integers(0, 99))
def test_everybody_has_one_place_in_each_round_at_tables_alike_in_size(people, size, rounds, seed):
    tables = max(1, people // size)
    found = seat(guests(people, side=["a", "b"]), rounds=rounds, tables=tables, seed=seed, sweeps=2)
    assert len(found.rounds) == rounds
    for seated in found.rounds:
        assert set(seated) == set(range(people))
        assert max(sizes(seated)) - min(sizes(seated)) <= 1
    assert found == seat(guests(people, side=["a", "b"]), rounds=rounds, tables=tables, seed=seed, sweeps=2)
    assert found.met <= found.could_meet


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999))
def test_together_apart_and_a_certain_table_hold_in_every_round(seed):
    who = [Guest(n, {}, table=2 if n == 7 else None) for n in range(20)]
    together, apart = [(0, 1), (1, 2), (5, 6)], [(3, 4), (0, 9), (7, 8)]
    found = seat(who, rounds=3, tables=4, together=together, apart=apart, seed=seed, sweeps=3)
    assert not found.unmet
    for seated in found.rounds:
        assert all(seated[a] == seated[b] for a, b in together)
        assert all(seated[a] != seated[b] for a, b in apart)
        assert seated[7] == 2


def test_the_two_sides_are_mixed_at_each_table():
    who = [Guest(n, {"side": "staff" if n < 8 else "community"}) for n in range(24)]
    for seated in seat(who, rounds=3, tables=4).rounds:
        staff = [sum(1 for n in range(8) if seated[n] == table) for table in range(1, 5)]
        assert staff == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("why", "wishes"),
    [
        ("together_and_apart", {"together": [(0, 1)], "apart": [(1, 0)]}),
        ("together_too_many", {"together": [(0, n) for n in range(1, 5)]}),
        ("too_many_tables", {"tables": 9}),
        ("nothing", {"rounds": 0}),
    ],
)
def test_what_cannot_be_is_said(why, wishes):
    with pytest.raises(CannotSeat) as said:
        seat(guests(8), **{"rounds": 1, "tables": 2, **wishes})
    assert said.value.why == why


def test_more_at_one_table_than_it_holds_is_said_and_who_they_are():
    with pytest.raises(CannotSeat) as said:
        seat([Guest(n, {}, table=1 if n < 5 else None) for n in range(8)], rounds=1, tables=2)
    assert (said.value.why, said.value.people) == ("table_too_small", (0, 1, 2, 3, 4))


def test_late_ones_are_fitted_in_and_nobody_who_sits_must_move():
    before = seat(guests(20), rounds=3, tables=4)
    here = [guest for guest in guests(23) if guest.id not in {3, 11}]
    after = repair(before, here, now=2)
    assert after.rounds[0] == before.rounds[0]
    stayed = [n for n in before.rounds[1] if n not in {3, 11}]
    assert all(after.rounds[1][n] == before.rounds[1][n] for n in stayed)
    assert set(after.rounds[1]) == set(after.rounds[2]) == {guest.id for guest in here}
    assert max(sizes(after.rounds[2])) - min(sizes(after.rounds[2])) <= 1


def test_nobody_is_left_alone_at_a_table_and_the_fewest_move():
    before = seat(guests(12), rounds=2, tables=3)
    table = before.rounds[0][0]
    gone = {n for n, at in before.rounds[0].items() if at == table and n != 0}
    after = repair(before, [guest for guest in guests(12) if guest.id not in gone], now=1)
    assert min(sizes(after.rounds[0])) >= 3
    moved = [n for n, at in after.rounds[0].items() if at != before.rounds[0][n]]
    assert len(moved) == 2


def test_when_fewer_are_left_than_there_are_tables_those_who_come_find_a_place():
    before = seat(guests(10), rounds=3, tables=5)
    last = max(before.rounds[0], key=lambda n: before.rounds[0][n])
    for here in ([Guest(last), Guest(100)], [Guest(100)]):
        after = repair(before, here, now=1)
        assert all(set(seated) == {guest.id for guest in here} for seated in after.rounds)
        assert all(1 <= table <= 5 for seated in after.rounds for table in seated.values())
    with pytest.raises(CannotSeat, match="nothing"):
        repair(before, [], now=1)


def test_before_it_begins_all_is_planned_anew():
    before = seat(guests(10), rounds=2, tables=2)
    after = repair(before, guests(15), now=0)
    assert all(set(seated) == set(range(15)) for seated in after.rounds)


def test_meetings_are_counted_once():
    rounds = [{1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 2: 1, 3: 2, 4: 2}]
    assert meetings(rounds) == (2, 4)


def test_somebody_meets_nobody_twice_while_there_are_others():
    found = seat(guests(16), rounds=3, tables=4, sweeps=40)
    assert [found.people_met(n) for n in range(16)] == [9] * 16
