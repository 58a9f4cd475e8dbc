"""Answering on a phone without JavaScript: each kind of activity, and what cannot be counted."""

import pytest

from alongside.room import actions, queries
from alongside.room.actions.marks import NewMark, keep_marks
from alongside.room.models import Mark
from alongside.voices.actions import take_stance
from alongside.voices.models import Stance

NINE = [f"Card {n}" for n in range(1, 10)]


def line(activity, number):
    return next(one for one in queries.counts_of(activity).lines if one.number == number)


def test_a_later_answer_replaces_the_first_and_the_same_counts_once(workshop):
    activity = workshop.run("statements", "Warm halls first.", "Letters in plain words.")
    browser = workshop.phone()
    assert workshop.put(browser, activity, s=1, v="1").status_code == 302
    workshop.put(browser, activity, s=1, v="1")
    assert dict(line(activity, 1).parts) == {"agree": 1, "seats": 1}
    workshop.put(browser, activity, s=1, v="-1")
    assert dict(line(activity, 1).parts) == {"disagree": 1, "seats": 1}
    assert 'value="-1" aria-pressed="true"' in workshop.page(browser)


def test_marks_arriving_in_any_order_end_the_same(workshop):
    activity = workshop.run("statements", "Warm halls first.")
    seat = workshop.seat(workshop.phone())

    def mark(value, n):
        return NewMark(workshop.room.pk, seat.pk, activity.pk, 1, value, n)

    assert keep_marks([mark("1", 5)]) == ["kept"]
    assert keep_marks([mark("1", 5)]) == ["again"]
    assert keep_marks([mark("-1", 4)]) == ["older"]
    assert keep_marks([mark("0", 7), mark("-1", 6), mark("0", 7)]) == ["kept", "older", "again"]
    assert Mark.objects.get().value == "0"


def test_one_that_cannot_be_kept_takes_no_others_with_it(workshop):
    activity = workshop.run("statements", "Warm halls first.")
    seat = workshop.seat(workshop.phone())
    good = NewMark(workshop.room.pk, seat.pk, activity.pk, 1, "1", 1)
    assert keep_marks([good, NewMark(workshop.room.pk, seat.pk, 10**12, 1, "1", 1)]) == ["kept", "late"]
    assert keep_marks([NewMark(workshop.room.pk + 1, seat.pk, activity.pk, 1, "1", 2)]) == ["late"]
    assert keep_marks([NewMark(workshop.room.pk, seat.pk, activity.pk, 9, "1", 2)]) == ["wrong"]


@pytest.mark.parametrize("sent", [{"s": 1, "v": "2"}, {"s": 99, "v": "1"}, {"s": "x", "v": "1"}, {}])
def test_what_is_no_answer_is_told_and_not_kept(workshop, sent):
    activity = workshop.run("statements", "Warm halls first.")
    answer = workshop.put(workshop.phone(), activity, **sent)
    assert answer.status_code == 422
    assert "could not be counted" in answer.content.decode()
    assert not Mark.objects.exists()


def test_dots_are_shared_out_and_no_more_than_there_are(workshop):
    activity = workshop.run("dots", "Sunday opening", "Travel money", picks=3)
    browser = workshop.phone()
    too_many = workshop.put(browser, activity, **{"dots-1": 3, "dots-2": 1})
    assert "You have 3 dots. You gave 4." in too_many.content.decode()
    assert 'name="dots-1" type="number" inputmode="numeric" min="0" max="3" value="3"' in too_many.content.decode()
    workshop.put(browser, activity, **{"dots-1": 2, "dots-2": 1})
    workshop.put(workshop.phone(), activity, **{"dots-2": 3})
    assert (line(activity, 1).parts["dots"], line(activity, 2).parts["dots"]) == (2, 4)


def test_a_diamond_has_rows_of_1_2_3_2_1(workshop):
    activity = workshop.run("diamond", *NINE)
    browser = workshop.phone()
    rows = dict(zip(range(1, 10), [1, 2, 2, 3, 3, 3, 4, 4, 5], strict=True))
    wrong = workshop.put(browser, activity, **{f"row-{n}": 1 for n in rows})
    assert "The top row holds 1. You put 9 there." in wrong.content.decode()
    assert "Choose a row for each" in workshop.put(browser, activity, **{"row-1": 1}).content.decode()
    workshop.put(browser, activity, **{f"row-{n}": row for n, row in rows.items()})
    assert [line(activity, n).score for n in (1, 2, 9)] == [5, 4, 1]


def test_two_at_a_time_until_all_are_compared(workshop):
    activity = workshop.run("pairs", "Sunday opening", "Travel money", "Plain letters")
    browser = workshop.phone()
    for _pair in range(3):
        page = workshop.page(browser)
        slot = page.split('name="s" value="')[1].split('"')[0]
        low, high = divmod(int(slot), 100_000)
        workshop.put(browser, activity, s=slot, v=str(low))
        assert low < high
    assert "You have compared all of them" in workshop.page(browser)
    wins = {number: line(activity, number).parts["wins"] for number in (1, 2, 3)}
    assert wins == {1: 2, 2: 1, 3: 0}


def test_write_then_rank(workshop, cast):
    activity = workshop.run("nominal", picks=2)
    browser = workshop.phone()
    for words in ("Plain letters", "Travel money", "Tea"):
        workshop.say(browser, activity, words, key=words)
    actions.go_to_step(workshop.live(activity), by=cast.hana, step=2)
    twice = workshop.put(browser, activity, **{"place-1": 2, "place-2": 2})
    assert "You chose the same one twice" in twice.content.decode()
    workshop.put(browser, activity, **{"place-1": 2, "place-2": 3})
    assert [line(activity, n).parts["points"] for n in (1, 2, 3)] == [0, 2, 1]


def test_how_it_is_for_people_and_for_hosts_apart_and_passing_is_fine(workshop, cast, as_):
    activity = workshop.run("pulse")
    browser = workshop.phone()
    workshop.put(browser, activity, **{"level-1": 7, "level-2": "", "level-3": 0})
    host = as_(cast.hana)
    host.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    workshop.put(host, activity, **{"level-1": 10})
    people, hosts = queries.counts_of(activity, hosts=False), queries.counts_of(activity, hosts=True)
    assert [one.score for one in people.lines] == [7, 0, 0]
    assert people.lines[1].parts["pass"] == 1
    assert [one.seats for one in hosts.lines] == [1, 0, 0]
    assert workshop.put(browser, activity, **{"level-1": 11}).status_code == 422


def test_too_late_is_told_and_not_counted(workshop, cast):
    activity = workshop.run("statements", "Warm halls first.")
    browser = workshop.phone()
    actions.stop(workshop.live(activity), by=cast.hana)
    answer = workshop.put(browser, activity, s=1, v="1")
    assert answer.status_code == 302
    assert "This part of the workshop is over" in workshop.page(browser)
    assert not Mark.objects.exists()


def test_answers_become_stances_when_it_is_stopped(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.")
    someone, amina = workshop.phone(), as_(cast.amina)
    amina.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    workshop.put(someone, activity, s=1, v="1")
    workshop.put(amina, activity, s=1, v="-1")
    actions.stop(workshop.live(activity), by=cast.hana)
    assert set(Stance.objects.values_list("person", "seat", "value")) == {
        (None, workshop.seat(someone).pk, 1),
        (cast.amina.pk, None, -1),
    }
    take_stance(Stance.objects.first().statement, cast.amina, 1)  # at home she thinks again
    actions.start(activity, by=cast.hana)
    actions.stop(workshop.live(activity), by=cast.hana)
    assert Stance.objects.get(person=cast.amina).value == 1


def test_a_flagged_seat_is_counted_apart_and_never_lost(workshop, cast):
    activity = workshop.run("statements", "Warm halls first.")
    first, script = workshop.phone(), workshop.phone()
    for browser in (first, script):
        workshop.put(browser, activity, s=1, v="1")
    actions.flag_seat(workshop.seat(script).pk, "fast")
    counts = queries.counts_of(activity)
    assert (counts.seats, counts.flagged) == (1, 1)
    assert (counts.lines[0].seats, counts.lines_all[0].seats) == (1, 2)
    assert actions.clear_flags(workshop.room, "fast", by=cast.hana) == 1
    assert queries.counts_of(activity).seats == 2
