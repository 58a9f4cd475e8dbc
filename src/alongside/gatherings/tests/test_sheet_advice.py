"""What a run sheet says about itself: its clock, its length, its breaks, and whether its ways fit so many people."""

from datetime import date, time, timedelta

import pytest

from alongside.gatherings import actions
from alongside.gatherings.models import Activity, Gathering
from alongside.gatherings.sheet import clock, fit, groups_of, minutes_of, sheet_of
from alongside.gatherings.techniques import technique

DAY = date(2026, 12, 5)


def sheet(*minutes, starts_at=time(9, 30), ends_at=time(12)):
    """A run sheet of these minutes; those below 0 are breaks."""
    gathering = Gathering(on=DAY, starts_at=starts_at, ends_at=ends_at)
    return sheet_of(gathering, [Activity(title="S", minutes=abs(m), is_break=m < 0) for m in minutes])


def test_it_tells_the_clock_of_each_step():
    made = sheet(20, 40, -15, 75)
    assert [line.starts for line in made.lines] == ["09:30", "09:50", "10:30", "10:45"]
    assert (made.ends, made.minutes, made.length, made.over, made.breaks) == ("12:00", 150, 150, 0, 1)
    assert [line.is_last for line in made.lines] == [False, False, False, True]


def test_it_counts_from_the_start_where_no_hour_is_given():
    made = sheet(20, 70, starts_at=None, ends_at=None)
    assert [line.starts for line in made.lines] == ["+0:00", "+0:20"]
    assert (made.ends, made.length, made.over) == ("+1:30", None, 0)
    assert clock(time(23, 50), 20) == "00:10"


def test_it_says_how_much_is_too_much_or_free():
    assert sheet(150, 20).over == 20
    assert (sheet(100).over, sheet(100).free, sheet(170).free) == (-50, 50, 0)
    assert minutes_of(Gathering(on=DAY, starts_at=time(9, 30))) is None


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ((90,), []),
        ((60, 31), ["09:30 to 11:01"]),
        ((60, -10, 60), []),
        ((91, -10, 45, 46), ["09:30 to 11:01", "11:11 to 12:42"]),
        ((-10, 90), []),
        ((), []),
    ],
)
def test_it_finds_long_stretches_without_a_break(minutes, found):
    advice = sheet(*minutes).advice
    assert len(advice) == len(found)
    assert all(stretch in words for stretch, words in zip(found, advice, strict=True))


@pytest.mark.parametrize(
    ("key", "people", "minutes", "words"),
    [
        ("nominal-group", 8, 120, ""),
        ("nominal-group", 30, 120, "make 4 groups"),
        ("nominal-group", 10, 120, "choose another way"),
        ("nominal-group", 3, 120, "needs 7 people"),
        ("fishbowl", 300, 60, "make 6 groups"),
        ("1-2-4-all", 500, 12, ""),
        ("talking-circle", 15, 29, "takes 30 minutes or more"),
        ("talking-circle", 15, 30, ""),
        ("talking-circle", 30, 30, "make 2 groups"),
    ],
)
def test_it_says_whether_a_technique_fits(key, people, minutes, words):
    advice = fit(technique(key), people, minutes)
    assert bool(advice) == bool(words)
    assert words in " ".join(advice)


def test_it_counts_small_groups():
    cafe = technique("world-cafe")
    assert [groups_of(cafe, people) for people in (5, 6, 30, 31)] == [0, 2, 6, 7]
    assert groups_of(technique("dot-voting"), 30) == groups_of(None, 30) == 0


def test_the_page_reckons_with_those_who_came_last_time(cast, as_):
    last = actions.add_gathering(cast.project, by=cast.hana, title="Last", on=DAY - timedelta(days=400))
    actions.note_attendance(last, [cast.amina], by=cast.hana, others=29)
    now = actions.add_gathering(cast.project, by=cast.hana, title="Now", on=DAY, starts_at=time(9), ends_at=time(10))
    actions.add_activity(now, by=cast.hana, title="Vote", minutes=120, technique="nominal-group")
    address = f"/p/warm-homes/gatherings/{now.pk}/run-sheet/"
    hosts, others = (as_(person).get(address).content.decode() for person in (cast.hana, None))
    assert "as many as last time" in hosts
    assert "make 4 groups" in hosts
    assert "make 4 groups" not in others
    assert "60 minutes too long" in others
    assert "From 09:00 to 11:00 there is no break" in others
