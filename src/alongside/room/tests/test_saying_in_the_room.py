"""Words said in a room are voices: kept as said, once, and answered like all others."""

import pytest

from alongside.gatherings.models import Room
from alongside.room import actions, queries
from alongside.room.models import Item
from alongside.voices.actions import retype_voice, take_back
from alongside.voices.models import Statement, Voice


def test_words_become_a_voice_of_the_gathering(workshop, cast):
    activity = workshop.run("open")
    answer = workshop.say(workshop.phone(), activity, "  A warm\r\nkitchen. ")
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.words, voice.source, voice.gathering) == ("A warm\nkitchen.", "live", workshop.gathering)
    assert (voice.person, voice.typed_by, voice.project) == (None, None, cast.project)


def test_sent_again_it_counts_once_and_another_phone_meets_nothing(workshop):
    activity = workshop.run("open")
    browser = workshop.phone()
    for _again in range(3):
        workshop.say(browser, activity, "A warm kitchen.")
    assert Voice.objects.count() == 1
    workshop.say(workshop.phone(), activity, "A warm kitchen.")
    assert Voice.objects.count() == 2


def test_kept_in_time_but_not_acknowledged_it_is_not_told_to_be_late(workshop, cast):
    activity = workshop.run("open")
    browser = workshop.phone()
    workshop.say(browser, activity, "A warm kitchen.")
    actions.stop(workshop.live(activity), by=cast.hana)
    assert workshop.say(browser, activity, "A warm kitchen.").status_code == 302
    late = workshop.say(browser, activity, "And a kettle.", key="k2")
    assert late.status_code == 409
    page = late.content.decode()
    assert "This part of the workshop is over" in page
    assert "parking place" in page
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(("words", "told"), [("", "Write something first"), ("x" * 2001, "This is too long")])
def test_nothing_and_too_much_are_told_and_what_was_typed_stays(workshop, words, told):
    activity = workshop.run("open")
    answer = workshop.say(workshop.phone(), activity, words)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert words in answer.content.decode()


def test_a_statement_of_ones_own_waits_for_a_host_where_that_was_agreed(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.", may_add=True, approve=True)
    browser = workshop.phone()
    workshop.say(browser, activity, "Letters in plain words.")
    item = Item.objects.get(number=2)
    assert item.state == "waiting"
    assert "Letters in plain words." not in workshop.page(workshop.phone())
    assert Statement.objects.get(voice=item.voice).moderation == Statement.Moderation.HIDDEN
    desk = f"/p/{cast.project.slug}/gatherings/{workshop.gathering.pk}/room/do/"
    assert as_(cast.bryn).post(desk, {"do": "item", "item": item.pk, "state": "shown"}).status_code == 403
    as_(cast.cole).post(desk, {"do": "item", "item": item.pk, "state": "shown"})
    assert "Letters in plain words." in workshop.page(workshop.phone())
    assert workshop.put(workshop.phone(), activity, s=2, v="1").status_code == 302
    assert queries.counts_of(activity).lines[1].seats == 1


def test_nobody_adds_where_it_was_not_agreed(workshop):
    activity = workshop.run("statements", "Warm halls first.")
    assert workshop.say(workshop.phone(), activity, "Mine too.").status_code == 409
    assert Voice.objects.count() == 1


def test_the_parking_place_is_always_there(workshop, cast, as_):
    browser = workshop.phone()
    browser.post(f"/r/{workshop.room.code}/park/", {"words": "What about the stairs?", "key": "p1"})
    browser.post(f"/r/{workshop.room.code}/park/", {"words": "What about the stairs?", "key": "p1"})
    assert Voice.objects.get().words == "What about the stairs?"
    page = f"/p/{cast.project.slug}/gatherings/{workshop.gathering.pk}/room/parked/"
    assert as_(cast.bryn).get(page).status_code == 403
    assert "What about the stairs?" in as_(cast.hana).get(page).content.decode()
    assert "What about the stairs?" in browser.get(f"/r/{workshop.room.code}/mine/").content.decode()


def test_on_a_timeline_people_say_when(workshop, cast):
    activity = workshop.run("timeline")
    workshop.say(workshop.phone(), activity, "The boiler broke.", moment="After the move")
    actions.show(workshop.live(activity), by=cast.hana, shown=True)
    page = workshop.page(workshop.phone())
    assert page.index("After the move") < page.index("The boiler broke.")


def test_voices_said_before_are_weighed_but_not_those_that_are_not_to_be_quoted(workshop, cast, say):
    open_one = say(cast.amina, "A visit is worth more than a call.")
    quiet = say(cast.amina, "Between us.", naming="do_not_quote")
    activity = workshop.run("dots")
    assert actions.add_voices(activity, [open_one, quiet], by=cast.hana) == 1
    assert actions.add_voices(activity, [open_one], by=cast.hana) == 0
    assert "Between us." not in workshop.page(workshop.phone())


def test_words_taken_back_leave_phones_counts_and_results(workshop, cast, as_):
    activity = workshop.run("open")
    amina = as_(cast.amina)
    amina.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    workshop.say(amina, activity, "Only for you.")
    voice = Voice.objects.get()
    votes = workshop.run("dots", picks=1)
    actions.add_voices(votes, [voice], by=cast.hana)
    workshop.put(workshop.phone(), votes, **{"dots-1": 1})
    actions.show(workshop.live(votes), by=cast.hana, shown=True)
    assert "Only for you." in workshop.page(workshop.phone())
    version = Room.objects.get().version
    take_back(voice, by=cast.amina)
    assert Room.objects.get().version > version  # what was made once for all phones is made anew
    assert "Only for you." not in workshop.page(workshop.phone())
    assert queries.counts_of(votes).lines == []


def test_what_was_weighed_stands_beside_the_voice(workshop, cast, as_):
    votes = workshop.run("dots", "Sunday opening", "Travel money", picks=2)
    workshop.put(workshop.phone(), votes, **{"dots-2": 2})
    actions.stop(workshop.live(votes), by=cast.hana)
    voice = Voice.objects.get(words="Travel money")
    page = f"/p/{cast.project.slug}/voices/{voice.pk}/"
    assert "place 1 of 2" not in as_(cast.amina).get(page).content.decode()
    actions.show(workshop.live(votes), by=cast.hana, shown=True)
    assert "A dots, Warm tea: place 1 of 2" in as_(cast.amina).get(page).content.decode()


def test_a_slip_that_is_typed_again_stays_where_it_was_said(workshop, cast):
    activity = workshop.run("dots", "Sunday openning", picks=1)
    slip = Voice.objects.get()
    newer = retype_voice(slip, by=cast.hana, words="Sunday opening")
    assert Item.objects.get(activity=activity).voice == newer
    assert "Sunday opening" in workshop.page(workshop.phone())
