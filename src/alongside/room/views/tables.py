"""Small groups over rounds: made, looked at, begun, mended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.gatherings.models import Gathering, Room, Seat
from alongside.kit.text import number_in
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.room import queries
from alongside.room.actions import tables as actions
from alongside.room.forms import PlanForm, WishForm
from alongside.room.models import SeatingPlan
from alongside.room.queries.tables import plan_of, seats_to_place, show_plan
from alongside.room.views.hosting import gathering_in


@require_safe
@project_page(may_host)
def tables(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The plan in force, or how to make one."""
    gathering = gathering_in(project, pk)
    return _page(request, gathering, queries.room_of(gathering), PlanForm())


def _page(request: HttpRequest, gathering: Gathering, room: Room | None, form: PlanForm) -> HttpResponse:
    plan = plan_of(room) if room else None
    seats = seats_to_place(room) if room else []
    context = {
        "project": gathering.project,
        "gathering": gathering,
        "room": room,
        "form": form,
        "seats": seats,
        "shown": show_plan(plan) if plan else None,
        "wishes": list(plan.wishes.select_related("seat__person", "other__person")) if plan else [],
        "wish_form": WishForm(seats=seats),
    }
    return render(request, "room/tables.html", context, status=422 if form.is_bound else 200)


@require_POST
@project_page(may_host)
def make_tables(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Make a plan for those who are here."""
    gathering = gathering_in(project, pk)
    room, form = queries.room_of(gathering), PlanForm(request.POST)
    if room is None or not form.is_valid():
        return _page(request, gathering, room, form)
    try:
        actions.make_plan(room, by=person_of(request), **form.cleaned_data)
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, gathering, room, form)
    messages.success(request, _("The small groups are made. Look at them, then start the first round."))
    return redirect("room:tables", project.slug, pk)


def _number(request: HttpRequest, name: str) -> int:
    return number_in(request.POST.get(name, ""), -1)


def _round(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    number = _number(request, "round")
    actions.go_to_round(plan, by=by, round_number=number)
    return _("Round %(number)d: phones and the big screen say who sits where.") % {"number": number} if number else ""


def _fit(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    actions.fit_in(plan, by=by)
    return _("Everybody who is here has a place.")


def _wish(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    form = WishForm(request.POST, seats=seats_to_place(plan.room))
    if not form.is_valid():
        raise ValueError(_("Choose who, and what they wish."))
    actions.add_wish(plan, by=by, **form.wish())
    return _("Noted, and the rounds that have not begun follow it.")


def _drop(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    actions.drop_wish(plan, _number(request, "wish"), by=by)
    return _("This wish counts no more.")


def _move(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    who = Seat.objects.filter(room=plan.room, pk=_number(request, "seat")).first()
    if who is None:
        raise ValueError(_("Choose who moves."))
    actions.move_seat(plan, who, by=by, round_number=_number(request, "round"), table=_number(request, "table"))
    return _("Moved.")


def _end(request: HttpRequest, plan: SeatingPlan, by: Person) -> str:
    actions.end_plan(plan, by=by)
    return _("The small groups have ended.")


VERBS = {"round": _round, "fit": _fit, "wish": _wish, "drop": _drop, "move": _move, "end": _end}


@require_POST
@project_page(may_host)
def do_tables(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One press of a button on the plan."""
    room = queries.room_of(gathering_in(project, pk))
    plan = plan_of(room) if room else None
    verb = VERBS.get(request.POST.get("do", ""))
    try:
        if plan is None or verb is None:
            raise ValueError(_("Make the small groups first."))
        if told := verb(request, plan, person_of(request)):
            messages.success(request, told)
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("room:tables", project.slug, pk)
