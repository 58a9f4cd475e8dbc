"""Looking again: each side says of its own lines whether they were kept; a look counts when both sides did."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.trust.actions import expectations as actions
from alongside.trust.forms import LookForm, VerdictForm
from alongside.trust.models import Verdict
from alongside.trust.queries import expectations as asking
from alongside.trust.rules import may_judge, may_write, side_of
from alongside.trust.views.expectations import expectations_page
from alongside.trust.views.parts import line_in


def look_page(request: HttpRequest, project: Project, wrong: tuple[int, VerdictForm] | None = None) -> HttpResponse:
    """One's own side's lines, each with a form; `wrong` is one that comes back with a mistake."""
    look, side = asking.look_of(project), side_of(request.user, project)
    lines = list(asking.lines_of(project).filter(side=side)[:100]) if look else []
    said = {one.expectation_id: one for one in Verdict.objects.filter(look=look, expectation__in=lines)}
    shown = [(line, said.get(line.pk), _form(line.pk, said.get(line.pk), wrong)) for line in lines]
    context: dict[str, Any] = {
        "project": project,
        "look": look,
        "clock": asking.clock_of(look, timezone.localdate()) if look else None,
        "lines": shown,
        "left": sum(1 for _line, verdict, _shown in shown if verdict is None),
        "looked": asking.sides_looked(look).get(side),
        "my_side": project.side_name(side),
    }
    return render(request, "trust/look.html", context, status=422 if wrong else 200)


def _form(pk: int, said: Verdict | None, wrong: tuple[int, VerdictForm] | None) -> VerdictForm:
    if wrong and wrong[0] == pk:
        return wrong[1]
    known = {"kind": said.kind, "words": said.words} if said else None
    return VerdictForm(initial=known, auto_id=f"look{pk}_%s")


@require_safe
@project_page(may_write)
def look(request: HttpRequest, project: Project) -> HttpResponse:
    return look_page(request, project)


@require_POST
@project_page(may_write)
def judge(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row, form = line_in(project, pk), VerdictForm(request.POST, auto_id=f"look{pk}_%s")
    if not may_judge(request.user, row):
        raise PermissionDenied
    if not form.is_valid():
        return look_page(request, project, (pk, form))
    try:
        actions.judge(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Noted. You can change it until your side has looked."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("trust:look", project.slug)


@require_POST
@project_page(may_write)
def finish_look(request: HttpRequest, project: Project) -> HttpResponse:
    try:
        if actions.finish_look(project, by=person_of(request)):
            messages.success(request, _("Both sides have looked. The next look is in three months."))
        else:
            messages.success(request, _("Your side has looked. It counts when the other side has looked too."))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("trust:look", project.slug)
    return redirect("trust:expectations", project.slug)


@require_POST
@project_page(may_host)
def set_look(request: HttpRequest, project: Project) -> HttpResponse:
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            actions.set_look(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("The day is set. Everybody sees it."))
            return redirect("trust:expectations", project.slug)
        except ValueError as error:
            form.add_error("due_on", str(error))
    return expectations_page(request, project, form)


@require_safe
@project_page()
def looks(request: HttpRequest, project: Project) -> HttpResponse:
    """Every look that both sides did, newest first, with what each said."""
    page = page_of(asking.looks_done(project), request, per=6)
    rows = Verdict.objects.filter(look__in=page.items).select_related("expectation").order_by("expectation__side", "id")
    by_look: dict[int, list[Verdict]] = {}
    for row in rows:
        by_look.setdefault(row.look_id, []).append(row)
    sides = {"community": project.community_side, "staff": project.staff_side}
    shown = [(one, asking.clock_of(one, one.due_on), by_look.get(one.pk, [])) for one in page.items]
    return render(request, "trust/looks.html", {"project": project, "looks": shown, "page": page, "sides": sides})
