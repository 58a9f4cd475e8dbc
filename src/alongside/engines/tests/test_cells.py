"""No table, no crossing and no later table gives a small number away; careless tables do."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.engines.cells import (
    LEAST_OTHER,
    NOT_SAID,
    Question,
    Release,
    Told,
    fits,
    is_safe,
    naive,
    rounded,
    tell,
    tell_one,
    what_can_be_worked_out,
    what_growth_can_be_worked_out,
)

FAITH = Question("faith", ("a", "b", "c"))
WORK = Question("work", ("x", "y", "z"), LEAST_OTHER)
MANY = settings(max_examples=20)


def counted(people, *places):
    return Counter(tuple(person[place] for place in places) for person in people)


def told_of(people, before=()):
    singles = [(FAITH, counted(people, 0)), (WORK, counted(people, 1))]
    return tell(len(people), singles, ((FAITH, WORK), counted(people, 0, 1)), before)


def of(**counts):
    return {(key,): count for key, count in counts.items()}


def test_a_careless_table_is_cracked():
    """Small cells blanked, the rest and the total exact: the only blank is worked out to the person."""
    counts = of(a=20, b=3, c=12, not_said=10)
    found = what_can_be_worked_out([Release(45, (naive(FAITH, counts),))])
    assert found[0, "faith", ("b",)] == (3, 3)
    assert not is_safe([Release(45, (naive(FAITH, counts),))])


def test_careless_tables_of_two_days_are_cracked():
    """One more answer and one number changed: everybody knows what the newcomer said."""
    earlier, later = of(a=20, b=12, c=12, not_said=2), of(a=20, b=12, c=13, not_said=2)
    both = [Release(46, (naive(FAITH, earlier),)), Release(47, (naive(FAITH, later),))]
    assert what_growth_can_be_worked_out(both)[1, "faith", ("c",)] == (1, 1)
    first = tell(46, [(FAITH, earlier)])
    assert first.tables
    assert not tell(47, [(FAITH, later)], before=[first]).tables


def test_few_more_answers_are_not_told_however_open_the_cells_stay():
    first = tell(60, [(FAITH, of(a=20, b=20, c=0, not_said=20))])
    few, many = of(a=23, b=20, c=2, not_said=20), of(a=28, b=22, c=2, not_said=22)
    assert _solver_alone_agrees(first, few)
    assert not tell(65, [(FAITH, few)], before=[first]).tables
    assert tell(74, [(FAITH, many)], before=[first]).tables


def _solver_alone_agrees(first, counts):
    both = [first, tell(sum(counts.values()), [(FAITH, counts)])]
    check(both)
    return fits(both)


def test_what_joined_is_told_only_as_loosely_as_what_was_there():
    """Ten more came and one number went over the edge: the hidden number of before would be known too well."""
    first = tell(42, [(FAITH, of(a=12, b=14, c=6, not_said=10))])
    assert ("c",) not in first.tables[0].shown
    later = of(a=20, b=14, c=10, not_said=10)
    assert tell(54, [(FAITH, later)]).tables, "alone it could be told"
    assert not tell(54, [(FAITH, later)], before=[first]).tables


def test_a_careless_crossing_is_cracked():
    margins = [Told((FAITH,), {("a",): (15, 15), ("b",): (15, 15), ("c",): (15, 15), (NOT_SAID,): (0, 0)})]
    margins += [Told((WORK,), {("x",): (20, 20), ("y",): (15, 15), ("z",): (10, 10), (NOT_SAID,): (0, 0)})]
    nobody = {c: (0, 0) for c in product(("a", "b", "c", NOT_SAID), ("x", "y", "z", NOT_SAID)) if NOT_SAID in c}
    inner = {("a", "x"): (14, 14), ("a", "z"): (0, 0)} | nobody
    release = Release(45, (*margins, Told((FAITH, WORK), inner)))
    assert not is_safe([release]), "so `tell` leaves such a crossing out"
    found = what_can_be_worked_out([release])
    assert found[0, "faith,work", ("a", "y")] == (1, 1)


def test_too_few_answers_tell_nothing():
    assert tell(9, [(FAITH, of(a=9, b=0, c=0))]).tables == ()


def test_when_all_say_the_same_it_is_not_told():
    """Nobody may learn of a person they know to be here what everybody said."""
    assert not tell_one(FAITH, of(a=50, b=0, c=0), 50).shown
    assert not tell_one(FAITH, of(a=45, b=3, c=2), 50).shown


def test_none_is_hidden_like_nine():
    none = tell_one(FAITH, of(a=20, b=0, c=20, not_said=10), 50)
    nine = tell_one(FAITH, of(a=20, b=9, c=20, not_said=1), 50)
    assert none == nine


def test_it_rounds_to_five():
    assert [rounded(n) for n in (8, 10, 12, 13, 17, 18)] == [10, 10, 10, 15, 15, 20]
    assert tell_one(FAITH, of(a=12, b=13, c=21), 46).shown == {("a",): (10, 12), ("b",): (13, 17), ("c",): (18, 22)}


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        tell_one(FAITH, of(a=1), 2)


def test_nobody_who_knows_the_rule_learns_more():
    """Every table there is with three options and a least of 4: all that come out the same are held together.

    Each hidden option takes each number below the least among them, so even the rule itself gives nothing away.
    """
    small = Question("small", ("a", "b", "c"), least=4)
    groups: dict[object, list[tuple[int, ...]]] = {}
    whole = 14
    for a, b, c in product(range(whole + 1), repeat=3):
        if a + b + c <= whole:
            told = tell_one(small, of(a=a, b=b, c=c, not_said=whole - a - b - c), whole)
            groups.setdefault(tuple(sorted(told.shown.items())), []).append((a, b, c))
    for shown, tables in groups.items():
        for place, option in enumerate("abc"):
            if (option,) not in dict(shown):
                assert {0, 1, 2, 3} <= {table[place] for table in tables}


people = st.lists(
    st.tuples(st.sampled_from([*"aaabbc", NOT_SAID]), st.sampled_from([*"xxyz", NOT_SAID])),
    min_size=10,
    max_size=130,
)


def check(releases):
    assert not any(low == high for low, high in what_can_be_worked_out(releases).values())
    least = {"faith": 10, "work": 8, "faith,work": 10}
    for (_n, name, _cell), (low, high) in what_can_be_worked_out(releases).items():
        assert low >= least[name] or (low == 0 and high >= least[name] - 1)


@MANY
@given(people)
@example([("a", "x")] * 40 + [("b", "y")] * 40 + [("c", "z")] * 3 + [(NOT_SAID, NOT_SAID)] * 10)
def test_the_solver_finds_no_hidden_cell(everybody):
    check([told_of(everybody)])


@MANY
@given(people, st.lists(st.sampled_from([("a", "x"), ("b", "y"), ("c", "z"), (NOT_SAID, "x")]), max_size=60))
@example([("a", "x")] * 30 + [("b", "y")] * 30 + [(NOT_SAID, NOT_SAID)] * 12, [("c", "z")] * 12)
def test_later_tables_give_nothing_away_about_earlier_ones(first, more):
    earlier = told_of(first)
    later = told_of(first + more, [earlier])
    if later.tables and earlier.tables:
        assert fits([earlier, later])
        shared = {table.name for table in later.tables}
        for name in shared:
            mine = [Release(r.answered, tuple(t for t in r.tables if t.name == name)) for r in (earlier, later)]
            check([one for one in mine if one.tables])
            grown = what_growth_can_be_worked_out(mine).values()
            assert all(high - low >= 2 for low, high in grown)


@MANY
@given(people, people, people)
def test_three_tables_in_a_row_and_in_any_order_hold(first, second, third):
    told: list[Release] = []
    for everybody in (first + second, first, first + second + third):
        told.append(told_of(everybody, told))
    by_question = [Release(r.answered, tuple(t for t in r.tables if t.name == "faith")) for r in told]
    check([one for one in by_question if one.tables])


def test_large_groups_are_told():
    """Safe is not the same as silent."""
    everybody = [("a", "x")] * 60 + [("a", "y")] * 30 + [("b", "x")] * 30 + [("b", "y")] * 40 + [("c", "z")] * 3
    release = told_of(everybody + [(NOT_SAID, NOT_SAID)] * 20)
    assert [table.name for table in release.tables] == ["faith", "work", "faith,work"]
    assert release.tables[0].shown[("a",)] == (88, 92)
    assert ("c",) not in release.tables[0].shown
