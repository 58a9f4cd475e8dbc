"""Trails: where words went, who is behind a passage, a theme or a decision. Drawn, in words, and as PROV."""

from typing import Any

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


def _drawn(trail: queries.Trail) -> dict[str, Any]:
    wide, narrow = lay_out(trail.nodes, trail.edges), lay_out(trail.nodes, trail.edges, narrow=True)
    return {"project": trail.project, "trail": trail, "wide": wide, "narrow": narrow}


def _svg(trail: queries.Trail) -> HttpResponse:
    context = {"drawing": lay_out(trail.nodes, trail.edges), "alone": True, "id": "trail"}
    return svg_file("impact/parts/_trail.svg.html", context, "trail.svg")


@require_safe
@project_page()
def trail_of_voice(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Where are you now? A voice's way, drawn and in words."""
    voice = get_object_or_404(voices_of(project).select_related("project"), pk=pk)
    trail = queries.trail_of_voice(voice, viewer=request.user)
    shown = show([voice], viewer=request.user, project=project)[0]
    return render(request, "impact/trail_of_voice.html", _drawn(trail) | {"voice": shown})


@require_safe
@project_page()
def voice_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(voices_of(project).select_related("project"), pk=pk)
    return _svg(queries.trail_of_voice(voice, viewer=request.user))


@require_safe
@project_page()
def voice_prov(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(voices_of(project), pk=pk)
    return JsonResponse(queries.prov_of_voice(voice))


@require_safe
@project_page()
def trail_of_passage(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Who is behind you? The themes and voices a passage rests on, and what came of it."""
    passage = get_object_or_404(Passage.objects.select_related("draft__project"), draft__project=project, pk=pk)
    page = page_of(queries.voices_behind(passage), request, per=50)
    context = _drawn(queries.trail_of_passage(passage))
    context |= {"passage": passage, "page": page, "voices": show(page.items, viewer=request.user, project=project)}
    return render(request, "impact/trail_of_passage.html", context)


@require_safe
@project_page()
def passage_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    passage = get_object_or_404(Passage.objects.select_related("draft__project"), draft__project=project, pk=pk)
    return _svg(queries.trail_of_passage(passage))


@require_safe
@project_page()
def trail_of_theme(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Where did this theme go? What it came from and became, and what was decided and changed."""
    theme = get_object_or_404(Theme.objects.select_related("project"), project=project, pk=pk)
    return render(request, "impact/trail_of_theme.html", _drawn(queries.trail_of_theme(theme)) | {"theme": theme})


@require_safe
@project_page()
def theme_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.select_related("project"), project=project, pk=pk)
    return _svg(queries.trail_of_theme(theme))


@require_safe
@project_page()
def trail_of_decision(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What does this rest on, and what came of it?"""
    decision = get_object_or_404(Decision.objects.select_related("project"), project=project, pk=pk)
    context = _drawn(queries.trail_of_decision(decision)) | {"decision": decision}
    context["may_issue_again"] = may_issue_again(request.user, project)
    return render(request, "impact/trail_of_decision.html", context)


@require_safe
@project_page()
def decision_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("project"), project=project, pk=pk)
    return _svg(queries.trail_of_decision(decision))


@require_safe
@project_page()
def passage_prov(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = get_object_or_404(Passage.objects.select_related("draft__project"), draft__project=project, pk=pk)
    return JsonResponse(queries.prov_of_trail(queries.trail_of_passage(row)))


@require_safe
@project_page()
def theme_prov(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = get_object_or_404(Theme.objects.select_related("project"), project=project, pk=pk)
    return JsonResponse(queries.prov_of_trail(queries.trail_of_theme(row)))


@require_safe
@project_page()
def decision_prov(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = get_object_or_404(Decision.objects.select_related("project"), project=project, pk=pk)
    return JsonResponse(queries.prov_of_trail(queries.trail_of_decision(row)))
