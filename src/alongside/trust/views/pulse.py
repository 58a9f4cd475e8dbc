"""Trust over months: what was told of each side, and the form in which people answer."""

import csv
import io
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.engines.pulse import LEAST_ANSWERS
from alongside.engines.tables import escape_cell
from alongside.kit.text import clean_line
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.trust.actions import pulse as actions
from alongside.trust.drawing import draw
from alongside.trust.forms import AnswersForm, CloseForm, PulseForm
from alongside.trust.models import Pulse
from alongside.trust.queries import pulse as asking
from alongside.trust.questions import QUESTIONS
from alongside.trust.rules import may_answer
from alongside.trust.views.parts import open_pulse_in, page_with_form, sent, status_of

TWO_WEEKS = 14


def trust_page(request: HttpRequest, project: Project, **forms: Any) -> HttpResponse:
    """The page; hosts get the forms too, and any that came back with errors."""
    person, today = request.user, timezone.localdate()
    running = asking.pulses_of(project).filter(closed_on=None).first()
    closed = asking.closed_pulses(project)
    months = asking.over_months(closed, project)
    may = asking.may_open_in(project, person)
    last = closed[-1] if closed else None
    if may:
        forms.setdefault("pulse_form", PulseForm(initial={"closes_on": today + timedelta(days=TWO_WEEKS)}))
        forms.setdefault("close_form", CloseForm())
    context: dict[str, Any] = {
        "project": project,
        "running": running,
        "last": last,
        "newest": asking.told_of(last, project) if last else [],
        "questions": [(key, str(QUESTIONS[key]), points, draw(points)) for key, points in months.items()],
        "asked": list(QUESTIONS.values()),
        "least": LEAST_ANSWERS,
        "may_answer": bool(running and running.closes_on >= today and may_answer(person, project)),
        "has_answered": bool(running and asking.has_answered(running, person)),
        "may_open": may,
        "may_close": may and bool(running and running.closes_on <= today),
        "earliest": asking.earliest(last) if last and asking.earliest(last) > today else None,
        "few": [] if not may else _few(project),
        **forms,
    }
    return render(request, "trust/trust.html", context, status=status_of(*forms.values()))


def _few(project: Project) -> list[str]:
    """The sides on which fewer than five people are: of these nothing can be told."""
    return [project.side_name(side) for side, count in asking.sizes(project).items() if count < LEAST_ANSWERS]


@require_safe
@project_page()
def trust(request: HttpRequest, project: Project) -> HttpResponse:
    return trust_page(request, project)


@never_cache
@page_with_form
@project_page(may_answer)
def answer(request: HttpRequest, project: Project) -> HttpResponse:
    """A member's form. They may answer, answer parts, decline, or just leave."""
    row, person = open_pulse_or_none(project), person_of(request)
    if row is None or row.closes_on < timezone.localdate() or asking.has_answered(row, person):
        is_late = row is None or row.closes_on < timezone.localdate()
        return render(request, "trust/thanks.html", {"project": project, "pulse": row, "is_late": is_late})
    form = AnswersForm(sent(request))
    if request.method == "POST" and ("decline" in request.POST or form.is_valid()):
        actions.answer_as_member(row, by=person, said=None if "decline" in request.POST else form.said)
        messages.success(request, _("Thank you. Your form is used now."))
        return redirect("trust:answer", project.slug)
    return render(
        request, "trust/answer.html", {"project": project, "pulse": row, "form": form}, status=status_of(form)
    )


def open_pulse_or_none(project: Project) -> Pulse | None:
    try:
        return open_pulse_in(project)
    except Http404:
        return None


def _as_file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@project_page()
def picture(request: HttpRequest, project: Project) -> HttpResponse:
    """One question over months, both sides (?question=listen)."""
    key = request.GET.get("question", next(iter(QUESTIONS)))
    if key not in QUESTIONS:
        raise Http404
    points = asking.over_months(asking.closed_pulses(project), project)[key]
    context = {"chart": draw(points), "words": str(QUESTIONS[key]), "project": project, "is_file": True}
    text = render_to_string("trust/parts/_chart.svg.html", context).strip()
    return _as_file(text, "image/svg+xml", f"trust-{key}.svg")


@require_safe
@project_page()
def table(request: HttpRequest, project: Project) -> HttpResponse:
    """All that was told, as a file for spreadsheets. What was not told is empty."""
    file = io.StringIO()
    writer = csv.writer(file)
    head = ["closed_on", "question", "side", "asked", "answered", "median_0_to_10"]
    bands = ("low_0_3", "middle_4_6", "high_7_10")
    writer.writerow([*head, *(f"{band}_{end}" for band in bands for end in ("least", "most"))])
    for key, points in asking.over_months(asking.closed_pulses(project), project).items():
        for point in points:
            for side in point.told.sides:
                spread = [number for pair in side.spread for number in pair] if side.spread else [""] * 6
                name, median = escape_cell(clean_line(side.name)), "" if side.median is None else side.median
                writer.writerow([point.on.isoformat(), key, name, side.asked, side.answered, median, *spread])
    return _as_file(file.getvalue(), "text/csv; charset=utf-8", "trust.csv")
