"""Trails: where words went, who is behind a passage, a theme or a decision. Drawn, in words, and as PROV."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.decisions.models import Decision, Passage
from alongside.engines.trails import lay_out
from alongside.impact import queries
from alongside.impact.rules import may_issue_again
from alongside.impact.svg import svg_file
from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.voices.queries import show, voices_of


def _found(project: Project, kind: str, pk: int) -> Any:
    """The thing of this kind, if it is the project's; Http404 otherwise."""
    rows: dict[str, QuerySet[Any]] = {
        "voice": voices_of(project).select_related("project"),
        "passage": Passage.objects.filter(draft__project=project).select_related("draft__project"),
        "theme": Theme.objects.filter(project=project).select_related("project"),
        "decision": Decision.objects.filter(project=project).select_related("project"),
    }
    return get_object_or_404(rows[kind], pk=pk)


def _trail(request: HttpRequest, kind: str, row: Any) -> queries.Trail:
    if kind == "voice":
        return queries.trail_of_voice(row, viewer=request.user)
    if kind == "passage":
        return queries.trail_of_passage(row)
    return queries.trail_of_theme(row) if kind == "theme" else queries.trail_of_decision(row)


@require_safe
@project_page()
def trail(request: HttpRequest, project: Project, pk: int, kind: str) -> HttpResponse:
    """Where are you now? Who is behind you? Drawn and in words."""
    row = _found(project, kind, pk)
    way = _trail(request, kind, row)
    context: dict[str, Any] = {
        "project": project,
        "trail": way,
        "wide": lay_out(way.nodes, way.edges),
        "narrow": lay_out(way.nodes, way.edges, narrow=True),
        kind: row,
    }
    if kind == "voice":
        context["voice"] = show([row], viewer=request.user, project=project)[0]
    elif kind == "passage":
        page = page_of(queries.voices_behind(row), request, per=50)
        context |= {"page": page, "voices": show(page.items, viewer=request.user, project=project)}
    elif kind == "decision":
        context["may_issue_again"] = may_issue_again(request.user, project)
    return render(request, f"impact/trail_of_{kind}.html", context)


@require_safe
@project_page()
def drawing(request: HttpRequest, project: Project, pk: int, kind: str) -> HttpResponse:
    """The trail as a picture of its own."""
    way = _trail(request, kind, _found(project, kind, pk))
    context = {"drawing": lay_out(way.nodes, way.edges), "alone": True, "id": "trail"}
    return svg_file("impact/parts/_trail.svg.html", context, "trail.svg")


@require_safe
@project_page()
def prov(request: HttpRequest, project: Project, pk: int, kind: str) -> HttpResponse:
    """The trail as W3C PROV, for machines."""
    row = _found(project, kind, pk)
    if kind == "voice":
        return JsonResponse(queries.prov_of_voice(row))
    return JsonResponse(queries.prov_of_trail(_trail(request, kind, row)))
