"""The landscape: what everyone shares, what divides, who answers alike. And why a statement is where it is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.text import ids_in
from alongside.ledger.models import Job
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking import landscape_draw, landscapes, queries, tasks
from alongside.sensemaking.answers_of import running
from alongside.sensemaking.forms import LandscapeForm
from alongside.sensemaking.landscape_result import Result
from alongside.sensemaking.landscape_words import page_of_words, why_here
from alongside.sensemaking.models import Landscape
from alongside.voices.models import Voice
from alongside.voices.views.reading import person_of

MOST_THEMES = 200
CAPTION = 64  # of the drawing as a file: what it is, under the picture


@require_safe
@project_page()
def landscape(request: HttpRequest, project: Project) -> HttpResponse:
    """The newest one. Asked again by the page itself while answers come in: only what is newer is sent."""
    with_flagged = request.GET.get("with") == "flagged"
    now = landscapes.current(project, with_flagged=with_flagged)
    if now.needs_job:
        now = landscapes.Current(now.row, tasks.start_landscape(project, with_flagged=with_flagged), now.is_late)
    if _is_poll(request):
        if now.job is None and "job" in request.GET:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if now.row is not None and request.GET.get("seen") == _stamp(now.row):
            return HttpResponse(status=204)
    context = {
        **_context(request, project, now.row),
        "job": now.job,
        "is_late": now.is_late,
        "is_live": running(project).exists(),
        "with_flagged": with_flagged,
        "form": LandscapeForm(initial={"with_flagged": with_flagged, "seed": 0}),
    }
    return render(request, "sensemaking/landscape.html", context)


def _is_poll(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _stamp(row: Landscape) -> str:
    return f"{row.pk}-{row.made_at.timestamp():.3f}"


@require_safe
@project_page()
def landscape_at(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """An earlier one, as it was worked out then."""
    row = _landscape_in(project, pk)
    newest = landscapes.newest(project, with_flagged=row.with_flagged)
    is_newest = newest is not None and newest.pk == row.pk
    context = {**_context(request, project, row), "is_earlier": not is_newest, "with_flagged": row.with_flagged}
    if newest is not None and not is_newest:
        context["changes"] = landscapes.changes_between(landscapes.read(row), landscapes.read(newest))
    return render(request, "sensemaking/landscape.html", context)


def _landscape_in(project: Project, pk: int) -> Landscape:
    row = get_object_or_404(Landscape, project=project, pk=pk)
    row.project = project
    return row


def _context(request: HttpRequest, project: Project, row: Landscape | None) -> dict[str, Any]:
    context = {
        "project": project,
        "row": row,
        "earlier": landscapes.earlier(project),
        "may_host": may_host(request.user, project),
    }
    if row is None:
        return context
    result = landscapes.read(row)
    mine = landscapes.where_stands(row, result, request.user)
    return context | {
        "result": result,
        "stamp": _stamp(row),
        "words": page_of_words(project, result, request.user),
        "picture": _picture(result, mine),
        "mine": mine,
        "mine_letter": landscapes.letter(mine.group) if mine and mine.group is not None else "",
        "stability": landscapes.told_of_ten(result.stability),
        "redrawn": landscapes.redrawn(result),
        "explained": round(100 * sum(result.explained)),
        "outside": max(0, row.people - sum(group.size for group in result.groups)),
    }


def _picture(result: Result, mine: landscapes.Mine | None) -> landscape_draw.Picture | None:
    groups = [(landscapes.letter(at), group.size) for at, group in enumerate(result.groups)]
    me = (mine.x, mine.y) if mine else None
    return landscape_draw.picture(result.dots, groups, me) if result.dots else None


@require_safe
@project_page()
def landscape_svg(request: HttpRequest, project: Project) -> HttpResponse:
    """The picture as a file. Nobody is marked in it: it may be passed on."""
    wanted = ids_in([request.GET.get("at", "")])
    row = _landscape_in(project, wanted[0]) if wanted else landscapes.newest(project)
    result = landscapes.read(row) if row else Result()
    picture = _picture(result, None)
    context = {
        "project": project,
        "row": row,
        "result": result,
        "picture": picture or landscape_draw.EMPTY,
        "alone": True,
        "caption": CAPTION if picture else 0,
    }
    answer = render(request, "sensemaking/landscape.svg", context, content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="{project.slug}-landscape.svg"'
    return answer


@require_safe
@project_page()
def why(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Why a statement is where it is: the figures, the formula in words, and how to work it out again."""
    wanted = ids_in([request.GET.get("at", "")])
    row = _landscape_in(project, wanted[0]) if wanted else landscapes.current(project).row
    found = why_here(project, landscapes.read(row), pk, request.user) if row else None
    if row is None or found is None:
        raise Http404
    is_host = may_host(request.user, project)
    context = {
        "project": project,
        "row": row,
        "why": found,
        "may_host": is_host,
        "in_themes": list(queries.themes_of(Voice(pk=found.told.voice.id)).order_by("order", "id")),
        "themes": list(queries.live_themes(project).order_by("order", "id")[:MOST_THEMES]) if is_host else [],
    }
    return render(request, "sensemaking/why.html", context)


@project_page(may_host)
@require_POST
def work_out(request: HttpRequest, project: Project) -> HttpResponse:
    """Work it out again and keep it: the same answers and the same start number give the same landscape."""
    form = LandscapeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The start number is a whole number from 0 to 2147483647."))
        return redirect("sensemaking:landscape", project.slug)
    chosen = {"with_flagged": form.cleaned_data["with_flagged"], "seed": form.cleaned_data["seed"] or 0}
    variant = "?with=flagged" if chosen["with_flagged"] else ""
    if landscapes.is_large(project, landscapes.newest(project)):
        job: Job | None = landscapes.job_of(project)
        if job is None:
            tasks.start_landscape(project, by=person_of(request), **chosen)
    else:
        landscapes.work_out(project, by=person_of(request), **chosen)
        messages.success(request, _("Worked out again, and kept."))
    return redirect(reverse("sensemaking:landscape", args=[project.slug]) + variant)
