"""Cards and letters on paper: what is printed, with the address and its square code."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from alongside.kit.codes import plain_code, shown_code
from alongside.people.models import Person
from alongside.projects.qr import qr_image


@dataclass(frozen=True)
class PaperCard:
    """One card, ready to print. The code is nowhere else."""

    nickname: str
    code: str
    address: str
    picture: str
    person_id: int


@dataclass(frozen=True)
class Letter:
    """The ways into an invitation: a link, a short code, a square code."""

    code: str
    link: str
    typed_at: str
    picture: str


def paper_card(request: HttpRequest, person: Person, code: str) -> PaperCard:
    """`code` as `give_card` answered it."""
    address = request.build_absolute_uri(reverse("people:card", args=[plain_code(code)]))
    return PaperCard(person.nickname, shown_code(plain_code(code)), address, qr_image(address), person.pk)


def letter(request: HttpRequest, token: str) -> Letter:
    """`token` as `invite` answered it."""
    link = request.build_absolute_uri(reverse("projects:join", args=[token]))
    typed_at = request.build_absolute_uri(reverse("projects:join_by_code"))
    return Letter(shown_code(token), link, typed_at, qr_image(link))
