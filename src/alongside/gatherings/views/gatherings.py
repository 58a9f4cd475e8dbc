"""Pages about gatherings: the calendar, one gathering, and what hosts note."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.gatherings import actions, queries
from alongside.gatherings.forms import GatheringForm, NotesForm, OthersForm
from alongside.gatherings.models import Gathering
from alongside.gatherings.views.parts import gathering_in, page_with_form, sent, status_of
from alongside.kit.paging import page_of
from alongside.kit.text import clean_line, number_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.parts import parts_of
from alongside.projects.queries import members_of
from alongside.projects.rules import is_member, may_host

DETAILS = ("title", "on", "starts_at", "ends_at", "place", "about")


@require_safe
@project_page()
def gatherings(request: HttpRequest, project: Project) -> HttpResponse:
    """What is to come, and what has been, year by year."""
    today = timezone.localdate()
    years = queries.years_of(project, today)
    asked = number_in(request.GET.get("year", ""))
    year = asked if asked in years else next(iter(years), 0)
    past = queries.gatherings_of(project).filter(on__lt=today, on__year=year).reverse() if year else []
    context = {
        "project": project,
        "coming": queries.gatherings_of(project).filter(on__gte=today)[:100],
        "past": queries.clocks_of(project, past, today),
        "years": years,
        "year": year,
        "may_host": may_host(request.user, project),
    }
    return render(request, "gatherings/gatherings.html", context)


@require_safe
@project_page()
def gathering(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One gathering: when, where, what for, how many came, and the clock on its notes."""
    return _gathering_page(request, project, gathering_in(project, pk))


def _gathering_page(
    request: HttpRequest, project: Project, row: Gathering, form: NotesForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    [(_row, clock)] = queries.clocks_of(project, [row], today)
    context = {
        "project": project,
        "gathering": row,
        "clock": clock,
        "has_been": row.on <= today,
        "parts": parts_of("gathering", project, request.user, row),
        "to_come": row.on >= today,
        "has_room": queries.has_room(row),
        "may_host": may_host(request.user, project),
        "open_room": queries.open_room_of(row) if is_member(request.user, project) else None,
        "form": form or NotesForm(gathering=row),
    }
    return render(request, "gatherings/gathering.html", context, status=422 if form else 200)


@page_with_form
@project_page(may_host)
def add(request: HttpRequest, project: Project) -> HttpResponse:
    form = GatheringForm(sent(request))
    if request.method == "POST" and form.is_valid():
        row = actions.add_gathering(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The gathering is on the calendar."))
        return redirect("gatherings:gathering", project.slug, row.pk)
    return render(request, "gatherings/edit.html", {"project": project, "form": form}, status=status_of(form))


@page_with_form
@project_page(may_host)
def edit(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = gathering_in(project, pk)
    form = GatheringForm(sent(request), initial={name: getattr(row, name) for name in DETAILS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_gathering(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("gatherings:gathering", project.slug, row.pk)
        except ValueError as error:
            form.add_error("on", str(error))
    context = {"project": project, "form": form, "gathering": row}
    return render(request, "gatherings/edit.html", context, status=status_of(form))


@page_with_form
@project_page(may_host)
def attendance(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Tick who came: one page of members at a time. Only the people shown on the page are changed."""
    row = gathering_in(project, pk)
    sought = clean_line(request.GET.get("q", ""))[:80]
    rows = members_of(project)
    page = page_of(rows.filter(person__nickname__icontains=sought) if sought else rows, request, newest_first=False)
    form = OthersForm(sent(request), initial={"others": row.others_came})
    if request.method == "POST" and form.is_valid():
        came, not_there = queries.ticked(project, request.POST.getlist("shown"), request.POST.getlist("came"))
        others = form.cleaned_data["others"]
        actions.note_attendance(row, came, by=person_of(request), not_there=not_there, others=others)
        messages.success(request, _("Noted."))
        return redirect("gatherings:gathering", project.slug, row.pk)
    context = {"project": project, "gathering": row, "page": page, "sought": sought, "form": form}
    context["there"] = queries.who_came(row, [member.person_id for member in page.items])
    return render(request, "gatherings/attendance.html", context, status=status_of(form))


@require_POST
@project_page(may_host)
def give_back(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Note the day people got the notes."""
    row = gathering_in(project, pk)
    form = NotesForm(request.POST, gathering=row)
    if not form.is_valid():
        return _gathering_page(request, project, row, form)
    try:
        actions.give_back_notes(row, by=person_of(request), on=form.cleaned_data["on"])
        messages.success(request, _("Noted. The clock has stopped."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("gatherings:gathering", project.slug, row.pk)
