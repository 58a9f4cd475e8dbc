"""Gatherings as files for anybody's calendar. They say no more than the page does, and open to the same people."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.gatherings import queries
from alongside.gatherings.invitations import calendar_of
from alongside.gatherings.models import Gathering
from alongside.gatherings.views.parts import gathering_in
from alongside.projects.access import project_page
from alongside.projects.models import Project


def _file(project: Project, rows: Sequence[Gathering], name: str) -> HttpResponse:
    calendar = calendar_of(project, rows, queries.last_changes(rows))
    answer = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@require_safe
@project_page()
def invitation(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One gathering."""
    return _file(project, [gathering_in(project, pk)], f"{project.slug}-{pk}")


@require_safe
@project_page()
def invitations(request: HttpRequest, project: Project) -> HttpResponse:
    """All that are to come, and those of the last year. A calendar that follows this address stays up to date."""
    return _file(project, queries.gatherings_to_invite(project, timezone.localdate()), project.slug)
