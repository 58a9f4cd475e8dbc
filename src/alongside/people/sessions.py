"""Sessions that a card opened: they live no longer than the card."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse

from alongside.people.models import Card
from alongside.people.queries import is_card_live, live_card_of

CARD = "card"


def open_with_card(request: HttpRequest, card: Card) -> None:
    """Sign in. The session gets a new key, whatever it held before."""
    login(request, card.person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.cycle_key()
    request.session[CARD] = card.pk


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
