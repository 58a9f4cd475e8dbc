"""I have a card and an account: make them one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.people import actions, queries
from alongside.people.forms import CardForm
from alongside.people.models import Person
from alongside.people.views.cards import card_in, page_with_form, status_of
from alongside.people.views.mine import table_words

OTHER = "join_card"


@never_cache
@login_required
@page_with_form
def join(request: HttpRequest) -> HttpResponse:
    """Enter the code of the other card. Both are proven: this session, and that code."""
    form = CardForm(request.POST if request.method == "POST" else None)
    found = card_in(request, form) if form.is_bound else None
    if found and found.person_id != request.user.pk and not found.person.is_superuser and not found.person.is_staff:
        request.session[OTHER] = found.pk
        return redirect("people:join_check")
    if found:
        form.add_error("code", _("This card cannot be joined to the person you are signed in as."))
    return render(request, "people/join.html", {"form": form}, status=status_of(form))


def _other(request: HttpRequest) -> Person | None:
    """Whose card was proven in this session, if that card still lives."""
    card = queries.live_card(request.session.get(OTHER))
    return card.person if card and card.person_id != request.user.pk else None


@never_cache
@login_required
@page_with_form
def join_check(request: HttpRequest) -> HttpResponse:
    """What will be joined, before anything is."""
    other = _other(request)
    if other is None:
        return redirect("people:join")
    if request.method == "POST":
        return _join(request, other)
    rows = [(table_words(label), len(held)) for label, held in queries.held_about(other).items()]
    return render(request, "people/join_check.html", {"other": other, "rows": rows})


def _join(request: HttpRequest, other: Person) -> HttpResponse:
    me: Any = request.user
    try:
        actions.join_people(me, other, by=me)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("people:join")
    del request.session[OTHER]
    messages.success(request, _("Done. Everything of %(name)s is yours now.") % {"name": other.nickname})
    return redirect("web:my_space")
