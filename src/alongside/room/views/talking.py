"""Who spoke how often, by seat or role and without names; and what was put aside for later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.kit.text import number_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.room import actions, queries
from alongside.room.forms import AirtimeForm
from alongside.room.models import Item
from alongside.room.views.hosting import gathering_in

LOOK_AT = 50  # at once; the next ones follow when these are settled


@require_safe
@project_page(may_host)
def airtime(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A tally by seat or role: one press when somebody begins to speak."""
    gathering = gathering_in(project, pk)
    room = queries.room_of(gathering)
    context = {"project": project, "gathering": gathering, "room": room, "form": AirtimeForm()}
    return render(request, "room/airtime.html", context | {"talk": queries.airtime_of(room) if room else None})


@require_POST
@project_page(may_host)
def add_airtime(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One more turn, one taken back, or a new line."""
    gathering = gathering_in(project, pk)
    room = queries.room_of(gathering)
    try:
        if room is None:
            raise ValueError(_("Open the room first."))
        label, by = request.POST.get("label", ""), person_of(request)
        took = min(number_in(request.POST.get("seconds", "")), 3600)
        turns = {"1": 1, "-1": -1}.get(request.POST.get("turns", ""), 0)
        actions.count_turn(room, label, by=by, turns=turns, seconds=took, side=request.POST.get("side", ""))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("room:airtime", project.slug, pk)


@require_safe
@project_page(may_host)
def parked(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What people put aside, to come back to; and first all that others do not read until a host has looked at it."""
    gathering = gathering_in(project, pk)
    rows = (
        queries.everything_in(gathering).filter(activity=None).exclude(state=Item.State.WAITING).select_related("voice")
    )
    context = {
        "project": project,
        "gathering": gathering,
        "to_look_at": queries.to_look_at(gathering).select_related("voice", "activity")[:LOOK_AT],
        "page": page_of(rows, request),
    }
    return render(request, "room/parked.html", context)
