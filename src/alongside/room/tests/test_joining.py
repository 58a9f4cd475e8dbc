"""Coming into the room: by code, without an account, or with a card; and going home."""

import pytest
from django.test import Client

from alongside.gatherings.models import Attendance, Room, Seat
from alongside.people.actions import give_card
from alongside.room import actions
from alongside.room.actions import seats
from alongside.voices.models import Stance, Voice


def test_a_code_that_is_no_room_opens_nothing(workshop):
    opened = Client().get("/r/ZZZZZZ/")
    assert opened.status_code == 404
    assert "data-error-summary" in opened.content.decode(), "nobody who listens would be told"
    answer = Client().get("/r/", {"code": "ZZZZZZ"})
    assert answer.status_code == 422
    assert "no room with this code" in answer.content.decode()
    assert "six letters and numbers" in Client().get("/r/", {"code": "AB"}).content.decode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}"])
def test_a_code_can_be_typed_in_any_way(workshop, typed):
    code = typed.format(workshop.room.code).lower()
    answer = Client().get("/r/", {"code": code})
    assert answer["Location"] == f"/r/{workshop.room.code}/"


def test_guessing_codes_ends_soon(workshop):
    browser = Client()
    answers = [browser.get("/r/", {"code": f"ZZ{n:04d}".replace("0", "X").replace("1", "Y")}) for n in range(60)]
    assert answers[-1].status_code == 429
    assert browser.get("/r/", {"code": workshop.room.code}).status_code == 429


def test_somebody_joins_without_account_or_name(workshop):
    browser = workshop.phone()
    assert "You are in" in workshop.page(browser)
    seat = workshop.seat(browser)
    assert (seat.number, seat.person, seat.is_host) == (1, None, False)
    assert workshop.seat(workshop.phone()).number == 2


def test_a_token_of_another_room_or_a_made_up_one_is_no_seat(workshop, cast):
    browser = workshop.phone()
    browser.cookies["seat"] = browser.cookies["seat"].value[:-2] + "xx"
    assert "Join now" in workshop.page(browser)
    answer = browser.post(f"/r/{workshop.room.code}/put/", {"a": 1}, headers={"accept": "application/json"})
    assert answer.status_code == 403


def test_a_wrong_card_sits_nowhere(workshop):
    answer = Client().post(f"/r/{workshop.room.code}/join/", {"how": "card", "code": "AAAA-BBBB-CCCC"})
    assert answer.status_code == 422
    assert "does not open anything" in answer.content.decode()
    assert not Seat.objects.exists()


def test_with_a_card_the_seat_is_the_persons_own_and_they_came(workshop, cast):
    code = give_card(cast.amina, by=None)
    browser = workshop.phone(how="card", code=code)
    seat = workshop.seat(browser)
    assert (seat.person, seat.side) == (cast.amina, "community")
    assert Attendance.objects.filter(gathering=workshop.gathering, person=cast.amina).exists()
    assert "sessionid" not in browser.cookies  # a shared phone is not signed in to her space
    again = workshop.phone(how="card", code=code)
    assert workshop.seat(again) == seat


def test_who_is_signed_in_joins_with_one_press(workshop, cast, as_):
    browser = as_(cast.hana)
    assert "Join as Hana" in workshop.page(browser)
    browser.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    assert workshop.seat(browser).is_host


def test_what_a_phone_said_becomes_the_persons_once_they_show_a_card(workshop, cast):
    statements = workshop.run("statements", "Warm halls first.")
    browser = workshop.phone()
    workshop.put(browser, statements, s=1, v="1")
    question = workshop.run("open")
    workshop.say(browser, question, "A kettle for everyone.")
    voice = Voice.objects.get(words="A kettle for everyone.")
    assert voice.person is None
    answer = browser.post(f"/r/{workshop.room.code}/claim/", {"code": give_card(cast.amina, by=None)})
    assert answer.status_code == 302
    voice.refresh_from_db()
    assert voice.person == cast.amina
    stance = Stance.objects.get()
    assert (stance.person, stance.seat, stance.value) == (cast.amina, None, 1)
    other = browser.post(f"/r/{workshop.room.code}/claim/", {"code": give_card(cast.bryn, by=cast.bryn)}, follow=True)
    assert "Somebody else uses this phone" in other.content.decode()
    voice.refresh_from_db()
    assert voice.person == cast.amina


def test_after_leaving_the_next_on_this_phone_starts_anew(workshop):
    browser = workshop.phone()
    first = workshop.seat(browser)
    browser.post(f"/r/{workshop.room.code}/leave/")
    assert "Join now" in workshop.page(browser)
    assert Seat.objects.get(pk=first.pk).left_at is not None


def test_a_closed_room_takes_nobody(workshop, cast):
    browser = workshop.phone()
    actions.close_room(workshop.room, by=cast.hana)
    assert "The room has closed" in workshop.page(browser)
    Client().post(f"/r/{workshop.room.code}/join/", {"how": "nobody"})
    assert Seat.objects.count() == 1
    old = workshop.room.code
    actions.open_room(workshop.gathering, by=cast.hana)
    assert Room.objects.get().code != old


def test_a_whole_workshop_behind_one_address_joins_and_a_crowd_is_counted_apart(workshop, monkeypatch):
    monkeypatch.setattr(seats, "MANY", 30)
    monkeypatch.setattr(seats, "TOO_MANY", 40)
    for _n in range(40):
        workshop.phone()
    assert Seat.objects.filter(flagged_at=None).count() == 30
    assert Seat.objects.filter(flagged_why="crowd").count() == 10
    refused = Client().post(f"/r/{workshop.room.code}/join/", {"how": "nobody"}, follow=True)
    assert "Very many phones have joined from here" in refused.content.decode()
    assert Seat.objects.count() == 40


def test_quiet_is_always_there(workshop):
    browser = workshop.phone()
    assert "Leave me in quiet" in workshop.page(browser)
    browser.post(f"/r/{workshop.room.code}/quiet/", {"quiet": "1"})
    assert workshop.seat(browser).is_quiet
    assert "I am back" in workshop.page(browser)


def test_larger_letters_and_easy_words(workshop):
    workshop.run("open", question="What would make your home warm?", easy="What keeps you warm?")
    browser = workshop.phone()
    browser.post(f"/r/{workshop.room.code}/choose/", {"size": "3"})
    browser.post(f"/r/{workshop.room.code}/choose/", {"easy": "1"})
    page = workshop.page(browser)
    assert "rm-size-3" in page
    assert "rm-easy-on" in page
    assert "What keeps you warm?" in page


def test_members_find_the_open_room_on_the_gatherings_page_and_strangers_do_not(workshop, cast, as_):
    page = f"/p/warm-homes/gatherings/{workshop.gathering.pk}/"
    assert workshop.room.code not in as_(None).get(page).content.decode()
    assert workshop.room.code not in as_(cast.olga).get(page).content.decode()
    assert f"/r/{workshop.room.code}/" in as_(cast.amina).get(page).content.decode()
    actions.close_room(workshop.room, by=cast.hana)
    assert workshop.room.code not in as_(cast.amina).get(page).content.decode()


def test_a_phone_that_lost_its_seat_keeps_what_was_written_and_joins_again(workshop, cast):
    activity = workshop.run("open")
    browser = workshop.phone()
    browser.cookies.clear()
    answer = workshop.say(browser, activity, "A <b>bench</b> by the door.")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Join again" in page
    assert '<input type="hidden" name="words" value="A &lt;b&gt;bench&lt;/b&gt; by the door.">' in page
    back = browser.post(f"/r/{workshop.room.code}/join/", {"how": "nobody", "words": "A <b>bench</b> by the door."})
    assert back.status_code == 200
    assert ">A &lt;b&gt;bench&lt;/b&gt; by the door.</textarea>" in back.content.decode()
    assert Seat.objects.count() == 2
    assert not Voice.objects.exists()
    browser.post(f"/r/{workshop.room.code}/join/", {"how": "nobody", "words": "again"})  # the page is loaded anew
    assert Seat.objects.count() == 2
