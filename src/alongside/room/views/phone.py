"""The pages of a phone in the room. Everything works without JavaScript; with it, the room comes to the phone."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.easy.reading import reader_of
from alongside.gatherings.models import Activity, Room, Seat
from alongside.kit.codes import keyed_hash, plain_code
from alongside.kit.text import number_in
from alongside.people.access import TooManyTries, address_of, try_code
from alongside.people.forms import CardForm
from alongside.people.models import Person
from alongside.people.views.cards import card_in
from alongside.room import actions, queries
from alongside.room.actions.marks import KEPT, LATE, NewMark, keep_marks, now_n
from alongside.room.filled import Wrong, marks_in, pair_of
from alongside.room.forms import CodeForm
from alongside.room.queries.tables import table_of
from alongside.room.sayings import saying
from alongside.room.shown import now_context
from alongside.room.tokens import COOKIE, make_token, read_token

SIZES = ("1", "2", "3")
YEAR = 365 * 24 * 3600


HERE_FOR = 12 * 3600  # seconds; a day of workshops


def _room(request: HttpRequest, code: str) -> Room | None:
    """The room with this code. TooManyTries where too many wrong codes came from.

    Once a room was found from an address, everybody there finds it: however many wrong codes come from that address,
    a workshop is not locked out. Nor is a phone that sits in the room already.
    """
    here = keyed_hash("room-here", f"{address_of(request)} {plain_code(code)}")
    if _sits_there(request, plain_code(code)) or cache.get(here):
        return queries.room_by_code(code)
    room = try_code(request, "room", queries.room_by_code, code)
    if room is not None:
        cache.set(here, 1, HERE_FOR)
    return room


def _sits_there(request: HttpRequest, code: str) -> bool:
    found = read_token(request.COOKIES.get(COOKIE, ""))
    return found is not None and Room.objects.filter(pk=found[0], code=code).exists()


def seat_in(request: HttpRequest, room: Room) -> Seat | None:
    """The seat of this phone in this room."""
    found = read_token(request.COOKIES.get(COOKIE, ""))
    if found is None or found[0] != room.pk:
        return None
    return Seat.objects.filter(pk=found[1], room=room).select_related("person", "room__gathering__project").first()


def _sits(request: HttpRequest, room: Room, seat: Seat) -> HttpResponse:
    words = _lost_words(request)
    response = _page(request, room, seat, words=words) if words else redirect("room:phone", room.code)
    path = reverse("room:phone", args=[room.code])
    token = make_token(room.pk, seat.pk)
    response.set_cookie(
        COOKIE, token, path=path, httponly=True, samesite="Lax", secure=request.is_secure(), max_age=7 * 24 * 3600
    )
    return response


def _frame(request: HttpRequest, room: Room) -> dict[str, Any]:
    reader = reader_of(request)
    return {"room": room, "gathering": room.gathering, "size": reader.size, "easy": reader.easy_first}


@never_cache
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Type in the six characters that the host shows."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        try:
            room = _room(request, form.cleaned_data["code"])
        except TooManyTries as wait:
            form.add_error("code", str(wait))
            return render(request, "room/code.html", {"form": form}, status=429)
        if room is not None:
            return redirect("room:phone", room.code)
        form.add_error("code", _("There is no room with this code now. Look at the big screen, or ask a host."))
    return render(request, "room/code.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The room on a phone: first the door, then what runs now."""
    form = CodeForm(initial={"code": plain_code(code)[:6]})
    try:
        room = _room(request, code)
    except TooManyTries as wait:
        return render(request, "room/code.html", {"form": form, "wait": wait}, status=429)
    if room is None:
        return render(request, "room/code.html", {"form": form, "unknown": True}, status=404)
    if code != room.code:
        return redirect("room:phone", room.code)
    seat = seat_in(request, room)
    if room.closed_at is not None:
        return render(request, "room/closed.html", _frame(request, room) | {"seat": seat})
    if seat is None:
        return _door(request, room, CardForm())
    return _page(request, room, seat)


def _door(request: HttpRequest, room: Room, form: CardForm, status: int = 200) -> HttpResponse:
    context = _frame(request, room) | {"form": form, "words": _lost_words(request)}
    return render(request, "room/join.html", context, status=status)


def _page(request: HttpRequest, room: Room, seat: Seat, *, wrong: Wrong | None = None, words: str = "") -> HttpResponse:
    live = queries.live_in(room)
    mine = queries.marks_of_seat(live.activity, seat) if live else {}
    if wrong is not None:
        mine = mine | dict([wrong.tried])
    context = _frame(request, room) | now_context(room, mine)
    shown = context["shown"]
    if shown is not None and shown.activity.kind == "pairs":
        context["pair"] = pair_of(seat.pk, [one.number for one in shown.items], mine)
    context |= {"seat": seat, "wrong": wrong, "n": now_n(), "key": secrets.token_urlsafe(9)}
    context |= {"words": words, "parking": bool(words)}
    context["my_table"] = table_of(seat)
    return render(request, "room/phone.html", context, status=422 if wrong else 200)


@never_cache
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Sit down: with a card's code, as the one who is signed in, or as nobody in particular."""
    room = _open_room(request, code)
    person: Person | None = None
    form = CardForm(request.POST if request.POST.get("how") == "card" else None)
    if request.POST.get("how") == "card":
        card = card_in(request, form)
        if card is None:
            return _door(request, room, form, status=422)
        person = card.person
    elif request.POST.get("how") == "me" and isinstance(request.user, Person):
        person = request.user
    elif (seat := seat_in(request, room)) is not None:  # the same press again, such as a page loaded anew
        return redirect("room:phone", room.code)
    try:
        seat = actions.take_seat(room, person=person, address=address_of(request))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("room:phone", room.code)
    return _sits(request, room, seat)


def _open_room(request: HttpRequest, code: str) -> Room:
    """The room with exactly this code, else 404: also where too many wrong codes came from."""
    try:
        room = _room(request, code)
    except TooManyTries:
        raise Http404 from None
    if room is None or room.code != code:
        raise Http404
    return room


def _seated(request: HttpRequest, code: str) -> tuple[Room, Seat | None]:
    room = _open_room(request, code)
    return room, seat_in(request, room)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _told(request: HttpRequest, room: Room, became: str, sentence: str, status: int = 200) -> HttpResponse:
    """The answer to what was sent: a line for the phone's JavaScript, or the page again with the sentence on top."""
    if _wants_json(request):
        return JsonResponse({"became": became, "say": sentence}, status=status)
    (messages.success if status == 200 else messages.error)(request, sentence)
    return redirect("room:phone", room.code)


def _lost_words(request: HttpRequest) -> str:
    """What somebody wrote whose phone had lost its seat; it comes with them through the door."""
    return request.POST.get("words", "")[:2000]


def _unknown(request: HttpRequest, room: Room) -> HttpResponse:
    if _lost_words(request) and not _wants_json(request) and room.closed_at is None:
        return _door(request, room, CardForm(), status=403)
    return _told(request, room, "forged", saying("forged", request.LANGUAGE_CODE), 403)


@never_cache
@require_POST
def put(request: HttpRequest, code: str) -> HttpResponse:
    """Answers from a page without JavaScript. The hot address in front of Django does the same for the others."""
    room, seat = _seated(request, code)
    if seat is None:
        return _unknown(request, room)
    activity = _activity(room, request.POST.get("a", ""))
    if activity is None:
        return _told(request, room, LATE, saying(LATE, request.LANGUAGE_CODE), 409)
    numbers = list(queries.items_of(activity).values_list("number", flat=True))
    try:
        marks = marks_in(activity, request.POST.dict(), numbers)
    except Wrong as wrong:
        return _page(request, room, seat, wrong=wrong)
    at = now_n()
    became = keep_marks([NewMark(room.pk, seat.pk, activity.pk, slot, value, at) for slot, value in marks])
    if bad := next((one for one in became if one != KEPT), None):
        return _told(request, room, bad, saying(bad, request.LANGUAGE_CODE), 409)
    return _told(request, room, KEPT, _("Kept. Thank you."))


def _activity(room: Room, pk: str) -> Activity | None:
    return (
        Activity.objects.filter(pk=number_in(pk), gathering=room.gathering_id)
        .select_related("gathering__project")
        .first()
    )


@never_cache
@require_POST
def say(request: HttpRequest, code: str) -> HttpResponse:
    """Words for the running activity. Sent twice with the same key, they count once."""
    room, seat = _seated(request, code)
    if seat is None:
        return _unknown(request, room)
    activity = _activity(room, request.POST.get("a", ""))
    sent = {"words": request.POST.get("words", ""), "key": request.POST.get("key", "")[:60]}
    try:
        if activity is None:
            raise actions.TooLate(saying(LATE, request.LANGUAGE_CODE))
        item = actions.say(seat, activity, moment=request.POST.get("moment", ""), **sent)
    except actions.TooLate as late:
        return _kept_words(request, room, seat, str(late), 409)
    except ValueError as error:
        return _kept_words(request, room, seat, str(error), 422)
    waits = item.state == item.State.WAITING
    return _told(
        request, room, KEPT, _("Kept. A host will look at it first. Thank you.") if waits else _("Kept. Thank you.")
    )


@never_cache
@require_POST
def park(request: HttpRequest, code: str) -> HttpResponse:
    """Something for later."""
    room, seat = _seated(request, code)
    if seat is None:
        return _unknown(request, room)
    try:
        actions.park(seat, words=request.POST.get("words", ""), key=request.POST.get("key", "")[:60])
    except ValueError as error:
        return _kept_words(request, room, seat, str(error), 422)
    return _told(request, room, KEPT, _("It is in the parking place. The hosts will come back to it."))


def _kept_words(request: HttpRequest, room: Room, seat: Seat, sentence: str, status: int) -> HttpResponse:
    """The page again with what was typed, and why it was not taken."""
    if _wants_json(request):
        return JsonResponse({"became": "wrong", "say": sentence}, status=status)
    live = queries.live_in(room)
    context = _frame(request, room) | now_context(room, queries.marks_of_seat(live.activity, seat) if live else {})
    context |= {"seat": seat, "n": now_n(), "key": request.POST.get("key", ""), "words_wrong": sentence}
    context |= {"words": request.POST.get("words", ""), "parking": request.path.endswith("/park/")}
    return render(request, "room/phone.html", context, status=status)


@never_cache
@require_POST
def quiet(request: HttpRequest, code: str) -> HttpResponse:
    """In peace for now, or back again."""
    room, seat = _seated(request, code)
    if seat is None:
        return _unknown(request, room)
    wanted = request.POST.get("quiet") == "1"
    actions.be_quiet(seat, wanted)
    if wanted:
        return _told(request, room, "quiet", _("You are in quiet. Nobody will call on you. Come back when you like."))
    return _told(request, room, "back", _("Good to have you back."))


@never_cache
@require_POST
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Show a card, so that what this phone said is mine."""
    room, seat = _seated(request, code)
    if seat is None:
        return _unknown(request, room)
    form = CardForm(request.POST)
    card = card_in(request, form)
    if card is None:
        return render(request, "room/mine.html", _frame(request, room) | {"seat": seat, "form": form}, status=422)
    try:
        own = actions.claim_seat(seat, card.person)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("room:phone", room.code)
    messages.success(request, _("Your words here are yours now. You will get an answer to each of them."))
    return _sits(request, room, own)


@never_cache
@require_safe
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """What this phone has said and answered; and, without a card, how to make it one's own."""
    room, seat = _seated(request, code)
    if seat is None:
        return redirect("room:phone", room.code)
    if _wants_json(request):
        live = queries.live_in(room)
        marks = queries.marks_of_seat(live.activity, seat) if live else {}
        place = table_of(seat)
        told = {"a": live.activity_id if live else None, "marks": marks, "seat": seat.number}
        return JsonResponse(told | {"table": place.table if place else 0, "round": place.round if place else 0})
    said = queries.said_from(seat)
    return render(request, "room/mine.html", _frame(request, room) | {"seat": seat, "said": said, "form": CardForm()})


@never_cache
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Go home. On a shared phone the next person starts anew."""
    room, seat = _seated(request, code)
    if seat is not None:
        actions.leave_seat(seat)
    messages.success(request, _("You have left the room. Thank you for coming."))
    response = redirect("room:code")
    response.delete_cookie(COOKIE, path=reverse("room:phone", args=[room.code]), samesite="Lax")
    return response


@never_cache
@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """How this phone shows the room: larger letters, easy words."""
    room = _open_room(request, code)
    response = redirect("room:phone", room.code)
    for name, known in {"size": SIZES, "easy": ("0", "1")}.items():
        if request.POST.get(name) in known:
            response.set_cookie(
                name, request.POST[name], max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return response
