"""What the pages of easy share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.easy.models import Form
from alongside.easy.queries.forms import Stand, stands
from alongside.easy.texts import Text, text_called
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def address_of(name: str) -> str:
    """How a kind of text stands in an address: "projects-about"."""
    return name.replace(".", "-", 1)


def kind_at(address: str) -> Text:
    found = text_called(address.replace("-", ".", 1))
    if found is None:
        raise Http404
    return found


def stand_at(project: Project, address: str, subject: int) -> Stand:
    """The text at this address and its forms. Http404 where there is none, or it has no words."""
    text = kind_at(address)
    found = stands(text, list(text.rows_on(project, [subject])[:1]))
    if not found:
        raise Http404
    return found[0]


def form_in(project: Project, pk: int) -> Form:
    row = get_object_or_404(Form, project=project, pk=pk, ended_at=None)
    row.project = project
    return row
