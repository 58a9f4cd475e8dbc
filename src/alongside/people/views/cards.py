"""Opening My space with a card, and making one's own card."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.kit.codes import plain_code, shown_code
from alongside.people import actions
from alongside.people.access import TooManyTries, after_sign_in, safe_next, try_card
from alongside.people.forms import CardForm
from alongside.people.models import Card
from alongside.people.paper import paper_card
from alongside.people.queries import live_card_of
from alongside.people.sessions import follow_new_card, open_with_card

TOO_MANY = "too_many_tries"
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def card_in(request: HttpRequest, form: CardForm) -> Card | None:
    """The card whose code was sent, or None with one plain error beside the field."""
    if not form.is_valid():
        return None
    try:
        card = try_card(request, form.cleaned_data["code"])
    except TooManyTries as wait:
        form.add_error("code", ValidationError(str(wait), code=TOO_MANY))
        return None
    if card is None:
        form.add_error(
            "code", _("This code does not open anything. Look at your card again, or ask your host for a new one.")
        )
    elif Authenticator.objects.filter(user=card.person_id, type=Authenticator.Type.TOTP).exists():
        form.add_error("code", _("You asked for a second step when you sign in. Use your email instead of the card."))
        return None
    return card


@never_cache
@page_with_form
def card(request: HttpRequest) -> HttpResponse:
    """Type in the code of a card. Sending it signs in; looking never does."""
    form = CardForm(request.POST if request.method == "POST" else None, initial={"next": safe_next(request)})
    if request.method == "POST":
        found = card_in(request, form)
        if found:
            open_with_card(request, found)
            return redirect(after_sign_in(request))
    return render(request, "people/card.html", {"form": form}, status=status_of(form))


def status_of(form: CardForm) -> int:
    """Of the page that shows it: 429 after too many wrong codes."""
    if form.has_error("code", TOO_MANY):
        return 429
    return 422 if form.is_bound else 200


@never_cache
@require_safe
def card_found(request: HttpRequest, code: str) -> HttpResponse:
    """Where the square code leads: the same page for every code, with a button that signs in."""
    form = CardForm(initial={"code": shown_code(plain_code(code)), "next": safe_next(request)})
    return render(request, "people/card_found.html", {"form": form, "code": shown_code(plain_code(code))})


@never_cache
@login_required
@page_with_form
def my_card(request: HttpRequest) -> HttpResponse:
    """Make or renew my own card. It is shown once, in the answer to the button."""
    if request.method != "POST":
        return render(request, "people/my_card.html", {"card": live_card_of(request.user)})  # type: ignore[arg-type]
    code = actions.give_card(request.user, by=request.user)  # type: ignore[arg-type]
    follow_new_card(request, request.user)
    return render(request, "people/card_printed.html", {"card": paper_card(request.user, code)})  # type: ignore[arg-type]
