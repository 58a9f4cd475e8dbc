"""Sessions: what a card opened lives no longer than the card, and who has just signed in is not asked again."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from alongside.people.models import Card
from alongside.people.queries import is_card_live, live_card_of

CARD = "card"


def open_with_card(request: HttpRequest, card: Card) -> None:
    """Sign in. The session gets a new key, whatever it held before."""
    login(request, card.person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.cycle_key()
    request.session[CARD] = card.pk


@receiver(user_logged_in)
def note_fresh_sign_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Signing in counts as "it is me" for the passkey pages: else a lost phone could never be taken off the list."""
    record_authentication(request, user, method="sign-in", reauthenticated=True)


def follow_new_card(request: HttpRequest, person: Any) -> None:
    """A person who renews their own card stays signed in where they are."""
    card = live_card_of(person)
    if CARD in request.session and card:
        request.session[CARD] = card.pk


class CardSessions:
    """Signs a session out when the card that opened it has ended. One query, only for such sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        card_id = request.session.get(CARD)
        if card_id is not None and request.user.is_authenticated and not is_card_live(card_id, request.user):
            logout(request)
        return self.get_response(request)
