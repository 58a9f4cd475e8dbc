"""How often a code may be tried, and where a person goes after signing in."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from alongside.kit.limits import allow, give_back, seconds_left
from alongside.people.models import Card
from alongside.people.queries import card_by_code

Found = TypeVar("Found")

# A whole workshop sits behind one address; only failed tries count. At this pace, finding one of 100,000 live cards
# by guessing takes tens of thousands of years.
MOST_HERE, MOST_IN_ALL, WINDOW = 40, 2000, 15 * 60


class TooManyTries(Exception):
    """`minutes`: when to try again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes

    def __str__(self) -> str:
        words = ngettext(
            "There were too many wrong codes. Try again in %(minutes)d minute.",
            "There were too many wrong codes. Try again in %(minutes)d minutes.",
            self.minutes,
        )
        return words % {"minutes": self.minutes}


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "unknown"


def try_code(request: HttpRequest, kind: str, find: Callable[[str], Found | None], code: str) -> Found | None:
    """What `find` finds for this code, or None. TooManyTries when too many of this kind were wrong, here or in all."""
    counters = ((kind, _address(request), MOST_HERE), (f"{kind}-in-all", "", MOST_IN_ALL))
    for purpose, key, most in counters:
        if not allow(purpose, key, most=most, seconds=WINDOW):
            raise TooManyTries(max(1, -(-seconds_left(purpose, key) // 60)))
    found = find(code)
    if found:
        for purpose, key, _most in counters:
            give_back(purpose, key)
    return found


def try_card(request: HttpRequest, code: str) -> Card | None:
    """The live card with this code, or None. TooManyTries when too many were wrong."""
    return try_code(request, "card", card_by_code, code)


def safe_next(request: HttpRequest) -> str:
    """Where `next` asks to go, if that is here; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fits and wanted.startswith("/") else ""


def after_sign_in(request: HttpRequest) -> str:
    return safe_next(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
