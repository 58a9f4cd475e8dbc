"""What was said: the list, and one voice."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.people.models import Person
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_take_part
from alongside.voices import queries
from alongside.voices.forms import FindForm
from alongside.voices.models import Voice
from alongside.voices.rules import is_speaker


def person_of(request: HttpRequest) -> Person:
    """The signed-in person, on pages whose rule asks for one."""
    return cast(Person, request.user)


def voice_in(project: Project, pk: int) -> Voice:
    """The voice, if it is this project's; Http404 otherwise."""
    return get_object_or_404(queries.voices_of(project).select_related("project"), pk=pk)


@require_safe
@project_page()
def list_page(request: HttpRequest, project: Project) -> HttpResponse:
    find = FindForm(project, request.GET)
    wanted = find.wanted()
    page = page_of(queries.voices_found(project, request.user, **wanted), request)
    shown = queries.show(page.items, viewer=request.user, project=project)
    return render(
        request,
        "voices/list.html",
        {
            "project": project,
            "find": find,
            "is_search": any(value for value in wanted.values()),
            "page": page,
            "voices": shown,
            "totals": queries.totals_of(project),
            "may_say": may_take_part(request.user, project),
            "may_record": may_host(request.user, project),
        },
    )


@require_safe
@project_page()
def voice(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = voice_in(project, pk)
    shown = queries.show_one(row, viewer=request.user, project=project)
    return render(
        request,
        "voices/voice.html",
        {
            "project": project,
            "voice": shown,
            "is_host": may_host(request.user, project),
            "is_speaker": is_speaker(request.user, row),
            "typed_by": queries.typed_by_name(row, request.user),
            **_statement(request, project, row),
        },
    )


def _statement(request: HttpRequest, project: Project, row: Voice) -> dict[str, Any]:
    rows = queries.statements_of(project, hidden_too=True).filter(pk=row.pk)
    shown = queries.show_statements(rows, viewer=request.user, project=project)
    return {"statement": shown[0] if shown else None, "may_answer": may_take_part(request.user, project)}
