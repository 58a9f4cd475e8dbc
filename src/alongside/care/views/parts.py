"""What the pages of care share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.care.models import Concern, Proposal
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def proposal_in(project: Project, pk: int) -> Proposal:
    row = get_object_or_404(Proposal, project=project, pk=pk)
    row.project = project
    return row


def concern_in(project: Project, pk: Any) -> Concern:
    row = get_object_or_404(Concern, project=project, pk=pk)
    row.project = project
    return row
