"""Promised dates for everybody, and what waits for those who answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.decisions.queries import unanswered_proposals, undecided_passages
from alongside.decisions.rules import may_record
from alongside.gatherings.queries import clocks_of as playback_clocks_of
from alongside.gatherings.queries import past_gatherings
from alongside.impact import queries
from alongside.impact.queries.clocks import look_backs_of, standing_decisions
from alongside.impact.svg import svg_file
from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.queries import promise_of
from alongside.projects.rules import may_host, may_see_waiting
from alongside.sensemaking.models import Theme
from alongside.sensemaking.queries import open_disputes
from alongside.voices.queries import show

MOST_LOOK_BACKS = 10


@require_safe
@project_page()
def clocks(request: HttpRequest, project: Project) -> HttpResponse:
    """What was promised by when, drawn and in words, for everyone."""
    today = timezone.localdate()
    shown = queries.clocks_of(project, today)
    past = page_of(past_gatherings(project, today), request, per=20, by="on", key="gatherings")
    decided = page_of(standing_decisions(project), request, per=20, by="decided_on", key="decisions")
    context = {
        "project": project,
        "clocks": shown,
        "bar": _bar(shown.answers),
        "past": past,
        "playback": playback_clocks_of(project, past.items, today),
        "decided": decided,
        "look_backs": look_backs_of(project, decided.items, today),
    }
    return render(request, "impact/clocks.html", context)


@require_safe
@project_page()
def clocks_svg(request: HttpRequest, project: Project) -> HttpResponse:
    """The bar of answers as a picture of its own, with its legend in it."""
    shown = queries.clocks_of(project, timezone.localdate())
    context = {"project": project, "clocks": shown, "bar": _bar(shown.answers), "alone": True}
    return svg_file("impact/parts/_bar.svg.html", context, "answers.svg")


def _bar(answers: Any) -> list[dict[str, Any]]:
    start, parts = 0.0, []
    kinds = (
        ("answered", _("Answered"), "#17643a"),
        ("waiting", _("Waiting, in time"), "#c8d0e6"),
        ("soon", _("Due within 14 days"), "#7d4400"),
        ("late", _("Late"), "#ab1f18"),
    )
    for row, (kind, label, colour) in enumerate(kinds):
        count = getattr(answers, kind)
        width = 100 * count / answers.total if answers.total else 0.0
        place = {"x": f"{start:.2f}", "width": f"{width:.2f}", "row": f"{15 + 4.5 * row:.1f}"}
        parts.append({"kind": kind, "label": label, "count": count, "colour": colour, **place})
        start += width
    return parts


@require_safe
@project_page(may_see_waiting)
def waiting(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything that somebody waits for, each with its clock and the one thing to do."""
    today, promise = timezone.localdate(), promise_of(project)
    page = page_of(queries.owed_voices(project), request, per=20, newest_first=False, by="said_at")
    undecided = queries.longest_waiting(undecided_passages(project))
    passages = page_of(undecided, request, per=10, newest_first=False, by="waits_since", key="passages")
    proposals = page_of(unanswered_proposals(project), request, per=10, newest_first=False, key="proposals")
    disputes = Theme.objects.filter(project=project, pk__in=open_disputes(project))
    clocks = queries.voice_clocks(page.items, promise, today)
    behind = queries.passage_clocks(passages.items, promise, today)
    voices = show(page.items, viewer=request.user, project=project)
    look_backs = queries.lookbacks_due(project, today)
    context = {
        "project": project,
        "page": page,
        "voices": [(one, clocks[one.id]) for one in voices],
        "passages": passages,
        "passage_rows": [(one, behind.get(one.pk)) for one in passages.items],
        "look_backs": look_backs[:MOST_LOOK_BACKS],
        "more_look_backs": max(0, len(look_backs) - MOST_LOOK_BACKS),
        "proposals": proposals,
        "disputes": page_of(disputes, request, per=10, newest_first=False, key="disputes"),
        "owed": queries.clocks_of(project, today).answers,
        "may_record": may_record(request.user, project),
        "may_host": may_host(request.user, project),
    }
    return render(request, "impact/waiting.html", context)
