"""Themes: all of them, one of them, and the bars as a picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking import draw, queries
from alongside.sensemaking.forms import WordsForm
from alongside.sensemaking.models import Theme
from alongside.voices.queries import show


def theme_in(project: Project, pk: int, *, live: bool = False) -> Theme:
    """The theme, if it is this project's (and, with `live`, has not ended); Http404 otherwise."""
    rows = Theme.objects.filter(ended_at__isnull=True) if live else Theme.objects.all()
    return get_object_or_404(queries.with_counts(rows).select_related("project", "made_by"), project=project, pk=pk)


def _drawn(project: Project) -> dict[str, Any]:
    rows = queries.fullest_themes(project)
    return {"bars": draw.bars(rows), "height": draw.BAR_ROW * len(rows)}


@require_safe
@project_page()
def themes(request: HttpRequest, project: Project) -> HttpResponse:
    page = page_of(queries.live_themes(project), request, per=24, newest_first=False)
    disputes, origins = queries.open_disputes(project), queries.origins_of(page.items)
    context = {
        "project": project,
        "page": page,
        "cards": [(theme, disputes.get(theme.pk, 0), origins.get(theme.pk, [])) for theme in page.items],
        "loose": queries.loose_voices(project).count(),
        "may_host": may_host(request.user, project),
        **_drawn(project),
    }
    return render(request, "sensemaking/themes.html", context)


@require_safe
@project_page()
def themes_svg(request: HttpRequest, project: Project) -> HttpResponse:
    context = {"project": project, "alone": True, **_drawn(project)}
    answer = render(request, "sensemaking/themes.svg", context, content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="{project.slug}-themes.svg"'
    return answer


@require_safe
@project_page()
def theme(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = theme_in(project, pk)
    return render(request, "sensemaking/theme.html", theme_context(request, project, row))


def theme_context(request: HttpRequest, project: Project, row: Theme, **more: Any) -> dict[str, Any]:
    """What a theme's page shows; forms that came back with errors are put in `more`."""
    page = page_of(queries.standing_placements([row.pk]).select_related("voice"), request)
    related, edges = queries.lineage([row.pk])
    is_host = may_host(request.user, project)
    return {
        "project": project,
        "theme": row,
        "page": page,
        "voices": show([placement.voice for placement in page.items], viewer=request.user, project=project),
        "disputes": queries.show_disputes(queries.disputes_of(row), viewer=request.user, project=project),
        "came_from": [(related[old], kind) for old, new, kind in edges if new == row.pk],
        "became": [(related[new], kind) for old, new, kind in edges if old == row.pk],
        "family": draw.family(row, related, edges),
        "may_host": is_host,
        "disputable": {one.voice_id for one in page.items if is_host and one.voice.person_id},
        "dispute_form": WordsForm(),
        **more,
    }
