"""Statements: what others said, to agree with, disagree with or pass."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.kit.text import number_in
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_take_part
from alongside.voices import queries
from alongside.voices.actions import make_statement as offer_statement
from alongside.voices.actions import moderate_statement, take_stance
from alongside.voices.asking import next_to_ask
from alongside.voices.forms import StanceForm
from alongside.voices.models import Statement
from alongside.voices.views.reading import person_of, voice_in


def statement_in(project: Project, pk: int) -> Statement:
    return get_object_or_404(Statement.objects.select_related("voice__project"), pk=pk, voice__project=project)


@require_safe
@project_page()
def statements(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything to answer; for those who may, the one whose answer would teach most comes first."""
    is_host, may_answer = may_host(request.user, project), may_take_part(request.user, project)
    page = page_of(queries.statements_of(project, hidden_too=is_host), request, per=20)
    asked = next_to_ask(project, person_of(request)) if may_answer and not page.first_url else None
    first = queries.statements_of(project).filter(statement=asked) if asked else []
    rows = [*first, *(one for one in page.items if one.statement.pk != asked)]
    shown = queries.show_statements(rows, viewer=request.user, project=project)
    context = {
        "project": project,
        "page": page,
        "asked": shown[0] if asked else None,
        "statements": shown[1:] if asked else shown,
        "is_host": is_host,
        "may_answer": may_answer,
    }
    return render(request, "voices/statements.html", context)


@require_POST
@project_page(may_take_part)
def stance(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    statement = statement_in(project, pk)
    form = StanceForm(request.POST)
    try:
        if form.is_valid():
            take_stance(statement, person_of(request), form.cleaned_data["value"])
        else:
            messages.error(request, _("Choose agree, disagree or pass."))
    except ValueError as error:
        messages.error(request, str(error))
    if getattr(request, "htmx", False):
        return _answered(request, project, statement)
    return redirect(_back_to(request, project, statement))


def _back_to(request: HttpRequest, project: Project, statement: Statement) -> str:
    if request.POST.get("to") == "voice":
        return reverse("voices:voice", args=[project.slug, statement.voice_id])
    after = number_in(request.POST.get("after", ""))
    page = f"?after={after}" if after else ""
    return f"{reverse('voices:statements', args=[project.slug])}{page}#statement-{statement.pk}"


def _answered(request: HttpRequest, project: Project, statement: Statement) -> HttpResponse:
    is_host = may_host(request.user, project)
    rows = queries.statements_of(project, hidden_too=is_host).filter(pk=statement.voice_id)
    shown = queries.show_statements(rows, viewer=request.user, project=project)
    context = {"project": project, "statement": shown[0] if shown else None, "is_host": is_host, "may_answer": True}
    return render(request, "voices/parts/_statement.html", context)


@require_POST
@project_page(may_host)
def make_statement(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    try:
        offer_statement(voice_in(project, pk), by=person_of(request))
        messages.success(request, _("Others can now answer it."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("voices:voice", project.slug, pk)


@require_POST
@project_page(may_host)
def moderate(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    statement = statement_in(project, pk)
    shown = request.POST.get("shown") == "1"
    moderate_statement(statement, by=person_of(request), shown=shown)
    messages.success(request, _("Others can answer it again.") if shown else _("It is not offered for answers now."))
    return redirect(_back_to(request, project, statement))
