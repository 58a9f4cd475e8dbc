"""The host's side of the room: one page to lead from, and everything a host can press."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.gatherings.models import Activity, Gathering, Room
from alongside.kit.forms import new_key
from alongside.kit.paging import page_of
from alongside.kit.text import ids_in, number_in
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.qr import qr_image
from alongside.projects.queries import member_called, members_of
from alongside.projects.rules import HOSTS, may_host
from alongside.room import actions, queries
from alongside.room.forms import ItemsForm
from alongside.room.kinds import STEPS
from alongside.room.models import Item, Live
from alongside.room.results import drawn
from alongside.voices.queries import voices_of


def gathering_in(project: Project, pk: int) -> Gathering:
    return get_object_or_404(Gathering.objects.select_related("project"), pk=pk, project=project)


def address_of_room(room: Room) -> str:
    """What the square code opens: short, so that the square is coarse and any phone reads it."""
    return f"{settings.ORIGIN}{reverse('room:phone', args=[room.code])}"


def _activities(gathering: Gathering) -> list[Activity]:
    return list(Activity.objects.filter(gathering=gathering).select_related("live"))


def _context(gathering: Gathering, room: Room | None) -> dict[str, Any]:
    context: dict[str, Any] = {"project": gathering.project, "gathering": gathering, "room": room}
    if room is None or room.closed_at is not None:
        return context
    now, live = timezone.now(), queries.live_in(room)
    context |= {"presence": queries.presence_of(room, now), "live": live, "now": now}
    context["to_look_at"] = queries.to_look_at(gathering).count()
    if live is not None:
        context |= {
            "result": drawn(live.activity),
            "waiting": queries.show_items(queries.waiting_items(live.activity)[:20]),
            "minutes_left": round((live.ends_at - now).total_seconds() / 60) if live.ends_at else None,
            "steps": STEPS.get(live.activity.kind, 1),
        }
    return context


@never_cache
@require_safe
@project_page(may_host)
def room(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Lead the room: who is with us, what runs, what comes next."""
    gathering = gathering_in(project, pk)
    here = queries.room_of(gathering)
    context = _context(gathering, here) | {"activities": _activities(gathering)}
    if here is not None and here.closed_at is None:
        address = address_of_room(here)
        hosts = members_of(project).filter(roles__name__in=HOSTS).distinct()[:20]
        context |= {"address": address, "square": qr_image(address), "hosts": hosts}
    return render(request, "room/room.html", context)


@never_cache
@require_safe
@project_page(may_host)
def now(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The part of the host's page that changes by itself."""
    gathering = gathering_in(project, pk)
    return render(request, "room/parts/_leading.html", _context(gathering, queries.room_of(gathering)))


Verb = Callable[[HttpRequest, Gathering, Person], str]


def _the_room(gathering: Gathering) -> Room:
    here = queries.room_of(gathering)
    if here is None:
        raise ValueError(_("Open the room first."))
    return here


def _the_activity(request: HttpRequest, gathering: Gathering) -> Activity:
    wanted = number_in(request.POST.get("a", ""))
    found = Activity.objects.filter(pk=wanted, gathering=gathering).select_related("gathering__project").first()
    if found is None:
        raise ValueError(_("This step is not in the run sheet any more."))
    return found


def _the_live(request: HttpRequest, gathering: Gathering) -> Live:
    activity = _the_activity(request, gathering)
    found = Live.objects.filter(activity=activity).select_related("activity__gathering__project").first()
    if found is None:
        raise ValueError(_("This has not been started."))
    return found


def _open(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.open_room(gathering, by=by)
    return _("The room is open. Show people the code.")


def _close(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.close_room(_the_room(gathering), by=by)
    return _("The room is closed. Everything that was said is kept.")


def _start(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.start(_the_activity(request, gathering), by=by)
    return _("Started. It is on the phones now.")


def _stop(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.stop(_the_live(request, gathering), by=by)
    return _("Stopped.")


def _extend(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.extend(_the_live(request, gathering), by=by, minutes=number_in(request.POST.get("minutes", "")))
    return _("There is more time.")


def _show(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    shown = request.POST.get("shown") == "1"
    actions.show(_the_live(request, gathering), by=by, shown=shown)
    return _("Everybody sees the counts now.") if shown else _("The counts are hidden again.")


def _step(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    actions.go_to_step(_the_live(request, gathering), by=by, step=number_in(request.POST.get("step", "")))
    return _("The next step is on the phones.")


def _put_on_screen(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    activity = _the_activity(request, gathering) if request.POST.get("a") else None
    actions.put_on_screen(_the_room(gathering), activity, by=by)
    return _("The big screen has changed.")


def _hand_over(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    to = member_called(gathering.project, request.POST.get("to", ""))
    if to is None:
        raise ValueError(_("Choose who leads now."))
    actions.hand_over(_the_room(gathering), to.person, by=by)
    return _("%(name)s leads now.") % {"name": to.person.nickname}


def _item_state(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    wanted = number_in(request.POST.get("item", ""))
    item = queries.everything_in(gathering).filter(pk=wanted).select_related("voice__project").first()
    if item is None:
        raise ValueError(_("This is not here any more."))
    state = request.POST.get("state", "")
    actions.set_state(item, state, by=by)
    return _("Everybody sees it now.") if state == Item.State.SHOWN else _("It is hidden.")


def _paper_person(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    seat = actions.add_somebody_on_paper(_the_room(gathering), by=by)
    return _("Somebody without a phone is with us: sheet number %(number)d.") % {"number": seat.number}


def _clear_flags(request: HttpRequest, gathering: Gathering, by: Person) -> str:
    count = actions.clear_flags(_the_room(gathering), request.POST.get("why", ""), by=by)
    return _("%(count)d phones count like all others now.") % {"count": count}


VERBS: dict[str, Verb] = {
    "open": _open,
    "close": _close,
    "start": _start,
    "stop": _stop,
    "extend": _extend,
    "show": _show,
    "step": _step,
    "screen": _put_on_screen,
    "hand_over": _hand_over,
    "item": _item_state,
    "paper": _paper_person,
    "clear_flags": _clear_flags,
}


@require_POST
@project_page(may_host)
def do(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One press of a button. `do` names the verb; each is an action of its own."""
    gathering = gathering_in(project, pk)
    verb = VERBS.get(request.POST.get("do", ""))
    try:
        if verb is None:
            raise ValueError(_("There is no such button."))
        messages.success(request, verb(request, gathering, person_of(request)))
    except ValueError as error:
        messages.error(request, str(error))
    back = request.POST.get("back", "")
    if back == "items" and (activity := number_in(request.POST.get("a", ""))):
        return redirect("room:items", project.slug, pk, activity)
    if back == "parked":
        return redirect("room:parked", project.slug, pk)
    return redirect("room:room", project.slug, pk)


def _activity_in(gathering: Gathering, activity: int) -> Activity:
    return get_object_or_404(
        Activity.objects.select_related("gathering__project").exclude(kind=""), pk=activity, gathering=gathering
    )


@require_safe
@project_page(may_host)
def items(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """The things to weigh in one activity: write new ones, bring voices in, show and hide."""
    gathering = gathering_in(project, pk)
    return _items_page(request, gathering, _activity_in(gathering, activity), ItemsForm())


def _items_page(request: HttpRequest, gathering: Gathering, activity: Activity, form: ItemsForm) -> HttpResponse:
    rows = Item.objects.filter(activity=activity, voice__taken_back_at=None).select_related("voice")
    page = page_of(voices_of(gathering.project).filter(taken_back_at=None).exclude(items__activity=activity), request)
    context = {
        "project": gathering.project,
        "gathering": gathering,
        "activity": activity,
        "items": queries.show_items(rows[:300]),
        "page": page,
        "form": form,
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "room/items.html", context, status=422 if form.is_bound else 200)


@require_POST
@project_page(may_host)
def add_items(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """Keep the lines a host wrote, or the voices that were ticked."""
    gathering = gathering_in(project, pk)
    here = _activity_in(gathering, activity)
    form = ItemsForm(request.POST)
    try:
        if "voice" in request.POST:
            voices = voices_of(project).filter(pk__in=ids_in(request.POST.getlist("voice")[:200]))
            count = actions.add_voices(here, list(voices), by=person_of(request))
        elif form.is_valid():
            lines = [line.strip() for line in form.cleaned_data["lines"].splitlines() if line.strip()]
            count = actions.add_lines(here, lines, by=person_of(request), key=request.POST.get("key", "")[:60])
        else:
            return _items_page(request, gathering, here, form)
    except ValueError as error:
        form.add_error("lines" if "voice" not in request.POST else None, str(error))
        return _items_page(request, gathering, here, form)
    messages.success(request, _("Added: %(count)d.") % {"count": count})
    return redirect("room:items", project.slug, pk, activity)
