"""What hosts do with a project: start it, change its words, its promise, its phases, and end it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.projects import actions, queries
from alongside.projects.access import person_of, project_page
from alongside.projects.drawing import draw_phases
from alongside.projects.forms import CoreChoiceForm, PhaseForm, ProjectForm, PromiseForm, StartForms
from alongside.projects.models import Phase, Project
from alongside.projects.parts import parts_of, pointers_of, what_waits
from alongside.projects.rules import may_host, may_start_project

GROUPS = (
    ("words", gettext_lazy("Words")),
    ("people", gettext_lazy("People")),
    ("care", gettext_lazy("Safe and fair")),
    ("answers", gettext_lazy("Draft and answers")),
    ("frame", gettext_lazy("The project")),
)
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def shown(request: HttpRequest, template: str, context: dict[str, Any], *forms: Any) -> HttpResponse:
    """A page with forms: 422 when one of them was sent and is not right."""
    wrong = any(form.is_bound and not form.is_valid() for form in forms)
    return render(request, template, context, status=422 if wrong else 200)


@login_required
@page_with_form
def start(request: HttpRequest) -> HttpResponse:
    if not may_start_project(request.user):
        raise PermissionDenied
    forms = StartForms(sent(request))
    if request.method == "POST" and forms.is_valid():
        project = actions.start_whole_project(
            by=person_of(request), about_it=forms.project.cleaned_data, **forms.plan()
        )
        messages.success(request, _("The project has started. Now bring people in."))
        return redirect("projects:desk", project.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "projects/start.html", {"forms": forms}, status=status)


@require_safe
@project_page(may_host)
def desk(request: HttpRequest, project: Project) -> HttpResponse:
    """The host's desk: what is next, and every thing a host does."""
    today = timezone.localdate()
    context = {
        "project": project,
        "phase": queries.phase_now(project, today),
        "promise": queries.promise_of(project),
        "sides": queries.side_counts(project),
        "waits": what_waits(project, request.user),
        "parts": parts_of("desk", project, request.user),
        "groups": [(key, title, pointers_of(key, project, request.user)) for key, title in GROUPS],
    }
    return render(request, "projects/desk.html", context)


@page_with_form
@project_page(may_host)
def edit(request: HttpRequest, project: Project) -> HttpResponse:
    names = list(ProjectForm.base_fields)
    form = ProjectForm(sent(request), initial={name: getattr(project, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.edit_project(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("projects:project", project.slug)
    return shown(request, "projects/edit.html", {"project": project, "form": form}, form)


@page_with_form
@project_page(may_host)
def edit_promise(request: HttpRequest, project: Project) -> HttpResponse:
    promise = queries.promise_of(project)
    form = PromiseForm(sent(request), initial={name: getattr(promise, name) for name in PromiseForm.base_fields})
    if request.method == "POST" and form.is_valid():
        made = actions.make_promise(project, by=person_of(request), **form.cleaned_data)
        text = _("Version %(number)s of the promise is in force. Earlier versions stay.")
        messages.success(request, text % {"number": made.number})
        return redirect("projects:promise", project.slug)
    return shown(request, "projects/edit_promise.html", {"project": project, "form": form, "promise": promise}, form)


@page_with_form
@project_page(may_host)
def phases(request: HttpRequest, project: Project) -> HttpResponse:
    """The plan: all phases, and a form that adds one."""
    form = PhaseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.set_phase(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The phase is in the plan."))
        return redirect("projects:phases", project.slug)
    timeline = draw_phases(queries.phases_of(project), timezone.localdate())
    return shown(request, "projects/phases.html", {"project": project, "form": form, "timeline": timeline}, form)


@page_with_form
@project_page(may_host)
def phase(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    phase = get_object_or_404(Phase, project=project, pk=pk)
    names = ("title", "about", "starts_on", "ends_on")
    form = PhaseForm(sent(request), initial={name: getattr(phase, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.set_phase(project, by=person_of(request), phase=phase, **form.cleaned_data)
        messages.success(request, _("The phase is changed."))
        return redirect("projects:phases", project.slug)
    return shown(request, "projects/phase.html", {"project": project, "form": form, "phase": phase}, form)


@require_POST
@project_page(may_host)
def move_phase(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    phase = get_object_or_404(Phase, project=project, pk=pk)
    actions.move_phase(phase, by=person_of(request), up=request.POST.get("way") == "up")
    return redirect("projects:phases", project.slug)


@require_POST
@project_page(may_host)
def remove_phase(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    phase = get_object_or_404(Phase, project=project, pk=pk)
    try:
        actions.remove_phase(phase, by=person_of(request))
        messages.success(request, _("The phase is out of the plan."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("projects:phases", project.slug)


@page_with_form
@project_page(may_host)
def choices(request: HttpRequest, project: Project) -> HttpResponse:
    """The five core choices: which are fixed, and a form that fixes one."""
    rows = queries.core_choices_of(project)
    form = CoreChoiceForm(sent(request), taken={choice.kind for _label, choice in rows if choice})
    if request.method == "POST" and form.is_valid():
        actions.lock_core_choice(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down. Everyone can see when it was fixed."))
        return redirect("projects:choices", project.slug)
    return shown(request, "projects/choices.html", {"project": project, "form": form, "choices": rows}, form)


@page_with_form
@project_page(may_host)
def end(request: HttpRequest, project: Project) -> HttpResponse:
    """End the project, or open it again. Asks first."""
    if request.method == "POST":
        if project.ended_on:
            actions.reopen_project(project, by=person_of(request))
            messages.success(request, _("The project is open again."))
        else:
            actions.end_project(project, by=person_of(request))
            messages.success(request, _("The project has ended. It can still be read."))
        return redirect("projects:desk", project.slug)
    return render(request, "projects/end.html", {"project": project})
