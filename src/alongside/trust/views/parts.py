"""What the pages of trust share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.projects.models import Project
from alongside.trust.models import Ending, Expectation, Farewell, Pair, Pulse
from alongside.trust.queries.buddies import pairs_of
from alongside.trust.rules import may_see_pair

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def line_in(project: Project, pk: int) -> Expectation:
    row = get_object_or_404(Expectation, project=project, pk=pk, taken_back_at=None)
    row.project = project
    return row


def open_pulse_in(project: Project) -> Pulse:
    row = get_object_or_404(Pulse, project=project, closed_on=None)
    row.project = project
    return row


def pair_for(request: HttpRequest, project: Project, pk: Any) -> Pair:
    """A pair that whoever looks may see, else 404: for all others it is not there."""
    row = pairs_of(project).filter(pk=pk).first()
    if row is None:
        raise Http404
    row.project = project
    if not may_see_pair(request.user, row):
        raise Http404
    return row


def ending_in(project: Project, pk: int) -> Ending:
    row = get_object_or_404(Ending, project=project, pk=pk)
    row.project = project
    return row


def farewell_in(project: Project, pk: int) -> Farewell:
    rows = Farewell.objects.select_related("person", "ending")
    row = get_object_or_404(rows, project=project, pk=pk, ending__isnull=False)
    row.project = project
    return row
