"""A card on paper: the code in fours and as a square code that opens the card page."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse

from alongside.kit.codes import shown_code
from alongside.people.models import Person


@dataclass(frozen=True)
class PaperCard:
    """Ready to print. The code is nowhere else."""

    nickname: str
    code: str
    address: str
    typed_at: str
    picture: str


def paper_card(person: Person, code: str) -> PaperCard:
    """`code` as `give_card` answered it."""
    address = settings.ORIGIN.rstrip("/") + reverse("people:card", args=[code])
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    typed_at = settings.ORIGIN.rstrip("/").split("://")[-1] + reverse("people:card")
    return PaperCard(person.nickname, shown_code(code), address, typed_at, picture)
