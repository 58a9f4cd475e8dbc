"""What I need to take part: written once, changed, removed; where it is shared, and who read it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.needs import actions
from alongside.needs.forms import NeedForm
from alongside.needs.models import Need
from alongside.needs.queries import mine as asking
from alongside.needs.queries.words import opened
from alongside.needs.views.parts import page_with_form, sent, status_of
from alongside.projects.access import person_of


def _page(request: HttpRequest, form: NeedForm) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    shares = asking.live_shares_of(person)[:50]
    context: dict[str, Any] = {
        "form": form,
        "needs": asking.needs_of(person),
        "asked": asking.asked_now(person, today)[:20],
        "to_tell": asking.gatherings_to_tell(person, today)[:5],
        "to_confirm": asking.show_shares(asking.to_confirm(person, today)[:20]),
        "shares": asking.show_shares(shares),
        "readings": asking.readings_of(person)[:5],
    }
    return render(request, "needs/mine.html", context, status=status_of(form))


@login_required
@page_with_form
def mine(request: HttpRequest) -> HttpResponse:
    form = NeedForm(sent(request))
    if request.method == "POST" and form.is_valid():
        person = person_of(request)
        try:
            actions.keep_need(person, by=person, **form.cleaned_data)
            messages.success(request, _("Kept. Nobody can read it yet. Below you can share it with the hosts."))
            return redirect("needs:mine")
        except ValueError as error:
            form.add_error("words", str(error))
    return _page(request, form)


@login_required
@require_safe
def who_read(request: HttpRequest) -> HttpResponse:
    """Everyone who read what I shared, and when."""
    page = page_of(asking.readings_of(person_of(request)), request)
    return render(request, "needs/who_read.html", {"page": page})


def _mine(request: HttpRequest, pk: Any) -> Need:
    return get_object_or_404(Need, person=person_of(request), pk=pk)


@login_required
@page_with_form
def change(request: HttpRequest, pk: Any) -> HttpResponse:
    need = _mine(request, pk)
    told = opened(need)
    form = NeedForm(sent(request), initial={"words": told.words, "kind": told.kind})
    if request.method == "POST" and form.is_valid():
        actions.change_need(need, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Changed. Where you share it, it reads like this now."))
        return redirect("needs:mine")
    return render(request, "needs/change.html", {"form": form, "told": told}, status=status_of(form))


@login_required
@page_with_form
def remove(request: HttpRequest, pk: Any) -> HttpResponse:
    """What goes with it, first; then it goes."""
    need = _mine(request, pk)
    if request.method == "POST":
        actions.remove_need(need, by=person_of(request))
        messages.success(request, _("Removed. Nobody can read it any more."))
        return redirect("needs:mine")
    shares = asking.live_shares_of(person_of(request)).filter(need=need)
    return render(request, "needs/remove.html", {"told": opened(need), "shares": shares})
