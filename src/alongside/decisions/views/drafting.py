"""The drafts of a project, one draft as it stands or stood, and its history."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.decisions import actions, queries
from alongside.decisions.drawn import moments_line
from alongside.decisions.forms.drafting import DraftForm
from alongside.decisions.history import differences, happenings
from alongside.decisions.models import Draft
from alongside.decisions.rules import may_write
from alongside.decisions.shown import show_passages
from alongside.kit.paging import page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project

MOST_TO_CHOOSE = 200  # newest moments in the two lists; the links below compare any other


def draft_in(project: Project, pk: int) -> Draft:
    """The draft, if it is this project's; Http404 otherwise."""
    return get_object_or_404(Draft.objects.select_related("project"), project=project, pk=pk)


def moment_of(text: str) -> datetime | None:
    """A moment asked for in an address; a day means its end. None for nothing or nonsense."""
    text = text.strip().replace(" ", "+")
    try:
        found = parse_datetime(text)
        if found is None or len(text) <= len("2026-03-01"):
            day = parse_date(text)
            found = datetime.combine(day, time.max) if day else None
        if found is None:
            return None
        found = timezone.make_aware(found) if timezone.is_naive(found) else found
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@require_safe
@project_page()
def drafts(request: HttpRequest, project: Project) -> HttpResponse:
    page = page_of(queries.drafts_of(project), request, newest_first=False)
    context = {"project": project, "page": page, "may_write": may_write(request.user, project)}
    return render(request, "decisions/drafts.html", context)


@require_safe
@project_page()
def draft(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The whole draft as a document, as it stands or (`?as_of=`) as it stood."""
    row = draft_in(project, pk)
    at = moment_of(request.GET.get("as_of", ""))
    versions = list(queries.current_versions(row, at))
    context = {
        "project": project,
        "draft": row,
        "passages": show_passages(versions, viewer=request.user, project=project, at=at),
        "as_of": at,
        "was_moved": at is not None and queries.was_moved_since(row, at),
        "changed_at": max((version.at for version in versions), default=None),
        "may_write": may_write(request.user, project) and at is None,
    }
    return render(request, "decisions/draft.html", context)


@require_safe
@project_page()
def draft_history(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = draft_in(project, pk)
    moments = queries.moments_of(row)
    events, older = happenings(row, project, moment_of(request.GET.get("before", "")))
    context = {
        "project": project,
        "draft": row,
        "line": moments_line(moments),
        "events": events,
        "older": older,
        "moments": list(reversed(moments))[:MOST_TO_CHOOSE],
        **_compared(request, row, moments),
    }
    return render(request, "decisions/draft_history.html", context)


def _compared(request: HttpRequest, row: Draft, moments: list[datetime]) -> dict[str, Any]:
    """What changed between two moments asked for, each taken as the last change until then."""
    asked = [moment_of(request.GET.get(name, "")) for name in ("from", "to")]
    found = sorted(max((at for at in moments if at <= one), default=moments[0]) for one in asked if one and moments)
    if len(found) < 2:
        return {}
    return {"old": found[0], "new": found[1], "changes": differences(row, *found, viewer=request.user)}


@project_page(may_write)
def start_draft(request: HttpRequest, project: Project) -> HttpResponse:
    form = DraftForm(request.POST or None)
    if form.is_valid():
        made = actions.start_draft(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The draft is there. Write its first passage."))
        return redirect("decisions:write", project.slug, made.pk)
    context = {"project": project, "form": form}
    return render(request, "decisions/start_draft.html", context, status=422 if form.is_bound else 200)
