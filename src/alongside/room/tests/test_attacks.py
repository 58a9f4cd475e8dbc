"""What somebody with a phone, or without one, tried against the room: each attack that once worked, and is refused."""

import asyncio
import json
import time
from xml.etree import ElementTree

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import OperationalError
from django.test import Client

from alongside.gatherings.models import Room, Seat
from alongside.kit.limits import allow
from alongside.ledger.tasks import deliver_waiting
from alongside.people.access import MOST_HERE, address_of
from alongside.people.actions import give_card
from alongside.people.models import Naming
from alongside.projects.actions import choose_naming
from alongside.projects.models import Membership
from alongside.room import actions
from alongside.room.actions import saying, seats
from alongside.room.hot import halls
from alongside.room.hot.app import MOST_STREAMS, Front
from alongside.room.hot.halls import Listener
from alongside.room.models import Item
from alongside.room.results import drawn
from alongside.room.shown import fragment, public_counts
from alongside.room.tokens import make_token
from alongside.voices.actions import set_naming, take_back
from alongside.voices.models import Voice


@pytest.fixture
def seated(workshop):
    """`seated(address)` asks the hot application as a phone of the workshop: (status, body)."""
    seat = workshop.seat(workshop.phone())
    cookie = f"seat={make_token(workshop.room.pk, seat.pk)}".encode()
    front = Front(None)

    def ask(address, query=""):
        path, out = f"/r/{workshop.room.code}/{address}", []

        async def receive():
            return {"type": "http.disconnect"}

        async def send(message):
            out.append(message)

        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
        async_to_sync(front)(scope | {"headers": [(b"cookie", cookie)]}, receive, send)
        return out[0]["status"], b"".join(one.get("body", b"") for one in out[1:])

    ask.front, ask.cookie = front, cookie
    return ask


@pytest.mark.django_db(transaction=True)
def test_languages_that_nobody_speaks_fill_no_memory(seated, workshop):
    async def ask_for(names):
        hall = await seated.front.halls.get(workshop.room.code, workshop.room.pk)
        for name in names:
            await seated.front.halls.piece(hall, name, zipped=False)
        return len(hall.pieces)

    assert async_to_sync(ask_for)(["en", "xq", "qqqq-x", "EN", "zz"]) == 1
    assert seated("now", "lang=xxqq")[0] == 200


@pytest.mark.django_db(transaction=True)
def test_the_streams_of_one_seat_are_few_and_the_newest_stays(seated, workshop):
    """A phone has a tab or two; a script that opens thousands ends its own."""
    ended, path = [], f"/r/{workshop.room.code}/stream"
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b""}

    async def one(number):
        async def receive():
            await asyncio.sleep(60)

        async def send(message):
            if message["type"] == "http.response.body" and not message.get("more_body"):
                ended.append(number)

        await seated.front(scope | {"headers": [(b"cookie", seated.cookie)]}, receive, send)

    async def many():
        tasks = []
        for number in range(MOST_STREAMS + 3):
            tasks.append(asyncio.ensure_future(one(number)))
            await asyncio.sleep(0.05)
        halls = list(seated.front.halls.by_code.values())
        assert len(halls[0].listeners) == MOST_STREAMS
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(many())
    assert ended == [0, 1, 2]


def test_news_never_wakes_a_stream_whose_phone_has_gone():
    listener = Listener(1)
    listener.end()
    listener.tell(b"news")
    assert listener.news.get_nowait() == b""


def test_one_answer_about_oneself_is_told_by_no_difference_of_two_views(workshop, as_):
    """However often somebody looks, with each answer and when it is stopped: none or at least five have come in."""
    activity = workshop.run("pulse")
    actions.show(workshop.live(activity), by=workshop.host, shown=True)
    phones, seen = [workshop.phone() for _n in range(13)], []
    for level, browser in zip([*range(11), 3, 4], phones, strict=True):
        workshop.put(browser, activity, **{"level-1": level, "level-2": 9})
        told = {line["number"]: line["parts"]["seats"] for line in public_counts(workshop.room)["lines"]}
        assert told.keys() <= {1, 2}
        assert {row.number for row in drawn(activity).rows} == told.keys()
        seen.append(told.get(1, 0))
    assert seen == [0] * 9 + [5] * 4
    workshop.put(phones[0], activity, **{"level-1": ""})  # to push somebody else in by passing
    assert public_counts(workshop.room)["lines"][0]["number"] == 2
    workshop.put(phones[0], activity, **{"level-1": 0})
    results = f"/p/warm-homes/gatherings/{workshop.gathering.pk}/results/"
    assert "8 people’s answers are not in here yet" in as_(None).get(results).content.decode()
    actions.stop(workshop.live(activity), by=workshop.host)
    assert [row.told for row in drawn(activity).rows][:1] == ["middle 4 of 10, 13 answers"]
    assert "not in here yet" not in as_(None).get(results).content.decode()


def test_a_few_hosts_are_people_too(workshop, cast):
    activity = workshop.run("pulse")
    for person in (cast.hana, cast.cole):
        workshop.put(workshop.phone(how="card", code=give_card(person, by=None)), activity, **{"level-2": 3})
    assert Seat.objects.filter(is_host=True).count() == 2
    assert drawn(activity).hosts == []
    lines = public_counts(workshop.room)
    assert "lines" not in lines


@pytest.fixture
def quiet_words(workshop, cast):
    """Words of Amina, weighed in a workshop that everybody sees the results of."""
    activity = workshop.run("dots", "Sunday opening", may_add=True, picks=3)
    actions.show(workshop.live(activity), by=workshop.host, shown=True)
    browser = workshop.phone(how="card", code=give_card(cast.amina, by=None))
    workshop.say(browser, activity, "My landlord hit me")
    return activity


def everywhere(workshop, activity, as_):
    """All that somebody without an account is given of the activity."""
    results = f"/p/warm-homes/gatherings/{workshop.gathering.pk}/results/"
    visitor = as_(None)
    pages = [visitor.get(results + more).content.decode() for more in ("", f"{activity.pk}.svg", f"{activity.pk}.csv")]
    pages.append(workshop.page(workshop.phone()))
    screen = as_(workshop.host).get(f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/screen/")["Location"]
    pages.append(visitor.get(screen).content.decode())
    return "\n".join([*pages, fragment(workshop.room)])


def test_words_that_are_not_to_be_quoted_are_on_no_phone_screen_or_result(workshop, cast, as_, quiet_words):
    assert "My landlord hit me" in everywhere(workshop, quiet_words, as_)
    set_naming(Voice.objects.get(person=cast.amina), by=cast.amina, naming=Naming.DO_NOT_QUOTE, outputs={})
    shown = everywhere(workshop, quiet_words, as_)
    assert "My landlord hit me" not in shown
    assert "Sunday opening" in shown


def test_who_is_not_quoted_in_the_project_is_not_quoted_in_the_room(workshop, cast, as_, quiet_words):
    membership = Membership.objects.get(person=cast.amina, project=cast.project)
    choose_naming(membership, by=cast.amina, naming=Naming.DO_NOT_QUOTE)
    assert "My landlord hit me" not in everywhere(workshop, quiet_words, as_)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["voice", "project"])
def test_phones_that_have_such_words_are_given_new_ones(workshop, cast, quiet_words, where):
    workshop.room.refresh_from_db()
    before = workshop.room.version
    if where == "voice":
        voice = Voice.objects.get(person=cast.amina)
        set_naming(voice, by=cast.amina, naming=Naming.DO_NOT_QUOTE, outputs={})
    else:
        membership = Membership.objects.get(person=cast.amina, project=cast.project)
        choose_naming(membership, by=cast.amina, naming=Naming.DO_NOT_QUOTE)
    deliver_waiting()
    workshop.room.refresh_from_db()
    assert workshop.room.version > before


def test_the_parking_place_is_not_flooded_by_one_phone(workshop, monkeypatch):
    monkeypatch.setattr(saying, "MOST_EACH", 3)
    browser = workshop.phone()
    address = f"/r/{workshop.room.code}/park/"
    sent = [browser.post(address, {"words": f"later {n}", "key": str(n)}).status_code for n in range(5)]
    assert sent == [302, 302, 302, 422, 422]
    assert Item.objects.filter(activity=None).count() == 3
    assert browser.post(address, {"words": "later 0", "key": "0"}).status_code == 302  # kept before: it counts once


def test_guessing_codes_by_their_address_ends_soon_and_locks_nobody_out(workshop):
    guest, seated = Client(), workshop.phone()
    door = f"/r/{workshop.room.code}/"
    answers = [guest.get(f"/r/ZZZZ{n}/").status_code for n in range(22, 22 + MOST_HERE + 3)]
    assert (answers[0], answers[-1]) == (404, 429)
    assert seated.get(door).status_code == 200
    assert guest.get(door).status_code == 200  # others came in from here before
    assert guest.get("/r/", {"code": workshop.room.code}).status_code == 302
    assert guest.post(door + "join/", {"how": "nobody"}).status_code == 302
    assert seated.get(door, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_room_is_not_found_by_posting_either_once_guessing_has_ended(workshop):
    guest = Client()
    for n in range(22, 22 + MOST_HERE + 1):
        guest.post(f"/r/ZZZZ{n}/join/", {"how": "nobody"})
    assert guest.post(f"/r/{workshop.room.code}/join/", {"how": "nobody"}).status_code == 404
    assert guest.post(f"/r/{workshop.room.code}/say/", {"words": "x"}).status_code == 404
    assert not Seat.objects.exists()


def test_one_house_has_one_address_however_many_its_network_can_make(rf):
    told = [address_of(rf.get("/", REMOTE_ADDR=ip)) for ip in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    assert told[0] == told[1]
    assert address_of(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1")) != told[0]
    assert address_of(rf.get("/", REMOTE_ADDR="203.0.113.9")) == "203.0.113.9"


def test_words_taken_back_leave_a_free_place_in_a_diamond(workshop, cast):
    activity = workshop.run("diamond", *[f"Card {n}" for n in range(1, 10)])
    take_back(Voice.objects.get(words="Card 9"), by=cast.hana, how=Voice.Asked.IN_PERSON)
    actions.add_item(activity, by=cast.hana, words="Card 10", key="again")
    rows = dict(zip([1, 2, 3, 4, 5, 6, 7, 8, 10], [1, 2, 2, 3, 3, 3, 4, 4, 5], strict=True))
    assert workshop.put(workshop.phone(), activity, **{f"row-{n}": row for n, row in rows.items()}).status_code == 302
    assert drawn(activity).seats == 1


@pytest.mark.django_db(transaction=True)
def test_a_phone_of_one_room_is_told_nothing_of_another_not_even_by_time(seated, workshop, monkeypatch):
    """Whether a code is a room's: the same is asked, and the same is answered."""
    asked = []
    monkeypatch.setattr(halls, "_look", lambda *given: asked.append(given))
    other = seated.front.halls.by_code["ZZZZ22"] = halls.Hall("ZZZZ22", room_id=workshop.room.pk + 1, is_open=True)
    other.seen_at = time.monotonic()
    scope = {"type": "http", "method": "GET", "query_string": b"", "headers": [(b"cookie", seated.cookie)]}

    async def ask_both():
        told = []
        for code in ("ZZZZ22", "ZZZZ33"):
            out = []

            async def send(message, out=out):
                out.append(message)

            await seated.front(scope | {"path": f"/r/{code}/counts"}, None, send)
            told.append((out[0]["status"], out[1]["body"]))
        return told

    seated.front.halls._begin = lambda: None
    first, second = async_to_sync(ask_both)()
    assert first == second
    assert asked == [("ZZZZ22", workshop.room.pk), ("ZZZZ33", workshop.room.pk)]


def test_a_database_that_is_away_for_a_moment_ends_no_watching(monkeypatch):
    """Else phones would hear nothing more until somebody starts Alongside again."""
    monkeypatch.setattr(halls, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(halls, "BEAT_EVERY", 0.0)
    monkeypatch.setattr(halls, "still_here", _away)
    looks = []

    def look(code, room_id):
        looks.append(code)
        return _away() if len(looks) < 3 else (1, 7, None, True)

    monkeypatch.setattr(halls, "_look", look)

    async def watched():
        here = halls.Halls()
        hall = here.by_code["ZZZZ22"] = halls.Hall("ZZZZ22", room_id=1)
        hall.listeners.add(Listener(4))
        watch = asyncio.ensure_future(here._watch())
        for _try in range(200):
            await asyncio.sleep(0.01)
            if hall.version == 7:
                break
        watch.cancel()
        return hall.version

    assert asyncio.run(watched()) == 7


def _away(*_given):
    raise OperationalError("database is locked")


@pytest.mark.django_db(transaction=True)
def test_a_phone_is_told_to_try_again_while_the_database_is_away(seated, monkeypatch):
    monkeypatch.setattr(halls, "_look", _away)
    status, body = seated("now")
    assert (status, json.loads(body)["became"]) == (503, "failed")


@pytest.mark.django_db(transaction=True)
def test_streams_of_a_room_that_has_another_code_now_end(workshop, seated):
    async def streams():
        here = seated.front.halls
        hall = await here.get(workshop.room.code, workshop.room.pk)
        hall.listeners.add(listener := Listener(4))
        await sync_to_async(Room.objects.filter(pk=workshop.room.pk).update)(code="ZZZZ99")
        hall.seen_at = 0.0
        found = await here.get(workshop.room.code, workshop.room.pk)
        return found, listener.has_ended

    assert async_to_sync(streams)() == (None, True)


def test_news_of_rooms_that_nobody_here_looks_at_fills_no_memory():
    here = halls.Halls()
    for room_id in range(1000):
        here._wake(room_id)
    assert not here.stale


def test_a_script_that_fills_the_room_leaves_places_for_people(workshop, monkeypatch):
    monkeypatch.setattr(seats, "MANY", 2)
    monkeypatch.setattr(seats, "MOST_SEATS", 4)
    for _phone in range(6):
        actions.take_seat(workshop.room, person=None, address="203.0.113.9")
    with pytest.raises(seats.RoomIsFull):
        actions.take_seat(workshop.room, person=None, address="203.0.113.9")
    assert not actions.take_seat(workshop.room, person=None, address="198.51.100.7").flagged_at


def test_signs_that_are_no_letters_spoil_no_picture(workshop, as_):
    activity = workshop.run("open")
    workshop.say(workshop.phone(), activity, "Warm \ufffehalls\uffff\U0001fffe\ufdd0 first")
    address = f"/p/warm-homes/gatherings/{workshop.gathering.pk}/results/{activity.pk}.svg"
    picture = as_(workshop.host).get(address).content
    assert "Warm halls first" in "".join(ElementTree.fromstring(picture).itertext())


def test_a_button_pressed_with_a_step_that_is_gone_answers_plainly(workshop, as_):
    host, address = as_(workshop.host), f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/do/"
    gone = {"a": "987654", "back": "items"}
    answers = [host.post(address, {"do": "show"} | gone), host.post(address, {"do": "extend", "minutes": "²"})]
    assert [one.status_code for one in answers] == [302, 302]
    assert host.post(address, {"do": "clear_flags", "why": "x\0"}, follow=True).status_code == 200
    with pytest.raises(ValueError, match="Choose which phones"):
        actions.clear_flags(workshop.room, "x\0", by=workshop.host)


def test_many_phones_of_their_own_address_push_no_limit_out_of_memory():
    assert allow("attack", "guesser", most=1, seconds=60)
    for n in range(400):
        allow("attack", f"phone {n}", most=1, seconds=60)
    assert not allow("attack", "guesser", most=1, seconds=60)
