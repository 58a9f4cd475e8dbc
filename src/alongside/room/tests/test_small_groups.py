"""Small groups in the room: the wrong person first; then made, begun, mended, and told to phones and the screen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from alongside.engines.seating import SWEEPS
from alongside.room.actions import tables as actions
from alongside.room.actions.seats import be_quiet, leave_seat
from alongside.room.models import SeatingPlan, TablePlace
from alongside.room.queries.tables import plan_of, seats_to_place, tables_now
from alongside.room.views.screen import screen_token

HERE = "/p/warm-homes/gatherings/{}/room/tables/"


@pytest.fixture
def phones(workshop):
    return [workshop.phone() for _n in range(9)]


def test_only_hosts_seat_people(workshop, cast, as_, phones):
    page = HERE.format(workshop.gathering.pk)
    assert as_(cast.amina).get(page).status_code == 403
    assert as_(cast.amina).post(page + "make/", {"rounds": 2, "per_table": 3}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.make_plan(workshop.room, by=cast.dev, rounds=2, per_table=3)
    assert not SeatingPlan.objects.exists()


def test_a_plan_is_made_begun_and_told(workshop, cast, as_, phones):
    page, host = HERE.format(workshop.gathering.pk), as_(cast.hana)
    assert "9 people are here" in host.get(page).content.decode()
    host.post(page + "make/", {"rounds": 3, "per_table": 3})
    told = host.get(page).content.decode()
    assert "27 pairs of people meet, of 27 that could." in told
    assert "Round 1: you sit" not in workshop.page(phones[0])
    host.post(page + "do/", {"do": "round", "round": 2})
    place = TablePlace.objects.get(round=2, seat=workshop.seat(phones[0]))
    assert f"Round 2: you sit at table {place.table}." in workshop.page(phones[0])
    screen = Client().get(f"/screen/{screen_token(workshop.room)}/").content.decode()
    assert "Round 2: find your table" in screen
    host.post(page + "do/", {"do": "round", "round": 0})
    assert tables_now(workshop.room) is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"rounds": 0, "per_table": 3}, "Please write 1 or more"),
        ({"rounds": "x"}, "whole number"),
        ({}, "Please fill this in"),
    ],
)
def test_what_was_mistyped_is_told_beside_it(workshop, cast, as_, phones, sent, told):
    answer = as_(cast.hana).post(HERE.format(workshop.gathering.pk) + "make/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_wishes_are_kept_from_then_on(workshop, cast, as_, phones):
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=3, per_table=3)
    one, two, three = (workshop.seat(phones[n]) for n in range(3))
    host, do = as_(cast.hana), HERE.format(workshop.gathering.pk) + "do/"
    host.post(do, {"do": "wish", "kind": "together", "who": one.pk, "other": two.pk})
    host.post(do, {"do": "wish", "kind": "apart", "who": one.pk, "other": three.pk})
    host.post(do, {"do": "wish", "kind": "table", "who": three.pk, "table": 2})
    for number in (1, 2, 3):
        at = dict(TablePlace.objects.filter(plan=plan, round=number).values_list("seat", "table"))
        assert at[one.pk] == at[two.pk] != at[three.pk]
        assert at[three.pk] == 2
    refused = host.post(do, {"do": "wish", "kind": "together", "who": one.pk, "other": three.pk}, follow=True)
    assert "two that are to sit together and apart: 1, 2, 3" in refused.content.decode()
    assert plan.wishes.count() == 3


def test_late_ones_and_those_who_leave_while_it_runs(workshop, cast, as_, phones):
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=3, per_table=3)
    actions.go_to_round(plan, by=cast.hana, round_number=1)
    first = dict(TablePlace.objects.filter(round=1).values_list("seat", "table"))
    leave_seat(workshop.seat(phones[8]))
    late = workshop.seat(workshop.phone())
    be_quiet(workshop.seat(phones[0]), True)  # quiet is here
    page = as_(cast.hana).get(HERE.format(workshop.gathering.pk)).content.decode()
    assert "1 person has no place yet. 1 person has left." in page
    as_(cast.hana).post(HERE.format(workshop.gathering.pk) + "do/", {"do": "fit"})
    now = dict(TablePlace.objects.filter(round=1).values_list("seat", "table"))
    assert set(now) == {seat.pk for seat in seats_to_place(workshop.room)}
    assert late.pk in now
    assert all(now[seat] == table for seat, table in first.items() if seat in now)


def test_by_hand_and_the_end(workshop, cast, as_, phones):
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=2, per_table=3)
    seat, do = workshop.seat(phones[0]), HERE.format(workshop.gathering.pk) + "do/"
    for table in (1, 2, 3):
        as_(cast.hana).post(do, {"do": "move", "round": 1, "seat": seat.pk, "table": table})
        assert TablePlace.objects.get(plan=plan, round=1, seat=seat).table == table
    wrong = as_(cast.hana).post(do, {"do": "move", "round": 1, "seat": seat.pk, "table": 9}, follow=True)
    assert "There is no table with this number." in wrong.content.decode()
    as_(cast.hana).post(do, {"do": "end"})
    assert plan_of(workshop.room) is None
    assert TablePlace.objects.filter(plan=plan).exists()


def test_when_everybody_has_left_the_host_is_told_so(workshop, cast, as_, phones):
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=2, per_table=3)
    actions.go_to_round(plan, by=cast.hana, round_number=1)
    for browser in phones:
        leave_seat(workshop.seat(browser))
    told = as_(cast.hana).post(HERE.format(workshop.gathering.pk) + "do/", {"do": "fit"}, follow=True)
    assert "Nobody is here yet." in told.content.decode()


@pytest.mark.django_db(transaction=True)
def test_answers_never_wait_while_people_are_being_seated(workshop, cast, phones, monkeypatch):
    """Seating hundreds takes seconds, and whoever holds the database for so long keeps all phones waiting."""
    holds = []
    for name in ("seat", "repair"):
        engine = getattr(actions, name)
        monkeypatch.setattr(
            actions,
            name,
            lambda *given, engine=engine, **more: holds.append(connection.in_atomic_block) or engine(*given, **more),
        )
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=2, per_table=3)
    one, two = workshop.seat(phones[0]), workshop.seat(phones[1])
    wish = actions.add_wish(plan, by=cast.hana, kind="apart", who=one, other=two)
    actions.go_to_round(plan, by=cast.hana, round_number=1)
    actions.fit_in(plan, by=cast.hana)
    actions.drop_wish(plan, wish.pk, by=cast.hana)
    assert holds == [False] * 4


def test_a_plan_that_another_host_changed_meanwhile_is_not_written_over(workshop, cast, phones, monkeypatch):
    plan = actions.make_plan(workshop.room, by=cast.hana, rounds=2, per_table=3)
    engine = actions.seat

    def meanwhile(*given, **more):
        actions.go_to_round(plan, by=cast.cole, round_number=1)
        return engine(*given, **more)

    monkeypatch.setattr(actions, "seat", meanwhile)
    with pytest.raises(ValueError, match="Somebody else has just changed"):
        actions.fit_in(plan, by=cast.hana)
    plan.refresh_from_db()
    assert plan.round_now == 1


def test_with_very_many_people_it_looks_less_long_for_something_better():
    everybody = list(range(500))
    assert actions._sweeps(everybody[:100], 10) == SWEEPS
    assert 2 <= actions._sweeps(everybody, 10) < 4
