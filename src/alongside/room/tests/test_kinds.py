"""What may be put, and how it is counted: every answer counts, once, in whatever order it came."""

from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.gatherings.models import Kind
from alongside.room.filled import Wrong, marks_in
from alongside.room.kinds import COUNTED, PAIR, PULSE, ROWS, Put, count, fits, pairs_in

NUMBERS = list(range(1, 10))
PICKS = 3

dots = st.lists(st.sampled_from(NUMBERS), max_size=PICKS).map(
    lambda given: (0, ",".join(f"{item}:{many}" for item, many in Counter(given).items()))
)
diamonds = st.permutations(NUMBERS).map(
    lambda order: (0, ",".join(f"{item}:{row}" for item, row in zip(order, PLACES, strict=True)))
)
PLACES = [row for row, held in enumerate(ROWS, 1) for _place in range(held)]
pairs = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.integers(0, 2)).filter(lambda p: p[0] < p[1])
fine = {
    Kind.STATEMENTS: st.tuples(st.sampled_from(NUMBERS), st.sampled_from(["1", "-1", "0"])),
    Kind.DOTS: dots | st.just((0, "")),
    Kind.DIAMOND: diamonds | st.just((0, "")),
    Kind.PAIRS: pairs.map(lambda p: (p[0] * PAIR + p[1], ["", str(p[0]), str(p[1])][p[2]])),
    Kind.NOMINAL: st.lists(st.sampled_from(NUMBERS), unique=True, max_size=PICKS).map(
        lambda chosen: (0, ",".join(map(str, chosen)))
    ),
    Kind.PULSE: st.tuples(st.sampled_from(PULSE), st.integers(0, 10).map(str) | st.just("")),
}


def lines(kind, puts):
    numbers = PULSE if kind == Kind.PULSE else NUMBERS
    return [(one.number, one.parts, one.score) for one in count(kind, puts, numbers=numbers, picks=PICKS)]


@pytest.mark.parametrize("kind", COUNTED)
@given(st.data())
def test_counting_does_not_depend_on_order_or_on_how_answers_are_grouped(kind, data):
    marks = data.draw(st.lists(fine[kind], max_size=12))
    assert all(fits(kind, slot, value, numbers=NUMBERS, picks=PICKS) for slot, value in marks)
    one_by_one = lines(kind, [Put(slot, value) for slot, value in marks])
    shuffled = data.draw(st.permutations(marks))
    assert lines(kind, [Put(slot, value) for slot, value in shuffled]) == one_by_one
    grouped = [Put(slot, value, seats) for (slot, value), seats in Counter(marks).items()]
    assert lines(kind, grouped) == one_by_one


def expected_seats(kind, slot, value):
    """In how many lines one answer is to be seen."""
    if kind == Kind.STATEMENTS:
        return 1
    if kind == Kind.PAIRS:
        return 2 if value else 0
    if kind == Kind.PULSE:
        return 1 if value else 0
    return len(value.split(",")) if value else 0


@pytest.mark.parametrize("kind", COUNTED)
@given(st.data())
def test_no_answer_is_lost(kind, data):
    marks = data.draw(st.lists(fine[kind], max_size=12))
    seats = sum(parts["seats"] for _number, parts, _score in lines(kind, [Put(*mark) for mark in marks]))
    assert seats == sum(expected_seats(kind, *mark) for mark in marks)


def test_what_each_answer_adds():
    dotted = dict((number, parts["dots"]) for number, parts, _s in lines(Kind.DOTS, [Put(0, "1:2,4:1", 3)]))
    assert (dotted[1], dotted[4], dotted[2]) == (6, 3, 0)
    first = lines(Kind.NOMINAL, [Put(0, "5,2")])
    assert [parts["points"] for _n, parts, _s in first] == [0, 2, 0, 0, 3, 0, 0, 0, 0]
    duel = lines(Kind.PAIRS, [Put(1 * PAIR + 2, "2", 4)])
    assert [(parts["wins"], parts["seats"]) for _n, parts, _s in duel][:3] == [(0, 4), (4, 4), (0, 0)]
    level = lines(Kind.PULSE, [Put(1, "0"), Put(1, "10", 2), Put(1, "")])[0]
    assert (level[1]["seats"], level[1]["pass"], level[2]) == (3, 1, 10)
    top = lines(Kind.DIAMOND, [Put(0, "1:1,2:2,3:2,4:3,5:3,6:3,7:4,8:4,9:5")])
    assert [parts["points"] for _n, parts, _s in top] == [5, 4, 4, 3, 3, 3, 2, 2, 1]


def sent_as_form(kind, slot, value):
    """What a page sends for this mark."""
    if kind in {Kind.STATEMENTS, Kind.PAIRS}:
        return {"s": str(slot), "v": value}
    if kind == Kind.PULSE:
        return {f"level-{slot}": value}
    if kind == Kind.NOMINAL:
        return {f"place-{place}": item for place, item in enumerate(value.split(","), 1)}
    name = "dots" if kind == Kind.DOTS else "row"
    return {f"{name}-{item}": str(many) for item, many in (pairs_in(value) or [] if value else [])}


@pytest.mark.parametrize("kind", COUNTED)
@given(st.data())
def test_a_form_gives_the_mark_that_a_phone_would_send(kind, data):
    slot, value = data.draw(fine[kind].filter(lambda mark: mark[1] or kind != Kind.DIAMOND))
    activity = SimpleNamespace(kind=kind.value, picks=PICKS)
    [(found_slot, found)] = marks_in(activity, sent_as_form(kind, slot, value), NUMBERS)
    assert found_slot == slot
    assert lines(kind, [Put(slot, found)]) == lines(kind, [Put(slot, value)])


keys = st.sampled_from(["s", "v", *(f"{name}-{n}" for name in ("dots", "row", "place", "level") for n in range(1, 5))])
known = st.sampled_from(["", "0", "1", "-1", "2", "3", "5", "9", "10", "11", "100002", "x", "1:1", "٣", " 2 "])
words = known | st.text(max_size=4)


@pytest.mark.parametrize("kind", COUNTED)
@given(st.dictionaries(keys, words))
def test_whatever_a_form_holds_only_what_fits_comes_out(kind, sent):
    activity = SimpleNamespace(kind=kind.value, picks=PICKS)
    try:
        marks = marks_in(activity, sent, NUMBERS)
    except Wrong as wrong:
        marks = []
        sentence = str(wrong)
        assert sentence.endswith((".", "!"))
    for slot, value in marks:
        assert fits(kind, slot, value, numbers=NUMBERS, picks=PICKS)
        lines(kind, [Put(slot, value)])


@pytest.mark.parametrize("kind", COUNTED)
@given(st.integers(), st.text(max_size=30) | st.from_regex(r"\A[0-9:,-]{0,12}\Z"))
def test_whatever_fits_can_be_counted(kind, slot, value):
    if fits(kind, slot, value, numbers=NUMBERS, picks=PICKS):
        lines(kind, [Put(slot, value)])
        assert len(value) <= 300


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("value", ["abc", "1,x", ",", "1:2:3", "99999", "-", "١", "7:99999,1:1", " "])
def test_what_no_phone_could_have_put_breaks_no_count(kind, value):
    for slot in (0, 1, 7, 10 * PAIR + 3, -1):
        lines = count(
            kind, [Put(slot, value), Put(slot, value)], numbers=PULSE if kind == Kind.PULSE else NUMBERS, picks=3
        )
        assert all(line.score <= 10 for line in lines if kind == Kind.PULSE)
