"""Comments on a passage, proposals for a better text, and their answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.decisions import actions, queries
from alongside.decisions.beside import amendment_facts
from alongside.decisions.forms.drafting import AnswerForm, CommentForm, JoiningForm, ProposalForm
from alongside.decisions.joining import joined_with
from alongside.decisions.models import Amendment, Comment, PassageVersion
from alongside.decisions.rules import may_propose, may_write
from alongside.decisions.views.passages import passage_context, passage_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_see


@project_page(may_propose)
@require_POST
def comment(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = passage_in(project, pk, standing=True)
    form = CommentForm(request.POST)
    if form.is_valid():
        made = actions.comment_on(row, by=person_of(request), words=form.cleaned_data["words"])
        messages.success(request, _("Your comment is there. You can take it back."))
        return redirect(f"{reverse('decisions:passage', args=[project.slug, row.pk])}#comment-{made.pk}")
    context = passage_context(request, project, row, comment_form=form)
    return render(request, "decisions/passage.html", context, status=422)


@project_page(may_see)
@require_POST
def take_back_comment(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Only its author: for everybody else there is nothing here."""
    if not request.user.is_authenticated:
        raise Http404
    person = person_of(request)
    row = get_object_or_404(Comment, passage__draft__project=project, by=person, pk=pk)
    actions.take_back_comment(row, by=person)
    messages.success(request, _("Your comment is taken back. Nothing of it is kept."))
    return redirect("decisions:passage", project.slug, row.passage_id)


@project_page(may_propose)
def propose(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = passage_in(project, pk, standing=True)
    now = queries.newest_version(row.pk)
    initial = {"heading": now.heading, "text": now.text, "base_number": now.number}
    form = ProposalForm(project, row, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = actions.propose_amendment(row, by=person_of(request), **form.cleaned_data)
        except ValueError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Your proposal is there. A host will answer it, with a reason."))
            return redirect("decisions:answer_amendment", project.slug, made.pk)
    context = {"project": project, "passage": row, "version": now, "form": form}
    return render(request, "decisions/propose.html", context, status=422 if form.is_bound else 200)


@project_page()
def answer_amendment(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Anyone who sees the project reads a proposal; a host answers it."""
    row = _amendment_in(project, pk)
    now = queries.newest_version(row.passage_id)
    if request.method != "POST":
        return _answer_page(request, project, row, now, _answer_form(project, row, now))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_write(request.user, project):
        raise PermissionDenied
    return _give_answer(request, project, row, now)


def _amendment_in(project: Project, pk: int) -> Amendment:
    rows = Amendment.objects.select_related("passage__draft__project", "result")
    return get_object_or_404(rows, passage__draft__project=project, pk=pk)


def _answer_form(project: Project, row: Amendment, now: PassageVersion, posted: Any = None) -> AnswerForm | JoiningForm:
    if now.number == row.base_number or (posted is not None and "base_number" not in posted):
        return AnswerForm(posted)
    return JoiningForm(project, posted, initial=_joined(row, now, row.base_number, row.heading, row.text))


def _joined(row: Amendment, now: PassageVersion, base: int, heading: str, text: str) -> dict[str, Any]:
    heading, text, _fits = joined_with(row.passage, base, heading, text, now)
    return {"heading": heading, "text": text, "base_number": now.number}


def _answer_page(
    request: HttpRequest, project: Project, row: Amendment, now: PassageVersion, form: Any, **more: Any
) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound else 200)
    context = {
        "project": project,
        "amendment": row,
        "passage": row.passage,
        "is_host": may_write(request.user, project),
        "form": form if may_write(request.user, project) and not row.outcome else None,
        **amendment_facts(row, now, project, request.user),
        **more,
    }
    return render(request, "decisions/amendment.html", context, status=status)


def _give_answer(request: HttpRequest, project: Project, row: Amendment, now: PassageVersion) -> HttpResponse:
    form = _answer_form(project, row, now, request.POST)
    if not form.is_valid():
        return _answer_page(request, project, row, now, form)
    joined = form.joined() if isinstance(form, JoiningForm) else None
    answer = {name: form.cleaned_data[name] for name in ("outcome", "reply")}
    try:
        actions.answer_amendment(row, by=person_of(request), joined=joined, **answer)
    except actions.EditConflict as conflict:
        typed = joined or {"heading": row.heading, "text": row.text, "base_number": row.base_number}
        base = typed.pop("base_number")
        initial = _joined(row, conflict.current, base, **typed) | answer
        again = JoiningForm(project, initial=initial)
        return _answer_page(request, project, row, conflict.current, again, status=409, moved_on=True)
    except ValueError as error:
        form.add_error(None, str(error))
        return _answer_page(request, project, row, now, form)
    messages.success(request, _("Answered. The person can read your reason."))
    return redirect("decisions:passage", project.slug, row.passage_id)
