"""What each side hopes for, needs from the other, and can give: both texts on one page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_member, may_host
from alongside.trust.actions import expectations as actions
from alongside.trust.forms import LineForm, LookForm, ReplyForm, TypedLineForm
from alongside.trust.models import Expectation
from alongside.trust.queries import expectations as asking
from alongside.trust.rules import may_reply, may_write, other_side, side_of
from alongside.trust.views.parts import line_in, page_with_form, sent, status_of


def expectations_page(request: HttpRequest, project: Project, look_form: LookForm | None = None) -> HttpResponse:
    look, today = asking.look_of(project), timezone.localdate()
    side = side_of(request.user, project)
    may = bool(may_write(request.user, project))
    context: dict[str, Any] = {
        "project": project,
        "sides": asking.both_sides(project, request.user),
        "look": look,
        "clock": asking.clock_of(look, today) if look and not project.ended_on else None,
        "look_form": look_form or LookForm(initial={"due_on": look.due_on if look else None}),
        "my_side": project.side_name(side) if side else "",
        "may_write": may,
        "may_host": bool(may_host(request.user, project)) and not project.ended_on,
        "has_looks": asking.looks_done(project).exists(),
    }
    return render(request, "trust/expectations.html", context, status=status_of(context["look_form"]))


@require_safe
@project_page()
def expectations(request: HttpRequest, project: Project) -> HttpResponse:
    return expectations_page(request, project)


@page_with_form
@project_page(may_write)
def write_line(request: HttpRequest, project: Project) -> HttpResponse:
    form = LineForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_line(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Written. The other side can answer it."))
            return redirect("trust:expectations", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    side = side_of(request.user, project)
    names = {"my_side": project.side_name(side), "other_side": project.side_name(other_side(side))}
    return render(request, "trust/write_line.html", {"project": project, "form": form, **names}, status=status_of(form))


@require_safe
@project_page()
def paper(request: HttpRequest, project: Project) -> HttpResponse:
    """A sheet to write lines on together; in large print with ?large=1."""
    context = {"project": project, "kinds": Expectation.Kind.choices, "is_large": request.GET.get("large") == "1"}
    return render(request, "trust/paper.html", context)


@page_with_form
@project_page(may_host)
def type_in_line(request: HttpRequest, project: Project) -> HttpResponse:
    """A line from paper or from the phone, then the next."""
    form = TypedLineForm(sent(request), project=project)
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_in_line(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Written. Here is room for the next line."))
            return redirect("trust:type_in_line", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    return render(request, "trust/type_in_line.html", {"project": project, "form": form}, status=status_of(form))


@page_with_form
@project_page(is_member)
def reply(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What the other side says to a line: we can, partly, or we cannot, because …"""
    row = line_in(project, pk)
    if not may_reply(request.user, row):
        raise PermissionDenied
    form = ReplyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply_to(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Answered. Earlier answers stay there to read."))
            return redirect("trust:expectations", project.slug)
        except ValueError as error:
            form.add_error("kind", str(error))
    context = {"project": project, "line": row, "form": form, "side_name": project.side_name(row.side)}
    return render(request, "trust/reply.html", context, status=status_of(form))


@require_POST
@project_page(is_member)
def take_back_line(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    actions.take_back_line(line_in(project, pk), by=person_of(request))
    messages.success(request, _("Taken back. Your words are gone."))
    return redirect("trust:expectations", project.slug)
