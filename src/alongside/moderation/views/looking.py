"""For hosts: what waits, one piece of words with what was told about it, and one that was set aside."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.kit.paging import numbered_page_of, page_of
from alongside.moderation import actions
from alongside.moderation.forms import AppealForm, DecideForm, LeaveForm, SetAsideForm
from alongside.moderation.models import SetAside
from alongside.moderation.points import ALWAYS_ALLOWED
from alongside.moderation.queries import asides as standing
from alongside.moderation.queries import waiting
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.rules import (
    had_part,
    may_agree,
    may_appeal,
    may_decide_appeal,
    may_let_back,
    may_look_after,
    may_weigh,
    needs_second,
    side_of_host,
)
from alongside.moderation.subjects import Subject, copies_of, subject_of
from alongside.moderation.views.parts import appeal_of, aside_in, page_with_form, sent, status_of, subject_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


@require_safe
@project_page(may_look_after)
def looked_after(request: HttpRequest, project: Project) -> HttpResponse:
    """What waits first, then everything that was ever set aside."""
    page = page_of(standing.asides_of(project), request, per=20)
    context = {
        "project": project,
        "told": waiting.told_waiting(project),
        "to_agree": waiting.needing_second(project)[:50],
        "appeals": waiting.open_appeals(project)[:50],
        "letters": waiting.letters_waiting(project).exclude(person=person_of(request))[:50],
        "page": page,
    }
    return render(request, "moderation/looked_after.html", context)


def _must_weigh(request: HttpRequest, subject: Subject) -> None:
    if not may_weigh(request.user, subject.project, subject.person.pk if subject.person else None):
        raise PermissionDenied


@never_cache
@page_with_form
@project_page(may_look_after)
def weigh(request: HttpRequest, project: Project, pk: int, what: str) -> HttpResponse:
    """Words with what was told about them. `do=leave`: they stay, and why; `do=aside`: by which rule, and why."""
    subject, rules = subject_in(project, what, pk, request), rules_in_force(project)
    _must_weigh(request, subject)
    do = request.POST.get("do") if request.method == "POST" else ""
    leave = LeaveForm(sent(request) if do == "leave" else None, auto_id="leave_%s")
    aside = SetAsideForm(sent(request) if do == "aside" else None, lines=rules.lines)
    if do == "leave" and leave.is_valid() and (answer := _leave(request, subject, leave)):
        return answer
    if do == "aside" and aside.is_valid() and (answer := _set_aside(request, subject, aside)):
        return answer
    side, page = side_of_host(request.user, project), numbered_page_of(waiting.reports_about(what, pk), request, per=20)
    context = {
        "project": project,
        "subject": subject,
        "what_words": standing.kind_words(what),
        "page": page,
        "reports": waiting.opened(page.items),
        "asides": standing.asides_about(what, pk)[:20],
        "standing": standing.standing_aside(what, pk),
        "leave_form": leave,
        "form": aside,
        "always": ALWAYS_ALLOWED,
        "needs_second": needs_second(side, is_about_hosts=False),
    }
    return render(request, "moderation/weigh.html", context, status=status_of(leave, aside))


def _leave(request: HttpRequest, subject: Subject, form: LeaveForm) -> HttpResponse | None:
    try:
        actions.leave_as_it_is(
            subject.project, subject.what, subject.id, by=person_of(request), reply=form.cleaned_data["reply"]
        )
    except ValueError as error:
        form.add_error("reply", str(error))
        return None
    messages.success(request, _("The words stay. Who told you about them reads why."))
    return redirect("moderation:looked_after", subject.project.slug)


def _set_aside(request: HttpRequest, subject: Subject, form: SetAsideForm) -> HttpResponse | None:
    try:
        row = actions.set_aside(subject.project, subject.what, subject.id, by=person_of(request), **form.cleaned_data)
    except ValueError as error:
        form.add_error("reason", str(error))
        return None
    messages.success(request, _("Set aside. The rule and the reason stand in the place of the words."))
    return redirect("moderation:aside", subject.project.slug, row.pk)


def aside_page(request: HttpRequest, row: SetAside, **forms: Any) -> HttpResponse:
    """One piece of words that was set aside; `forms` are those that came back with a mistake."""
    person, project, appeal = request.user, row.project, appeal_of(row)
    subject = subject_of(project, row.what, row.subject_id, person)
    is_open = appeal is not None and not appeal.outcome
    context = {
        "project": project,
        "aside": row,
        "what_words": standing.kind_words(row.what),
        "subject": subject,
        "copies": copies_of(project, subject.words) if subject and row.is_standing else [],
        "appeal": appeal,
        "appeal_words": waiting.appeal_words(appeal),
        "may_agree": may_agree(person, row),
        "may_let_back": may_let_back(person, row),
        "decide_form": None,
        "appeal_form": None,
        "goes_by_letter": _goes_by_letter(row),
        "had_part": row.person_id is not None and had_part(person, row),
    }
    if is_open and may_decide_appeal(person, row):
        context["decide_form"] = forms.get("decide") or DecideForm()
    if appeal is None and row.is_standing and may_appeal(person, row):
        context["appeal_form"] = forms.get("appeal") or AppealForm()
    return render(request, "moderation/aside.html", context, status=422 if forms else 200)


def _readable_aside(request: HttpRequest, project: Project, pk: int) -> SetAside:
    """Its hosts read it, but not where the words are their own: those they read in My space."""
    row = aside_in(project, pk)
    if not may_weigh(request.user, project, row.person_id):
        raise PermissionDenied
    return row


@never_cache
@require_safe
@project_page(may_look_after)
def aside(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    return aside_page(request, _readable_aside(request, project, pk))


@require_POST
@project_page(may_look_after)
def agree(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = aside_in(project, pk)
    try:
        actions.agree(row, by=person_of(request))
        messages.success(request, _("Noted: two hosts have read the words and agree."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("moderation:aside", project.slug, pk)


@require_POST
@project_page(may_look_after)
def let_back(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = aside_in(project, pk)
    actions.let_back(row, by=person_of(request))
    messages.success(request, _("The words are back. Everybody who may read them reads them again."))
    return redirect("moderation:aside", project.slug, pk)


@require_POST
@project_page(may_look_after)
def decide(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row, form = _readable_aside(request, project, pk), DecideForm(request.POST)
    appeal = appeal_of(row)
    if appeal is None or not may_decide_appeal(request.user, row):
        raise PermissionDenied
    if form.is_valid():
        try:
            appeal.aside = row
            actions.decide_appeal(appeal, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Decided. The person reads why."))
            return redirect("moderation:aside", project.slug, pk)
        except ValueError as error:
            messages.error(request, str(error))
            return redirect("moderation:aside", project.slug, pk)
    return aside_page(request, row, decide=form)


@require_POST
@project_page(may_look_after)
def appeal_for(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A host writes down the appeal of somebody who told it by voice, by phone or on paper."""
    row, form = _readable_aside(request, project, pk), AppealForm(request.POST)
    if not form.is_valid():
        return aside_page(request, row, appeal=form)
    try:
        actions.appeal(row, by=person_of(request), words=form.cleaned_data["words"])
        messages.success(request, _("The appeal is kept. Somebody who had no part in it decides."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("moderation:aside", project.slug, pk)


def _goes_by_letter(row: SetAside) -> bool:
    if row.person is None:
        return False
    told = {row.told_how, getattr(appeal_of(row), "told_how", "")}
    return bool(told & {"letter", "given"}) or (told == {""} and not row.person.email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_look_after)
def letter(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What the person is told, to print: with the words, the rule, the reason and a space for an appeal.

    Only for whom a letter is the way: it says whose words they are, also of words that were said without a name.
    """
    row = _readable_aside(request, project, pk)
    if not _goes_by_letter(row):
        raise Http404
    if request.method == "POST":
        actions.mark_given(row, by=person_of(request))
        messages.success(request, _("Written down: the letter is printed and on its way."))
        return redirect("moderation:looked_after", project.slug)
    context = {
        "project": project,
        "aside": row,
        "subject": subject_of(project, row.what, row.subject_id, request.user),
        "appeal": appeal_of(row),
        "rules": rules_in_force(project),
        "always": ALWAYS_ALLOWED,
    }
    return render(request, "moderation/letter.html", context)
