"""Things to do so that people can take part."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.needs import actions
from alongside.needs.forms import ChangeToDoForm, ChecklistForm, ToDoForm
from alongside.needs.models import ToDo
from alongside.needs.queries.words import words_of
from alongside.needs.views.access import access_page
from alongside.needs.views.parts import gathering_in, page_with_form, sent, status_of, to_do_for
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host


@require_POST
@project_page(may_host)
def add(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = gathering_in(project, pk)
    form = ToDoForm(request.POST, project=project, auto_id="new_%s")
    if form.is_valid():
        actions.add_to_do(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("It is on the list."))
        return redirect("needs:access", project.slug, row.pk)
    return access_page(request, row, to_do_form=form)


@require_POST
@project_page(may_host)
def checklist(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Put ticked ones of the starting list on the list."""
    row = gathering_in(project, pk)
    form = ChecklistForm(request.POST, auto_id="list_%s")
    if form.is_valid():
        actions.add_checklist(row, by=person_of(request), keys=form.cleaned_data["keys"])
        messages.success(request, _("They are on the list."))
        return redirect("needs:access", project.slug, row.pk)
    return access_page(request, row, checklist_form=form)


@page_with_form
@project_page(may_host)
def change(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """Its words, owner and day; done, or why not."""
    row = to_do_for(request, project, pk)
    known = {"words": words_of(row), "owner": row.owner_id, "due_on": row.due_on, "state": row.state}
    known["reason"] = words_of(row, "reason")
    only = row.share.with_host_id if row.share else None
    form = ChangeToDoForm(sent(request), project=project, only=only, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_to_do(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("needs:access", project.slug, row.gathering_id)
        except ValueError as error:
            form.add_error("state", str(error))
    context = {"project": project, "gathering": row.gathering, "to_do": row, "form": form}
    return render(request, "needs/to_do.html", context, status=status_of(form))


@require_POST
@project_page(may_host)
def done(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """One press: it is done."""
    row = to_do_for(request, project, pk)
    try:
        actions.change_to_do(
            row, by=person_of(request), words=words_of(row), owner=row.owner_id, due_on=row.due_on,
            state=ToDo.State.DONE,
        )  # fmt: skip
        messages.success(request, _("Done."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("needs:access", project.slug, row.gathering_id)
