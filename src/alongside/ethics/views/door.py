"""A list for the door: who may be photographed or recorded at one gathering, by name, to print and hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.ethics import queries
from alongside.gatherings.models import Gathering
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host


@never_cache
@require_safe
@project_page(may_host)
def door(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Those who said no first: they are whom somebody with a camera has to know."""
    row = get_object_or_404(Gathering, project=project, pk=pk)
    row.project = project
    context = {"project": project, "gathering": row, "lists": queries.door_lists(row), "today": timezone.localdate()}
    return render(request, "ethics/door.html", context)
