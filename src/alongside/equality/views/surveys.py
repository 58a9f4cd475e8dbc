"""The hosts' side: set up, open, print, type in a pile, close, share."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.equality import actions
from alongside.equality.forms import CloseForm, FigureForm, SheetForm, SheetsForm, SlipsForm, SurveyForm
from alongside.equality.models import Survey
from alongside.equality.queries import asked_questions, may_ask_in, surveys_of
from alongside.equality.rules import may_ask
from alongside.equality.views.parts import page_with_form, sent, status_of, survey_in
from alongside.equality.views.results import survey_page
from alongside.kit.codes import shown_code
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


@require_safe
@project_page()
def surveys(request: HttpRequest, project: Project) -> HttpResponse:
    """All surveys this person may see."""
    may = may_ask_in(project, request.user)
    context = {"project": project, "surveys": surveys_of(project, request.user), "may_ask": may}
    return render(request, "equality/surveys.html", context)


@page_with_form
@project_page(may_ask)
def new_survey(request: HttpRequest, project: Project) -> HttpResponse:
    form = SurveyForm(sent(request), project=project)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.set_up_survey(project, by=person_of(request), **form.cleaned_data)
            return redirect("equality:survey", project.slug, row.pk)
        except ValueError as problem:
            form.add_error(None, str(problem))
    return render(request, "equality/new_survey.html", {"project": project, "form": form}, status=status_of(form))


def _back(survey: Survey) -> HttpResponse:
    return redirect("equality:survey", survey.project.slug, survey.pk)


@require_POST
@project_page(may_ask)
def open_survey(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = survey_in(project, pk)
    actions.open_survey(row, by=person_of(request))
    return _back(row)


@require_POST
@project_page(may_ask)
def remove_draft(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = survey_in(project, pk)
    try:
        actions.remove_draft(row, by=person_of(request))
    except ValueError as problem:
        messages.error(request, str(problem))
        return _back(row)
    return redirect("equality:surveys", project.slug)


@require_POST
@project_page(may_ask)
def close_survey(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row, form = survey_in(project, pk), CloseForm(request.POST)
    if not form.is_valid():
        return survey_page(request, row, close_form=form)
    try:
        actions.close_survey(row, by=person_of(request))
    except ValueError as problem:
        messages.error(request, str(problem))
    return _back(row)


@require_POST
@project_page(may_ask)
def share_survey(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = survey_in(project, pk)
    try:
        actions.share_results(row, by=person_of(request), is_public=request.POST.get("public") == "1")
    except ValueError as problem:
        messages.error(request, str(problem))
    return _back(row)


@require_POST
@project_page(may_ask)
def note_sheets(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row, form = survey_in(project, pk), SheetsForm(request.POST)
    if not form.is_valid():
        return survey_page(request, row, sheets_form=form)
    try:
        actions.note_sheets(row, by=person_of(request), **form.cleaned_data)
    except ValueError as problem:
        messages.error(request, str(problem))
    return _back(row)


@require_POST
@project_page(may_ask)
def note_figure(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = survey_in(project, pk)
    form = FigureForm(request.POST, survey=row)
    if not form.is_valid():
        return survey_page(request, row, figure_form=form)
    question, _colon, option = form.cleaned_data.pop("about").partition(":")
    actions.note_figure(row, by=person_of(request), question=question, option=option, **form.cleaned_data)
    return _back(row)


def _paper(survey: Survey, request: HttpRequest, **more: Any) -> dict[str, Any]:
    large = request.GET.get("large") == "1"
    return {
        "project": survey.project,
        "survey": survey,
        "questions": asked_questions(survey),
        "is_large": large,
        **more,
    }


@require_safe
@project_page(may_ask)
def sheet(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The questions on paper; in large print with ?large=1."""
    return render(request, "equality/sheet.html", _paper(survey_in(project, pk), request))


@never_cache
@require_POST
@project_page(may_ask)
def slips(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """New codes, shown this once, to be printed and cut."""
    row, form = survey_in(project, pk), SlipsForm(request.POST)
    if not form.is_valid():
        return survey_page(request, row, slips_form=form)
    try:
        codes = actions.make_slips(row, by=person_of(request), **form.cleaned_data)
    except ValueError as problem:
        messages.error(request, str(problem))
        return _back(row)
    return render(request, "equality/slips.html", _paper(row, request, codes=[shown_code(one) for one in codes]))


@never_cache
@page_with_form
@project_page(may_ask)
def type_in(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One sheet of the pile, then the next."""
    row = survey_in(project, pk)
    form = SheetForm(sent(request), survey=row)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submit_key"]
        try:
            is_new = actions.type_in_sheet(row, by=person_of(request), said=form.said, submit_key=key)
            messages.success(request, _("Counted. Here is room for the next sheet.") if is_new else _("Counted once."))
            return redirect("equality:type_in", project.slug, row.pk)
        except ValueError as problem:
            form.add_error(None, str(problem))
    context = {"project": project, "survey": row, "form": form}
    return render(request, "equality/type_in.html", context, status=status_of(form))
