"""What the pages about communities share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.communities.models import Community, Connector, Hint
from alongside.communities.rules import may_see_community, may_see_connector
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form is not None and form.is_bound and not form.is_valid() for form in forms) else 200


def community_for(request: HttpRequest, project: Project, pk: int) -> Community:
    """A community on the map that whoever looks may know of, or 404: for all others it is not there."""
    row = get_object_or_404(Community.objects.select_related("next_owner"), project=project, pk=pk, ended_at=None)
    row.project = project
    if not may_see_community(request.user, row):
        raise Http404
    return row


def connector_for(request: HttpRequest, project: Project, pk: Any) -> Connector:
    """A connector who has not stopped, for hosts and for themselves; for all others it is not there."""
    rows = Connector.objects.select_related("community", "person").filter(stopped_at=None, community__ended_at=None)
    row = get_object_or_404(rows, community__project=project, pk=pk)
    row.community.project = project
    if not may_see_connector(request.user, row):
        raise Http404
    return row


def hint_in(project: Project, pk: int) -> Hint:
    row = get_object_or_404(Hint, project=project, pk=pk)
    row.project = project
    return row
