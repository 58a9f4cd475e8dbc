"""Who is not here yet: said by members, answered by hosts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.communities import actions
from alongside.communities.forms import AnswerHintForm, HintForm
from alongside.communities.queries.mapped import hints_by
from alongside.communities.rules import may_hint, may_map
from alongside.communities.views.parts import hint_in, page_with_form, sent, status_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_member


@page_with_form
@project_page(may_hint)
def who_is_missing(request: HttpRequest, project: Project) -> HttpResponse:
    """Say it, and see what became of what one said before."""
    form = HintForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.hint(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Thank you. The hosts read it, and answer you here."))
            return redirect("communities:who_is_missing", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    mine = list(hints_by(project, person_of(request)).select_related("community")[:30])
    context = {"project": project, "form": form, "mine": mine}
    return render(request, "communities/who_is_missing.html", context, status=status_of(form))


@page_with_form
@project_page(may_map)
def answer_hint(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A reason for whoever said it; or the way to put it on the map."""
    row, form = hint_in(project, pk), AnswerHintForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_hint(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Answered. They read it on their page."))
            return redirect("communities:communities", project.slug)
        except ValueError as error:
            form.add_error("reason", str(error))
    context = {"project": project, "hint": row, "form": form}
    return render(request, "communities/answer_hint.html", context, status=status_of(form))


@require_POST
@project_page(is_member)
def take_back_hint(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    actions.take_back_hint(hint_in(project, pk), by=person_of(request))
    messages.success(request, _("Taken back. Your words are gone."))
    return redirect("communities:who_is_missing", project.slug)
