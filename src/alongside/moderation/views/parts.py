"""What the pages of this room share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from alongside.moderation.models import SetAside
from alongside.moderation.subjects import Subject, subject_of
from alongside.projects.models import Project

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    """What was sent, None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Any) -> int:
    """422 where a form comes back with errors."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def subject_in(project: Project, what: str, pk: int, request: HttpRequest) -> Subject:
    """The words, as this viewer reads them; Http404 where there are none."""
    subject = subject_of(project, what, pk, request.user)
    if subject is None:
        raise Http404
    return subject


def aside_in(project: Project, pk: int) -> SetAside:
    row = get_object_or_404(SetAside.objects.select_related("appeal"), project=project, pk=pk)
    row.project = project
    return row


def may_say_it_anew(appeal: Any) -> bool:
    """A host wrote it for the person, and nobody has decided it: the person may say it in their own words."""
    return appeal.typed_by_id is not None and not appeal.outcome


def appeal_of(aside: SetAside) -> Any:
    return getattr(aside, "appeal", None)
