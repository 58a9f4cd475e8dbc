"""What anyone may read of a project: its page, its promise, its people and its history."""

from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.engines.words import word_diff
from alongside.kit.paging import page_of
from alongside.projects import queries
from alongside.projects.access import project_page
from alongside.projects.drawing import draw_months, draw_phases
from alongside.projects.history import in_plain_words, latest_happenings, month_counts, public_steps
from alongside.projects.models import Project, Promise, Side
from alongside.projects.parts import parts_of, pointers_of
from alongside.projects.rules import is_member


def _sides(project: Project) -> list[dict[str, Any]]:
    counts = queries.side_counts(project)
    return [{"value": side, "name": project.side_name(side), "count": counts[side]} for side in Side.values]


@require_safe
@project_page()
def project(request: HttpRequest, project: Project) -> HttpResponse:
    """The project's own page: question, promise, plan, sides, and what happened last."""
    today = timezone.localdate()
    context = {
        "project": project,
        "promise": queries.promise_of(project),
        "timeline": draw_phases(queries.phases_of(project), today),
        "sides": _sides(project),
        "choices": (choices := queries.core_choices_of(project)),
        "fixed": sum(choice is not None for _label, choice in choices),
        "happenings": latest_happenings(project),
        "parts": parts_of("project", project, request.user),
        "together": pointers_of("together", project, request.user),
        "is_member": is_member(request.user, project),
    }
    return render(request, "projects/project.html", context)


def _differences(older: Promise | None, newer: Promise) -> list[dict[str, Any]]:
    """The four written parts of a version, each with what changed since the one before."""
    parts = []
    for name in ("open", "negotiable", "fixed", "who_decides"):
        label = Promise._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        new = getattr(newer, name)
        old = getattr(older, name) if older else new
        parts.append({"label": label, "words": new, "changed": old != new, "diff": word_diff(old, new)})
    return parts


@require_safe
@project_page()
def promise(request: HttpRequest, project: Project) -> HttpResponse:
    """Every version of the promise, newest first, with the words that changed."""
    page = page_of(queries.promises_of(project), request, per=10)
    oldest = page.items[-1] if page.items else None
    before = queries.promises_of(project).filter(number__lt=oldest.number).first() if oldest else None
    versions = [
        {"promise": newer, "older": older, "parts": _differences(older, newer)}
        for newer, older in pairwise([*page.items, before])
    ]
    return render(request, "projects/promise.html", {"project": project, "versions": versions, "page": page})


@require_safe
@project_page()
def people(request: HttpRequest, project: Project) -> HttpResponse:
    """Who takes part, as each chose to be shown. People who gave no name are counted only."""
    side = request.GET.get("side", "")
    sides = _sides(project)
    for row in sides:
        row["named"] = queries.named_members_of(project, row["value"]).count()
        row["unnamed"] = row["count"] - row["named"]
    page = page_of(queries.named_members_of(project, side), request, newest_first=False)
    context = {"project": project, "sides": sides, "side": side, "page": page}
    return render(request, "projects/people.html", context)


@require_safe
@project_page()
def history(request: HttpRequest, project: Project) -> HttpResponse:
    """The ledger of the project in plain words, newest first."""
    page = page_of(public_steps(project), request, per=50, by="at")
    counts = month_counts(project)
    context = {
        "project": project,
        "page": page,
        "happenings": in_plain_words(project, page.items),
        "columns": draw_months(counts),
        "total": sum(count for _month, count in counts),
    }
    return render(request, "projects/history.html", context)
