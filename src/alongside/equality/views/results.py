"""One survey, for those who may see it: what is asked, and once it is closed the safe tables."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from alongside.engines.tables import escape_cell
from alongside.equality.forms import CloseForm, FigureForm, SheetsForm, SlipsForm
from alongside.equality.models import Survey
from alongside.equality.queries import (
    Drawn,
    asked_questions,
    has_answered,
    may_ask_in,
    results_of,
    survey_state,
)
from alongside.equality.rules import may_answer, may_ask
from alongside.equality.views.parts import seen_survey, status_of
from alongside.kit.text import clean_line
from alongside.projects.access import project_page
from alongside.projects.models import Project

TOP, LINE = 84, 44


def survey_page(request: HttpRequest, survey: Survey, **forms: Any) -> HttpResponse:
    """The page; hosts get the forms too, and any that came back with errors."""
    project, may = survey.project, may_ask_in(survey.project, request.user)
    if may:
        forms.setdefault("close_form", CloseForm())
        forms.setdefault("slips_form", SlipsForm())
        forms.setdefault("sheets_form", SheetsForm(initial={"sheets": survey.sheets}))
        forms.setdefault("figure_form", FigureForm(survey=survey))
    context = {
        "project": project,
        "survey": survey,
        "state": survey_state(survey),
        "questions": asked_questions(survey),
        "results": results_of(survey),
        "may_ask": may,
        "may_close": may_ask(request.user, project),
        "may_answer": survey.is_open and may_answer(request.user, project) and not has_answered(survey, request.user),
        **forms,
    }
    return render(request, "equality/survey.html", context, status=status_of(*forms.values()))


@require_safe
@project_page()
def survey(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    return survey_page(request, seen_survey(request, project, pk))


def _table(request: HttpRequest, project: Project, pk: int, table: str) -> tuple[Survey, Any, Drawn]:
    """A told table by its name ("age", "age,gender"), the first where none is named. 404 where there is none."""
    row = seen_survey(request, project, pk)
    results = results_of(row)
    for one in results.tables if results else []:
        if one.rows and table in {one.name, ""}:
            return row, results, one
    raise Http404


def _as_file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@project_page()
def table_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A safe table as a picture (?table=age)."""
    row, results, table = _table(request, project, pk, request.GET.get("table", ""))
    bars = [{"row": one, "y": TOP + LINE * at, "width": 5 * (one.share or 0)} for at, one in enumerate(table.rows)]
    height = TOP + LINE * len(bars) + 50
    context = {"survey": row, "results": results, "table": table, "bars": bars, "height": height, "foot": height - 20}
    return _as_file(render_to_string("equality/table.svg.html", context).strip(), "image/svg+xml", "who-answered.svg")


@require_safe
@project_page()
def table_csv(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A safe table as a file for spreadsheets (?table=age). Hidden cells are empty."""
    _row, results, table = _table(request, project, pk, request.GET.get("table", ""))
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["answer", "about", "about_of_100", "answered_about", "asked", "known_of_100", "known_from"])
    for one in table.rows:
        known = [one.known.share, escape_cell(clean_line(one.known.source))] if one.known else ["", ""]
        numbers = ["" if number is None else number for number in (one.about, one.share)]
        writer.writerow([one.label, *numbers, results.answered, results.asked, *known])
    return _as_file(file.getvalue(), "text/csv; charset=utf-8", "who-answered.csv")
