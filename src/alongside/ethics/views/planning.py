"""The ethics plan: to read, to add to, to look at for one's side, to take away as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.ethics import actions
from alongside.ethics.forms import AnswerRiskForm, ReviewForm, RiskForm
from alongside.ethics.models import NotedRisk, PlanReview
from alongside.ethics.plan import plan_of, state_words
from alongside.ethics.plan_files import docx_of, pdf_of
from alongside.ethics.queries import written_by
from alongside.kit.press import NotPrinted
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_take_part

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WHAT = {NotedRisk: "risk", PlanReview: "look"}  # in addresses


def is_somebody(person: Any, _project: Project) -> bool:
    """Whoever is signed in and sees the project may ask for their own words, also after they left."""
    return isinstance(person, Person)


def _page(request: HttpRequest, project: Project, **forms: Any) -> HttpResponse:
    plan = plan_of(project, timezone.localdate())
    context = {
        "project": project,
        "plan": plan,
        "risks": [(one, state_words(one.state)) for one in plan.risks if one.state != "fine"],
        "fine": [(one, state_words(one.state)) for one in plan.risks if one.state == "fine"],
        "may_add": may_take_part(request.user, project),
        "may_host": may_host(request.user, project),
        "risk_form": forms.get("risk") or RiskForm(auto_id="risk_%s"),
        "review_form": forms.get("review") or ReviewForm(auto_id="review_%s"),
        "answer_form": AnswerRiskForm(),
        **_own_words(request, project),
    }
    return render(request, "ethics/plan.html", context, status=422 if forms else 200)


def _own_words(request: HttpRequest, project: Project) -> dict[str, Any]:
    """What the reader wrote: an open risk is taken back where it stands, the rest from a list."""
    mine = written_by(project, request.user) if isinstance(request.user, Person) else []
    open_ones = [row.pk for row in mine if isinstance(row, NotedRisk) and row.ended_at is None]
    listed = [row for row in mine if not (isinstance(row, NotedRisk) and row.ended_at is None)]
    return {
        "own_risks": open_ones,
        "own_earlier": [(row, WHAT[type(row)]) for row in listed],
    }


@require_safe
@project_page()
def plan(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole plan. Everybody who may see the project may read it."""
    return _page(request, project)


@require_POST
@project_page(may_take_part)
def note_risk(request: HttpRequest, project: Project) -> HttpResponse:
    form = RiskForm(request.POST, auto_id="risk_%s")
    if not form.is_valid():
        return _page(request, project, risk=form)
    try:
        actions.note_risk(project, by=person_of(request), **form.cleaned_data)
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, project, risk=form)
    messages.success(request, _("It is in the plan. Everybody can read it. You can take it back at any time."))
    return redirect("ethics:plan", project.slug)


@require_POST
@project_page(may_host)
def answer_risk(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = get_object_or_404(NotedRisk, project=project, pk=pk, ended_at=None)
    form = AnswerRiskForm(request.POST)
    if form.is_valid():
        actions.answer_risk(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down."))
    else:
        messages.error(request, _("Nothing was written down: say in a few words what is done about it."))
    return redirect("ethics:plan", project.slug)


@require_POST
@project_page(may_take_part)
def review(request: HttpRequest, project: Project) -> HttpResponse:
    form = ReviewForm(request.POST, auto_id="review_%s")
    if not form.is_valid():
        return _page(request, project, review=form)
    fine = form.cleaned_data["verdict"] == "fine"
    actions.review_plan(project, by=person_of(request), is_fine=fine, words=form.cleaned_data["words"])
    messages.success(request, _("Thank you for looking. It counts for your side."))
    return redirect("ethics:plan", project.slug)


@require_POST
@project_page(is_somebody)
def take_back_words(request: HttpRequest, project: Project, kind: str, pk: int) -> HttpResponse:
    """Their own words go out of the plan. Nobody else's do."""
    by = person_of(request)
    row = next((one for one in written_by(project, by) if one.pk == pk and WHAT[type(one)] == kind), None)
    if row is None:
        messages.info(request, _("There is nothing of yours to take back here."))
        return redirect("ethics:plan", project.slug)
    actions.take_back_plan_words(row, by=by)
    messages.success(request, _("Your words are removed from the plan."))
    return redirect("ethics:plan", project.slug)


def _file(project: Project, body: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="ethics-plan-{project.slug}.{ending}"'
    return answer


@require_safe
@project_page()
def plan_docx(request: HttpRequest, project: Project) -> HttpResponse:
    return _file(project, docx_of(plan_of(project, timezone.localdate())), WORD, "docx")


@require_safe
@project_page()
def plan_pdf(request: HttpRequest, project: Project) -> HttpResponse:
    try:
        return _file(project, pdf_of(plan_of(project, timezone.localdate())), "application/pdf", "pdf")
    except NotPrinted as error:
        messages.error(request, str(error))
        return redirect("ethics:plan", project.slug)
