"""Telling a worry: for everybody who sees the project, without an account. Nothing here asks who sends it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.care import actions
from alongside.care.clock import due_on
from alongside.care.forms import ConcernCodeForm, ConcernForm
from alongside.care.models import Concern
from alongside.care.queries import concerns as asking
from alongside.care.views.parts import page_with_form, sent, status_of
from alongside.kit.codes import plain_code, shown_code
from alongside.kit.limits import allow
from alongside.kit.paging import page_of
from alongside.people.access import TooManyTries, address_of, try_code
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.queries import network, projects_seen_by

# A whole workshop sits behind one address. The address itself is kept nowhere: its keyed hash is counted in memory
# until the window ends.
MOST_HERE, MOST_ANYWHERE, WINDOW = 60, 600, 15 * 60


def _unlogged(response: HttpResponse) -> HttpResponse:
    """Django would log an answer of 4xx with its minute: that somebody wrote here just then is nobody's business."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _around(project: Project) -> dict[str, Any]:
    return {"project": project, "leads": asking.leads_of(project), "contact": network().contact}


def _may_send(request: HttpRequest) -> bool:
    here = allow("concern", address_of(request), most=MOST_HERE, seconds=WINDOW)
    return here and allow("concern-in-all", "", most=MOST_ANYWHERE, seconds=WINDOW)


@never_cache
@page_with_form
@project_page()
def worried(request: HttpRequest, project: Project) -> HttpResponse:
    """First what may not stay between us, then the form. Where nobody leads there is none, and it says whom to call."""
    around, form, status = _around(project), ConcernForm(sent(request)), 200
    if request.method == "POST" and around["leads"] and form.is_valid():
        if _may_send(request):
            code = actions.tell_concern(project, **form.cleaned_data)
            told = {**around, "code": shown_code(code), "due_on": due_on(timezone.localdate())}
            return _unlogged(render(request, "care/worried_kept.html", told))
        form.add_error(None, _("Very many people write just now. Your words are still here: send them again later."))
        status = 429
    page = render(request, "care/worried.html", {**around, "form": form}, status=max(status, status_of(form)))
    return _unlogged(page)


@never_cache
@require_safe
def worried_anywhere(request: HttpRequest) -> HttpResponse:
    """From the foot of every page: whom to call, and the way to each project's own page; one's own come first."""
    mine = asking.projects_of(request.user)
    page = page_of(projects_seen_by(request.user).exclude(pk__in=[one.pk for one in mine]), request)
    return render(request, "care/worried_anywhere.html", {"mine": mine, "page": page, "contact": network().contact})


@never_cache
@require_safe
@project_page()
def worried_on_paper(request: HttpRequest, project: Project) -> HttpResponse:
    """The same on a sheet of paper."""
    return render(request, "care/worried_on_paper.html", _around(project))


@require_safe
@project_page()
def if_somebody_tells(request: HttpRequest, project: Project) -> HttpResponse:
    """A card for the pocket of everybody who hosts."""
    return render(request, "care/if_somebody_tells.html", _around(project))


@never_cache
@page_with_form
def worry_code(request: HttpRequest) -> HttpResponse:
    """With the code: what was written back, and room for more. No sign-in; wrong codes are limited."""
    form = ConcernCodeForm(sent(request))
    if request.method != "POST" or not form.is_valid():
        return _unlogged(render(request, "care/worry_code.html", {"form": form}, status=status_of(form)))
    try:
        row = try_code(request, "concern-code", asking.concern_by_code, form.cleaned_data["code"])
        wrong = "" if row else _("This code opens nothing. Look at it again.")
    except TooManyTries as wait:
        row, wrong = None, str(wait)
    if row is None:
        form.add_error("code", wrong)
        return _unlogged(render(request, "care/worry_code.html", {"form": form}, status=422))
    return _unlogged(_with_code(request, row, form))


def _with_code(request: HttpRequest, row: Concern, form: ConcernCodeForm) -> HttpResponse:
    """What its sender may see; more words, if some were sent, are kept first."""
    more, is_added = form.cleaned_data["more"], False
    if more:
        try:
            actions.add_words(row, words=more)
            is_added = True
        except ValueError as error:
            form.add_error("more", str(error))
    code = shown_code(plain_code(form.cleaned_data["code"]))
    context = {
        "concern": row,
        "answers": actions.answers_for_sender(row),
        "accesses": asking.told_to_sender(row),
        "has_lead": asking.has_lead(row.project),
        "is_added": is_added,
        "code": code,
        "due_on": due_on(row.on),
        "contact": network().contact,
        "form": form if form.errors else ConcernCodeForm(initial={"code": code}),
    }
    return render(request, "care/worry_answers.html", context, status=422 if form.errors else 200)
