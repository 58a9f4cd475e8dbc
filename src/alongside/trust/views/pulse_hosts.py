"""The hosts' side of a pulse: open it, print sheets, type in a pile or a phone call, close it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.trust.actions import pulse as actions
from alongside.trust.forms import CloseForm, PulseForm, SheetForm
from alongside.trust.models import Pulse
from alongside.trust.questions import QUESTIONS, SCORES
from alongside.trust.rules import may_open_pulse
from alongside.trust.views.parts import open_pulse_in, page_with_form, sent, status_of
from alongside.trust.views.pulse import trust_page


@require_POST
@project_page(may_open_pulse)
def open_pulse(request: HttpRequest, project: Project) -> HttpResponse:
    form = PulseForm(request.POST)
    if form.is_valid():
        try:
            actions.open_pulse(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("It is open. Everybody in the project is asked in My space."))
            return redirect("trust:trust", project.slug)
        except ValueError as error:
            form.add_error("closes_on", str(error))
    return trust_page(request, project, pulse_form=form)


@require_safe
@project_page(may_open_pulse)
def sheet(request: HttpRequest, project: Project) -> HttpResponse:
    """The questions on paper; in large print with ?large=1."""
    large = request.GET.get("large") == "1"
    context = {"project": project, "questions": list(QUESTIONS.values()), "scores": SCORES, "is_large": large}
    return render(request, "trust/sheet.html", context)


@never_cache
@page_with_form
@project_page(may_open_pulse)
def type_in(request: HttpRequest, project: Project) -> HttpResponse:
    """One sheet of the pile, or one phone call; then the next."""
    row = open_pulse_in(project)
    form = SheetForm(sent(request), project=project)
    if request.method == "POST" and form.is_valid():
        try:
            _count(row, form, person_of(request))
            messages.success(request, _("Written down. Nobody counts twice. Here is room for the next."))
            return redirect("trust:type_in", project.slug)
        except ValueError as problem:
            form.add_error(None, str(problem))
    return render(request, "trust/type_in.html", {"project": project, "form": form}, status=status_of(form))


def _count(pulse: Pulse, form: Any, by: Person) -> None:
    """Whether it was new is not told: a host would learn who has answered."""
    known = form.cleaned_data
    if known["person"]:
        said = None if known["declines"] else form.said
        actions.answer_by_phone(pulse, by=by, person=known["person"], said=said)
    else:
        actions.type_in_sheet(pulse, by=by, side=known["side"], said=form.said, submit_key=known["submit_key"])


@require_POST
@project_page(may_open_pulse)
def close_pulse(request: HttpRequest, project: Project) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return trust_page(request, project, close_form=form)
    try:
        actions.close_pulse(open_pulse_in(project), by=person_of(request))
        messages.success(request, _("Closed. What may be told is here, for everybody who reads the project."))
    except ValueError as problem:
        messages.error(request, str(problem))
    return redirect("trust:trust", project.slug)
