"""What the pages about access needs share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.gatherings.models import Gathering
from alongside.needs.models import Share, ToDo
from alongside.needs.rules import may_read, may_read_to_do
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(form: Any) -> int:
    """422 for a form that comes back with errors."""
    return 422 if form.is_bound and not form.is_valid() else 200


def gathering_in(project: Project, pk: int) -> Gathering:
    row = get_object_or_404(Gathering, project=project, pk=pk)
    row.project = project
    return row


def share_for(request: HttpRequest, project: Project, pk: Any) -> Share:
    """What was shared with whoever looks, or 404: for all others it is not there."""
    row = get_object_or_404(
        Share.objects.select_related("gathering", "need", "person"), gathering__project=project, pk=pk
    )
    row.gathering.project = project
    if not may_read(request.user, row):
        raise Http404
    return row


def to_do_for(request: HttpRequest, project: Project, pk: Any) -> ToDo:
    """A thing to do that whoever looks may read, or 404."""
    rows = ToDo.objects.select_related("gathering", "share__person", "owner")
    row = get_object_or_404(rows, gathering__project=project, pk=pk)
    row.gathering.project = project
    if row.share is not None:
        row.share.gathering = row.gathering
    if not may_read_to_do(request.user, row):
        raise Http404
    return row
