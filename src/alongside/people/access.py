"""How often a code may be tried, and where a person goes after signing in."""

from collections.abc import Callable
from ipaddress import IPv4Address, ip_address, ip_network
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

# A whole workshop sits behind one address; only failed tries count. Who guesses from very many addresses must not lock
# anybody out: beyond MOST_IN_ALL, each address still has FEW tries. Even ten thousand addresses then find one of
# 100,000 live cards (30 to the 12th) only in thousands of years, and one of 20 open rooms (30 to the 6th) in two weeks.
MOST_HERE, MOST_IN_ALL, FEW, WINDOW = 40, 2000, 3, 15 * 60
MOST_CARDS_HERE = 200  # twelve characters, typed by a whole hall, and nothing else opens one's own space there


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


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, to count tries by; a whole workshop may share one.

    Of IPv6 the network (/64): a single line at home has that many addresses to choose from.
    """
    try:
        told = ip_address(str(get_adapter(request).get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(told, IPv4Address):
        return str(told)
    return str(told.ipv4_mapped or ip_network((int(told), 64), strict=False))


def try_code(
    request: HttpRequest, kind: str, find: Callable[[str], Found | None], code: str, *, most: int | None = None
) -> Found | None:
    """What `find` finds for this code, or None. TooManyTries when too many of this kind were wrong from here."""
    here = address_of(request)
    may = allow(kind, here, most=most or MOST_HERE, seconds=WINDOW)
    is_among_few = allow(f"{kind}-few", here, most=FEW, seconds=WINDOW)
    if may and not allow(f"{kind}-in-all", "", most=MOST_IN_ALL, seconds=WINDOW):
        may = is_among_few
    if not may:
        raise TooManyTries(max(1, -(-seconds_left(kind, here) // 60)))
    found = find(code)
    if found:
        for purpose, key in ((kind, here), (f"{kind}-few", here), (f"{kind}-in-all", "")):
            give_back(purpose, key)
    return found


def try_card(request: HttpRequest, code: str) -> Card | None:
    """The live card with this code, or None. TooManyTries when too many were wrong."""
    return try_code(request, "card", card_by_code, code, most=MOST_CARDS_HERE)


def safe_next(request: HttpRequest) -> str:
    """Where `next` asks to go, if that is here; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fits and wanted.startswith("/") else ""


def after_sign_in(request: HttpRequest) -> str:
    return safe_next(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
