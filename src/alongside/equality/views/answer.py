"""The form for a person: a member, or somebody with a code on a slip. Nothing here is logged or stored but numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.equality import actions
from alongside.equality.forms import AnswersForm, CodeForm
from alongside.equality.models import Survey
from alongside.equality.queries import has_answered
from alongside.equality.rules import may_answer
from alongside.equality.views.parts import page_with_form, seen_survey, sent, status_of
from alongside.people.access import TooManyTries, try_code
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


def _takes_answers(survey: Survey) -> bool:
    return survey.is_open and survey.closes_on >= timezone.localdate()


@never_cache
@page_with_form
@project_page(may_answer)
def answer(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A member's form. They may answer, answer parts, decline, or just leave."""
    row, person = seen_survey(request, project, pk), person_of(request)
    form = AnswersForm(sent(request), survey=row)
    context = {"project": project, "survey": row, "form": form}
    if not _takes_answers(row) or has_answered(row, person):
        return render(request, "equality/thanks.html", {**context, "is_late": not _takes_answers(row)})
    if request.method == "POST" and ("decline" in request.POST or form.is_valid()):
        actions.answer_as_member(row, by=person, said=None if "decline" in request.POST else form.said)
        return render(request, "equality/thanks.html", context)
    return render(request, "equality/answer.html", context, status=status_of(form))


@never_cache
@page_with_form
def answer_code(request: HttpRequest) -> HttpResponse:
    """With the code of a slip, without an account: first the code, then the same form."""
    code = CodeForm(sent(request))
    if request.method != "POST" or not code.is_valid():
        return render(request, "equality/answer_code.html", {"form": code}, status=status_of(code))
    try:
        ticket = try_code(request, "equality-code", actions.ticket_by_code, code.cleaned_data["code"])
        wrong = _("This code opens nothing. It was used, or the last day is over, or a letter is wrong.")
    except TooManyTries as wait:
        ticket, wrong = None, str(wait)
    if ticket is None:
        code.add_error("code", wrong)
        return render(request, "equality/answer_code.html", {"form": code}, status=422)
    row = ticket.survey
    is_answer = "answers" in request.POST or "decline" in request.POST
    form = AnswersForm(request.POST if is_answer else None, survey=row)
    context = {"survey": row, "form": form, "code": code.cleaned_data["code"]}
    if is_answer and ("decline" in request.POST or form.is_valid()):
        actions.answer_with_code(ticket, said=None if "decline" in request.POST else form.said)
        return render(request, "equality/thanks.html", {"survey": row})
    return render(request, "equality/answer.html", context, status=status_of(form))
