"""What the pages about gatherings share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.gatherings.models import Gathering
from alongside.gatherings.queries import gatherings_of
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(form: Any) -> int:
    """422 for a form that comes back with errors."""
    return 422 if form.is_bound and not form.is_valid() else 200


def gathering_in(project: Project, pk: int) -> Gathering:
    """The project's gathering with how many `came`, or 404."""
    row = get_object_or_404(gatherings_of(project), pk=pk)
    row.project = project
    return row
