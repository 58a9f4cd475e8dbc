"""Leading the room: the wrong people first, then every button."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from alongside.gatherings.models import Activity, Room, Seat
from alongside.room import actions
from alongside.room.models import Live
from alongside.room.views.screen import screen_token


def desk(workshop, **more):
    return f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/"


@pytest.mark.parametrize("who", ["amina", "dev", "olga", "tess"])
def test_others_lead_nothing(workshop, cast, as_, who):
    activity = workshop.run("statements", "Warm halls first.")
    person = getattr(cast, who)
    assert as_(person).get(desk(workshop)).status_code == 403
    live = workshop.live(activity)
    for verb in (
        lambda: actions.open_room(workshop.gathering, by=person),
        lambda: actions.close_room(workshop.room, by=person),
        lambda: actions.start(activity, by=person),
        lambda: actions.stop(live, by=person),
        lambda: actions.extend(live, by=person, minutes=5),
        lambda: actions.show(live, by=person, shown=True),
        lambda: actions.go_to_step(live, by=person, step=1),
        lambda: actions.put_on_screen(workshop.room, None, by=person),
        lambda: actions.hand_over(workshop.room, person, by=person),
        lambda: actions.add_item(activity, by=person, words="x", key="1"),
        lambda: actions.add_voices(activity, [], by=person),
        lambda: actions.set_state(activity.items.get(), "hidden", by=person),
        lambda: actions.clear_flags(workshop.room, "fast", by=person),
        lambda: actions.add_somebody_on_paper(workshop.room, by=person),
        lambda: actions.count_turn(workshop.room, "Seat 1", by=person),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_room_is_opened_once_and_has_a_code(cast, workshop):
    assert actions.open_room(workshop.gathering, by=cast.cole).pk == workshop.room.pk
    assert len(Room.objects.get().code) == 6


def test_what_is_started_stops_what_ran(workshop, cast, as_):
    first = workshop.run("open")
    second = Activity.objects.create(gathering=workshop.gathering, title="Next", kind="pulse")
    as_(cast.hana).post(desk(workshop) + "do/", {"do": "start", "a": second.pk})
    assert workshop.live(first).stopped_at is not None
    assert Live.objects.get(stopped_at=None).activity == second


def test_talk_has_nothing_to_start(workshop, cast, as_):
    talk = Activity.objects.create(gathering=workshop.gathering, title="Talk")
    answer = as_(cast.hana).post(desk(workshop) + "do/", {"do": "start", "a": talk.pk}, follow=True)
    assert "There is nothing to send in this step" in answer.content.decode()


def test_more_time_counts_from_now_when_it_was_over(workshop, cast):
    live = workshop.live(workshop.run("open", minutes=1))
    Live.objects.filter(pk=live.pk).update(ends_at=live.started_at)
    actions.extend(live, by=cast.hana, minutes=5)
    live.refresh_from_db()
    assert (live.ends_at - live.started_at).total_seconds() >= 300
    with pytest.raises(ValueError, match="1 to 60"):
        actions.extend(live, by=cast.hana, minutes=500)


def test_counts_are_hidden_until_the_host_shows_them(workshop, cast, as_):
    activity = workshop.run("dots", "Sunday opening", picks=3)
    workshop.put(workshop.phone(), activity, **{"dots-1": 3})
    screen = f"/screen/{screen_token(workshop.room)}/"
    other = workshop.phone()
    for page in (workshop.page(other), Client().get(screen).content.decode()):
        assert "3 dots</p>" not in page
    as_(cast.hana).post(desk(workshop) + "do/", {"do": "show", "a": activity.pk, "shown": "1"})
    for page in (workshop.page(other), Client().get(screen).content.decode()):
        assert "3 dots</p>" in page
    assert "3 dots</p>" in as_(cast.hana).get(desk(workshop) + "now/").content.decode()


def test_the_screen_shows_the_code_or_what_the_host_puts_there(workshop, cast):
    assert Client().get("/screen/nothing/").status_code == 404
    screen = f"/screen/{screen_token(workshop.room)}/"
    assert workshop.room.code in Client().get(screen).content.decode()
    activity = workshop.run("open", question="What keeps you warm?")
    assert "What keeps you warm?" in Client().get(screen).content.decode()
    actions.put_on_screen(workshop.room, None, by=cast.hana)
    page = Client().get(screen).content.decode()
    assert "What keeps you warm?" not in page
    other = Activity.objects.create(gathering_id=activity.gathering_id, title="Later", kind="open")
    actions.put_on_screen(workshop.room, other, by=cast.hana)
    assert "It begins soon" in Client().get(screen + "?part=1").content.decode()
    actions.close_room(workshop.room, by=cast.hana)
    assert "The room has closed" in Client().get(screen).content.decode()


def test_another_host_takes_over_but_nobody_else_can(workshop, cast, as_):
    do = desk(workshop) + "do/"
    refused = as_(cast.hana).post(do, {"do": "hand_over", "to": cast.amina.handle}, follow=True)
    assert "Only a host can lead the room" in refused.content.decode()
    as_(cast.hana).post(do, {"do": "hand_over", "to": cast.cole.handle})
    assert Room.objects.get().led_by == cast.cole


def test_somebody_without_a_phone_is_counted_in(workshop, cast, as_):
    as_(cast.hana).post(desk(workshop) + "do/", {"do": "paper"})
    assert Seat.objects.get().how == "paper"
    assert "<strong>1</strong> on paper" in as_(cast.hana).get(desk(workshop)).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "nonsense"}, {"do": "start", "a": "x"}, {"do": "stop", "a": "99999999999999999999"}]
)
def test_nonsense_is_told_and_changes_nothing(workshop, cast, as_, sent):
    version = Room.objects.get().version
    answer = as_(cast.hana).post(desk(workshop) + "do/", sent, follow=True)
    assert "alert-danger" in answer.content.decode()
    assert Room.objects.get().version == version


def test_the_hosts_page_takes_as_many_queries_for_many_as_for_few(workshop, cast, as_, django_assert_max_num_queries):
    activity = workshop.run("statements", *[f"Statement {n}" for n in range(30)])
    for _n in range(12):
        workshop.put(workshop.phone(), activity, s=1, v="1")
    with django_assert_max_num_queries(36):
        as_(cast.hana).get(desk(workshop))
    with django_assert_max_num_queries(18):
        workshop.page(workshop.phone())


def test_airtime_is_by_seat_or_role_and_told_from_ten_turns(workshop, cast, as_):
    page = desk(workshop) + "airtime/"
    host = as_(cast.hana)
    for label, turns, side in (
        ("Seat 1", 6, "community"),
        ("Council", 5, "staff"),
        ("Seat 2", 1, ""),
        ("Seat 3", 1, ""),
    ):
        for _turn in range(turns):
            host.post(page + "add/", {"label": label, "turns": "1", "side": side})
    host.post(page + "add/", {"label": "Seat 3", "turns": "-1"})
    host.post(page + "add/", {"label": "Seat 3", "turns": "-1"})
    told = host.get(page).content.decode()
    assert "The three who speak most have 100 % of the turns." in told
    assert "Staff have 42 %." in told
    assert "0 turns" in told
