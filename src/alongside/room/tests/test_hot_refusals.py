"""The hot address for answers: what it keeps, and how clearly it refuses the rest."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from hypothesis import given
from hypothesis import strategies as st

from alongside.gatherings.models import Seat
from alongside.room import actions
from alongside.room.actions.marks import MOST_N, NewMark, keep_marks
from alongside.room.hot.app import BURST, TOO_FAST, Front, Pace, Refused, parsed, seat_in
from alongside.room.hot.writer import MOST_WAITING, TooBusy, Writer
from alongside.room.models import Mark
from alongside.room.queries import counts_of
from alongside.room.sayings import SAYINGS
from alongside.room.tokens import make_token, read_token


class AtOnce(Writer):
    """Keeps each by itself, on the connection of the test."""

    async def put(self, mark: NewMark) -> str:
        return (await sync_to_async(keep_marks)([mark]))[0]


@pytest.fixture
def phone(workshop):
    """`phone(body, …)` sends an answer from a seat of the workshop: (status, what was told, headers)."""
    activity = workshop.run("statements", "Warm halls first.", "Letters in plain words.")
    seat = workshop.seat(workshop.phone())
    front = Front(None, AtOnce())

    def send(body=None, *, token=None, method="POST", headers=(), **told):
        told = {"a": activity.pk, "s": 1, "v": "1", "n": 5} | told
        sent = json.dumps(told).encode() if body is None else body
        cookie = f"size=2; seat={token or make_token(workshop.room.pk, seat.pk)}".encode()
        given_headers = {b"host": b"room.example", b"content-type": b"application/json", b"cookie": cookie}
        return ask(front, f"/r/{workshop.room.code}/mark", sent, given_headers | dict(headers), method)

    send.activity, send.seat, send.front = activity, seat, front
    return send


def ask(front, path, body, headers, method="POST"):
    out = []
    waiting = [{"type": "http.request", "body": body}]

    async def receive():
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message):
        out.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"lang=en"}
    async_to_sync(front)(scope | {"headers": list(headers.items())}, receive, send)
    return out[0]["status"], json.loads(out[1]["body"]), dict(out[0]["headers"])


def test_it_is_kept_and_the_same_again_counts_once(phone):
    assert phone()[:2] == (200, {"became": "kept"})
    assert phone()[:2] == (200, {"became": "again"})
    assert list(Mark.objects.values_list("slot", "value", "n")) == [(1, "1", 5)]


def test_an_older_one_is_told_so(phone):
    phone(v="-1", n=9)
    status, told, _headers = phone(n=8)
    assert (status, told["say"]) == (409, "You have sent something newer since. That one counts.")
    assert Mark.objects.get().value == "-1"


def test_too_late_is_told_and_not_counted(phone, workshop):
    actions.stop(workshop.live(phone.activity), by=workshop.host)
    status, told, _headers = phone()
    assert (status, told["became"]) == (409, "late")
    assert "is over" in told["say"]
    assert not Mark.objects.exists()


def test_what_was_kept_in_time_and_comes_again_too_late_is_not_called_late(phone, workshop):
    phone()
    actions.stop(workshop.live(phone.activity), by=workshop.host)
    assert phone()[:2] == (200, {"became": "again"})
    assert phone(v="0")[0] == 409
    assert phone(n=6)[0] == 409
    actions.start(phone.activity, by=workshop.host)
    assert phone(n=6)[:2] == (200, {"became": "kept"})


@pytest.mark.parametrize(
    ("sent", "status", "became"),
    [
        ({"token": "1.1.forged"}, 403, "forged"),
        ({"token": "x" * 500}, 403, "forged"),
        ({"token": "é"}, 403, "forged"),
        ({"body": b"x" * 1001}, 413, "big"),
        ({"headers": [(b"content-length", b"9" * 4000)]}, 413, "big"),
        ({"v": "2"}, 422, "wrong"),
        ({"v": "1" * 301}, 422, "wrong"),
        ({"v": 1}, 422, "wrong"),
        ({"v": "\0"}, 422, "wrong"),
        ({"s": 9}, 422, "wrong"),
        ({"s": True}, 422, "wrong"),
        ({"n": -1}, 422, "wrong"),
        ({"n": MOST_N + 1}, 422, "wrong"),
        ({"a": MOST_N}, 409, "late"),
        ({"body": b""}, 400, "wrong"),
        ({"body": b"[1]"}, 400, "wrong"),
        ({"body": b"[" * 999}, 400, "wrong"),
        ({"headers": [(b"content-type", b"text/plain")]}, 415, "forged"),
        ({"headers": [(b"content-type", b"application/x-www-form-urlencoded")]}, 415, "forged"),
        ({"headers": [(b"origin", b"https://elsewhere.example")]}, 403, "forged"),
        ({"headers": [(b"origin", b"null")]}, 403, "forged"),
        ({"method": "PUT"}, 405, "forged"),
    ],
)
def test_each_refusal_is_clear_and_keeps_nothing(phone, sent, status, became):
    found, told, headers = phone(**sent)
    assert (found, told["became"]) == (status, became)
    assert told["say"] == str(SAYINGS[became])
    assert b"content-security-policy" in headers
    assert headers[b"cache-control"] == b"no-store"
    assert not Mark.objects.exists()


def test_our_own_origin_is_welcome(phone):
    assert phone(headers=[(b"origin", b"https://room.example")])[0] == 200


def test_a_seat_of_another_room_counts_nowhere_here(phone, workshop):
    assert phone(token=make_token(workshop.room.pk + 1, phone.seat.pk))[:2][0] == 409
    assert not Mark.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_script_is_slowed_down_then_flagged_and_nothing_is_deleted(phone, workshop):
    statuses = [phone(n=n)[0] for n in range(1, BURST + TOO_FAST + 10)]
    assert statuses[:BURST] == [200] * BURST
    assert statuses[-1] == 429
    assert phone()[2][b"retry-after"] == b"2"
    seat = Seat.objects.get(pk=phone.seat.pk)
    assert seat.flagged_why == "fast"
    assert Mark.objects.count() == 1
    counts = counts_of(phone.activity)
    assert (counts.flagged, counts.lines[0].seats, counts.lines_all[0].seats) == (1, 0, 1)


def test_hands_are_never_too_fast():
    pace = Pace()
    assert not any(pace.take(seat) for seat in range(120) for _answer in range(BURST))


def test_too_many_waiting_are_asked_to_come_again(phone):
    class Full(Writer):
        async def put(self, mark):
            raise TooBusy

    phone.front.writer = Full()
    status, told, headers = phone()
    assert (status, told["became"], headers[b"retry-after"]) == (503, "busy", b"2")
    assert MOST_WAITING >= 1000


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_answers_in_parallel_count_once(workshop):
    activity = workshop.run("statements", "Warm halls first.")
    seat, writer = workshop.seat(workshop.phone()), Writer()

    async def fifty():
        marks = [NewMark(workshop.room.pk, seat.pk, activity.pk, 1, "1", 7) for _ in range(50)]
        return await asyncio.gather(*(writer.put(mark) for mark in marks))

    outcomes = asyncio.run(fifty())
    writer.stop()
    assert sorted(outcomes) == ["again"] * 49 + ["kept"]
    assert counts_of(activity).lines[0].seats == 1


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_is_gone_takes_no_others_with_it(workshop):
    activity = workshop.run("statements", "Warm halls first.")
    seats = [workshop.seat(workshop.phone()).pk for _ in range(4)]
    marks = [NewMark(workshop.room.pk, pk, activity.pk, 1, "1", 7) for pk in [*seats[:2], 10**9, *seats[2:]]]
    assert keep_marks(marks) == ["kept", "kept", "forged", "kept", "kept"]
    assert Mark.objects.count() == 4


def test_when_nothing_can_be_kept_nothing_is_acknowledged_and_the_next_one_is_tried():
    tries = []

    def keep(marks):
        tries.append(len(marks))
        if len(tries) == 1:
            raise ValueError("no disk")
        return ["kept"] * len(marks)

    writer, mark = Writer(keep), NewMark(1, 1, 1, 1, "1", 1)

    async def two():
        return await writer.put(mark), await writer.put(mark)

    assert asyncio.run(two()) == ("failed", "kept")
    writer.stop()


def mark_or_status(body):
    try:
        return parsed(body, 1, 2)
    except Refused as refused:
        return refused.status


@given(st.binary(max_size=1000))
def test_any_bytes_are_a_mark_or_refused(body):
    found = mark_or_status(body)
    assert found in (400, 422) or len(found.value) <= 300


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
values = scalars | st.lists(st.integers(), max_size=2)


@given(st.dictionaries(st.sampled_from("asvnx"), values | st.integers(0, 9)))
def test_any_json_is_a_mark_or_refused(told):
    found = mark_or_status(json.dumps(told).encode())
    if found not in (400, 422):
        assert (found.activity_id, found.slot, found.value, found.n) == (told["a"], told["s"], told["v"], told["n"])


@given(st.text() | st.from_regex(r"[0-9]{0,30}\.[0-9]{0,30}\.[A-Za-z0-9_=-]{0,30}"))
def test_no_text_but_ours_is_a_token(text):
    assert read_token(text) is None
    assert read_token(make_token(3, 4)) == (3, 4)


@given(st.binary(max_size=200))
def test_any_cookie_is_a_seat_or_none(cookie):
    assert seat_in({b"cookie": cookie}) is None
    assert seat_in({b"cookie": b"a=b; seat=old; seat=" + make_token(3, 4).encode() + b"; c"}) == (3, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["now", "counts", "stream"])
def test_nobody_without_a_seat_in_this_room_learns_anything(phone, workshop, what):
    address = f"/r/{workshop.room.code}/{what}"
    assert ask(phone.front, address, b"", {}, "GET")[0] == 403
    assert ask(phone.front, f"/r/ZZZZZZ/{what}", b"", {}, "GET")[0] == 403
    elsewhere = f"seat={make_token(workshop.room.pk + 1, phone.seat.pk)}".encode()
    assert ask(phone.front, address, b"", {b"cookie": elsewhere}, "GET")[0] == 404
