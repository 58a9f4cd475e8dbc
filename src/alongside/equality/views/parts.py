"""What the pages of equality share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.equality.models import Survey
from alongside.equality.rules import may_see_survey
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def survey_in(project: Project, pk: int) -> Survey:
    row = get_object_or_404(Survey.objects.select_related("gathering"), project=project, pk=pk)
    row.project = project
    return row


def seen_survey(request: HttpRequest, project: Project, pk: int) -> Survey:
    """The survey, 404 for those who may not see it."""
    row = survey_in(project, pk)
    if not may_see_survey(request.user, row, project):
        raise Http404
    return row
