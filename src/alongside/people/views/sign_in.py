"""One page with the ways in; and the way out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.people import actions
from alongside.people.access import after_sign_in, safe_next
from alongside.people.forms import CardForm
from alongside.people.views.cards import page_with_form


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """With a card, with a code by email, or with a passkey. Never with a password."""
    if request.user.is_authenticated:
        return redirect(after_sign_in(request))
    wanted = safe_next(request)
    context = {"form": CardForm(initial={"next": wanted}), "next": wanted, "invited": request.session.get("invitation")}
    return render(request, "people/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("web:home")


@login_required
@page_with_form
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """A lost phone, a borrowed computer: all sessions end, this one too."""
    if request.method != "POST":
        return render(request, "people/sign_out_everywhere.html")
    actions.sign_out_everywhere(request.user, by=request.user)  # type: ignore[arg-type]
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("people:sign_in")
