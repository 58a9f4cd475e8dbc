"""The big screen: only what the host puts there. Its link opens it on any computer; it shows and can do nothing."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.gatherings.models import Room
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.qr import qr_image
from alongside.projects.rules import may_host
from alongside.room import queries
from alongside.room.models import Live
from alongside.room.queries.tables import tables_now
from alongside.room.results import drawn
from alongside.room.views.hosting import address_of_room, gathering_in

SALT = "room-screen"


def screen_token(room: Room) -> str:
    """Opens this room's screen while this code of the room lives."""
    return Signer(salt=SALT).sign(room.code or "").replace(":", "~")


def _context(room: Room) -> dict[str, Any]:
    activity, address = room.on_screen, address_of_room(room)
    live = Live.objects.filter(activity=activity).first() if activity else None
    context: dict[str, Any] = {
        "room": room,
        "gathering": room.gathering,
        "activity": activity,
        "live": live,
        "address": address.partition("://")[2],
        "square": qr_image(address),
        "tables": tables_now(room),
        "presence": queries.presence_of(room, timezone.now()),
    }
    if live is not None:
        result = drawn(live.activity)
        context |= {"result": result, "is_shown": live.shown_at is not None}
    return context


def _answer(request: HttpRequest, room: Room | None) -> HttpResponse:
    if room is None or room.closed_at is not None:
        return render(request, "room/screen_closed.html", {"room": room}, status=200)
    page = "room/parts/_on_screen.html" if request.GET.get("part") else "room/screen.html"
    return render(request, page, _context(room))


@never_cache
@require_safe
@project_page(may_host)
def screen(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Send the host's browser to the screen's own address."""
    room = queries.room_of(gathering_in(project, pk))
    if room is None or room.closed_at is not None:
        return redirect("room:room", project.slug, pk)
    return redirect("room:second_screen", screen_token(room))


@never_cache
@require_safe
def second(request: HttpRequest, token: str) -> HttpResponse:
    """The screen itself."""
    try:
        code = Signer(salt=SALT).unsign(token.replace("~", ":"))
    except BadSignature:
        raise Http404 from None
    rows = Room.objects.filter(code=code).select_related("gathering__project", "on_screen")
    return _answer(request, rows.first())
