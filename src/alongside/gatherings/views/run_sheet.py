"""The run sheet: hosts make it, everyone who sees the project can read it, and it prints."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.gatherings import actions, queries
from alongside.gatherings.forms import ActivityForm, BreakForm, CopyForm, TechniqueForm
from alongside.gatherings.models import Activity, Gathering
from alongside.gatherings.sheet import Sheet, sheet_of
from alongside.gatherings.techniques import Technique, technique
from alongside.gatherings.views.parts import gathering_in, page_with_form, sent, status_of
from alongside.kit.text import number_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host


def _sheet(row: Gathering) -> tuple[Sheet, dict[str, Any]]:
    people, came_here = queries.people_count(row)
    sheet = sheet_of(row, queries.activities_of(row), people)
    return sheet, {"project": row.project, "gathering": row, "sheet": sheet, "people": people, "came_here": came_here}


@require_safe
@project_page()
def run_sheet(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The plan of a gathering, with clock times. Hosts change it here."""
    return _page(request, gathering_in(project, pk))


def _page(request: HttpRequest, row: Gathering, form: CopyForm | None = None) -> HttpResponse:
    _sheet_now, context = _sheet(row)
    if may_host(request.user, row.project):
        form = form or CopyForm(rows=queries.run_sheets_to_copy(row))
        context |= {"may_host": True, "copy": form, "pick": TechniqueForm()}
    return render(request, "gatherings/run_sheet.html", context, status=status_of(form) if form else 200)


@require_safe
@project_page()
def print_run_sheet(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The run sheet on paper: what to say in large letters, and all that is needed in one list."""
    sheet, context = _sheet(gathering_in(project, pk))
    context["needed"] = [line.activity for line in sheet.lines if line.activity.materials]
    return render(request, "gatherings/print_run_sheet.html", context)


def _start_from(known: Technique | None) -> dict[str, Any]:
    """What the form of a new step holds: all that the technique says, in the language of this page."""
    if known is None:
        return {"minutes": 10, "picks": 3}
    words = {name: str(getattr(known, name)) for name in ("title", "materials", "say", "access")}
    return words | {
        "technique": known.key,
        "minutes": known.usual,
        "kind": known.kind,
        "picks": known.picks,
        "may_add": known.may_add,
    }


@page_with_form
@project_page(may_host)
def add_activity(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A step from a technique (`?technique=`), of one's own, or a break (`?break=1`)."""
    row = gathering_in(project, pk)
    known = technique(request.GET.get("technique", ""))
    is_break = "break" in request.GET
    initial = {"title": _("Break"), "minutes": 15} if is_break else _start_from(known)
    form = (BreakForm if is_break else ActivityForm)(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_activity(row, by=person_of(request), is_break=is_break, **form.cleaned_data)
            messages.success(request, _("The step is in the run sheet."))
            return redirect(_to_step(made))
        except ValueError as error:
            form.add_error(None, str(error))
    return _form_page(request, form, row, is_break=is_break, technique=known)


def _form_page(request: HttpRequest, form: BreakForm, row: Gathering, **more: Any) -> HttpResponse:
    context = {"project": row.project, "gathering": row, "form": form, **more}
    return render(request, "gatherings/activity.html", context, status=status_of(form))


def _to_step(activity: Activity) -> str:
    """The run sheet at this step, so that a keyboard goes on from there."""
    gathering = activity.gathering
    page = reverse("gatherings:run_sheet", args=[gathering.project.slug, gathering.pk])
    return f"{page}#step-{activity.pk}"


def _step_in(project: Project, pk: int, activity: int) -> Activity:
    rows = Activity.objects.select_related("gathering__project")
    return get_object_or_404(rows, pk=activity, gathering=pk, gathering__project=project)


@page_with_form
@project_page(may_host)
def edit_activity(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """Change a step, or take it out."""
    row = _step_in(project, pk, activity)
    kind_of_form = BreakForm if row.is_break else ActivityForm
    initial = {name: getattr(row, name) for name in kind_of_form.base_fields}
    form = kind_of_form(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_activity(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect(_to_step(row))
        except ValueError as error:
            form.add_error("kind" if "kind" in form.fields else None, str(error))
    known, used = technique(row.technique), queries.is_used(row)
    more = {"activity": row, "is_break": row.is_break, "technique": known, "is_used": used}
    return _form_page(request, form, row.gathering, **more)


@require_POST
@project_page(may_host)
def move_activity(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """Put a step in another place: `place` counts from 0. Nonsense leaves it where it is."""
    row = _step_in(project, pk, activity)
    place = number_in(request.POST.get("place", ""), -1)
    if place >= 0:
        try:
            actions.move_activity(row, by=person_of(request), place=place)
        except ValueError as error:
            messages.error(request, str(error))
    return redirect(_to_step(row))


@require_POST
@project_page(may_host)
def remove_activity(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    row = _step_in(project, pk, activity)
    try:
        actions.remove_activity(row, by=person_of(request))
        messages.success(request, _("The step is out of the run sheet."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("gatherings:run_sheet", project.slug, pk)


@require_POST
@project_page(may_host)
def copy_run_sheet(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Copy the steps of another gathering of this project."""
    row = gathering_in(project, pk)
    rows = queries.run_sheets_to_copy(row)
    form = CopyForm(request.POST, rows=rows)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        source = next(one for one in rows if one.pk == form.cleaned_data["source"])
        actions.copy_run_sheet(row, source=source, by=person_of(request))
        messages.success(request, _("The steps are copied. Change them as you like."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("gatherings:run_sheet", project.slug, pk)
