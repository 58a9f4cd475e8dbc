"""Concerns, for the safeguarding lead of the project. For all others, hosts and admins too, it is shut."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.care import actions
from alongside.care.clock import due_on, is_late, months_later
from alongside.care.forms import AnswerForm, HandOverForm, KeepingForm, PaperConcernForm
from alongside.care.models import Concern
from alongside.care.queries import concerns as asking
from alongside.care.rules import may_read_concerns
from alongside.care.views.parts import concern_in, page_with_form, sent, status_of
from alongside.kit.codes import shown_code
from alongside.kit.paging import numbered_page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project

MOST = 200


@never_cache
@page_with_form
@project_page(may_read_concerns)
def concerns(request: HttpRequest, project: Project) -> HttpResponse:
    """What waits, what is open, what is closed: days and states, no words. And how long words are kept."""
    form = KeepingForm(sent(request), initial={"months": asking.months_kept(project)})
    if request.method == "POST" and form.is_valid():
        actions.set_keeping(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("care:concerns", project.slug)
    rows, today = asking.concerns_of(project), timezone.localdate()
    waiting = list(rows.filter(closed_on=None)[: MOST + 1])
    closed = numbered_page_of(rows.exclude(closed_on=None).reverse(), request, key="closed")
    context = {
        "project": project,
        "open": asking.most_urgent_first(asking.shown(waiting[:MOST], today)),
        "has_more": len(waiting) > MOST,
        "closed": asking.shown(closed.items, today),
        "closed_page": closed,
        "leads": asking.leads_of(project),
        "form": form,
    }
    return render(request, "care/concerns.html", context, status=status_of(form))


def concern_page(request: HttpRequest, row: Concern, **forms: Any) -> HttpResponse:
    """The page; that it was opened is noted. `forms`: one that comes back with a mistake."""
    today = timezone.localdate()
    told, notes = actions.open_concern(row, by=person_of(request))
    months = asking.months_kept(row.project)
    gone_on = months_later(row.closed_on, months) if row.closed_on else None
    context: dict[str, Any] = {
        "project": row.project,
        "concern": row,
        "told": told,
        "notes": notes,
        "accesses": asking.readers_of(row)[:50],
        "due_on": due_on(row.on),
        "is_late": is_late(row.on, row.acknowledged_on, today),
        "gone_on": gone_on,
        "months": months,
        "answer_form": AnswerForm(auto_id="answer_%s"),
        "hand_form": HandOverForm(auto_id="hand_%s"),
        **forms,
    }
    return render(request, "care/concern.html", context, status=422 if forms else 200)


@never_cache
@require_safe
@project_page(may_read_concerns)
def concern(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    return concern_page(request, concern_in(project, pk))


def _did(request: HttpRequest, row: Concern, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("care:concern", row.project.slug, row.pk)


@require_POST
@project_page(may_read_concerns)
def acknowledge(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row = concern_in(project, pk)
    actions.acknowledge(row, by=person_of(request))
    return _did(request, row, _("Noted. With their code they see that it has arrived."))


@require_POST
@project_page(may_read_concerns)
def write_back(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row, form = concern_in(project, pk), AnswerForm(request.POST, auto_id="answer_%s")
    if form.is_valid():
        try:
            actions.write_back(row, by=person_of(request), **form.cleaned_data)
            return _did(request, row, _("Written. They read it with their code."))
        except ValueError as error:
            form.add_error("words", str(error))
    return concern_page(request, row, answer_form=form)


@require_POST
@project_page(may_read_concerns)
def hand_over(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row, form = concern_in(project, pk), HandOverForm(request.POST, auto_id="hand_%s")
    if form.is_valid():
        try:
            actions.hand_over(row, by=person_of(request), **form.cleaned_data)
            return _did(request, row, _("Noted that it was handed over."))
        except ValueError as error:
            form.add_error("words", str(error))
    return concern_page(request, row, hand_form=form)


@require_POST
@project_page(may_read_concerns)
def close_concern(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row = concern_in(project, pk)
    actions.close_concern(row, by=person_of(request))
    messages.success(request, _("Closed."))
    return redirect("care:concerns", project.slug)


@require_POST
@project_page(may_read_concerns)
def open_again(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row = concern_in(project, pk)
    try:
        actions.open_again(row, by=person_of(request))
        messages.success(request, _("It is open again."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("care:concern", project.slug, row.pk)


@never_cache
@page_with_form
@project_page(may_read_concerns)
def type_in_concern(request: HttpRequest, project: Project) -> HttpResponse:
    """What came on paper or by phone. The code is shown once, to be handed back if they want it."""
    form = PaperConcernForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        row, code = actions.type_in_concern(project, by=person_of(request), **form.cleaned_data)
        context = {"project": project, "concern": row, "code": shown_code(code)}
        return render(request, "care/concern_typed.html", context)
    return render(request, "care/type_in_concern.html", {"project": project, "form": form}, status=status_of(form))
