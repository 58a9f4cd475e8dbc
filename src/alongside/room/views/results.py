"""What came together in a gathering's activities: for everybody once the hosts show it, for hosts at once."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.engines.tables import escape_cell
from alongside.gatherings.models import Activity, Gathering
from alongside.kit.text import clean_line
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.room.models import Live
from alongside.room.results import drawn
from alongside.room.views.hosting import gathering_in


def _lives(request: HttpRequest, gathering: Gathering) -> list[Live]:
    rows = Live.objects.filter(activity__gathering=gathering).select_related("activity__gathering__project")
    rows = rows if may_host(request.user, gathering.project) else rows.exclude(shown_at=None)
    return list(rows.order_by("activity__order", "pk"))


def _one(request: HttpRequest, project: Project, pk: int, activity: int) -> Activity:
    found = next((one for one in _lives(request, gathering_in(project, pk)) if one.activity_id == activity), None)
    if found is None:
        raise Http404
    return found.activity


@require_safe
@project_page()
def results(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Every activity that ran, or the one that `?a=` names: its picture and its words."""
    gathering = gathering_in(project, pk)
    lives = _lives(request, gathering)
    asked = request.GET.get("a", "")
    chosen = next((one for one in lives if str(one.activity_id) == asked), lives[0] if lives else None)
    context = {
        "project": project,
        "gathering": gathering,
        "lives": lives,
        "chosen": chosen,
        "result": drawn(chosen.activity) if chosen else None,
        "may_host": may_host(request.user, project),
    }
    return render(request, "room/results.html", context)


@require_safe
@project_page()
def result_svg(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """The result as a picture of its own, to download."""
    row = _one(request, project, pk, activity)
    context = {"activity": row, "result": drawn(row)}
    response = render(request, "room/result.svg.html", context, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="result-{row.pk}.svg"'
    return response


@require_safe
@project_page()
def result_csv(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """The result as a table, to download."""
    row = _one(request, project, pk, activity)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["number", "words", "when", "result"])
    for one in drawn(row).rows:
        writer.writerow([one.number, escape_cell(clean_line(one.words)), escape_cell(one.moment), one.told])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="result-{row.pk}.csv"'
    return response
