"""The signed token a phone keeps: which seat it has in which room. It opens nothing else."""

import base64
import hashlib
import hmac
from functools import cache

from django.conf import settings

COOKIE = "seat"


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"room-seat:{secret}".encode()).digest()


def _sign(text: str) -> str:
    digest = hmac.digest(_key(settings.SECRET_KEY), text.encode(), "sha256")[:18]
    return base64.urlsafe_b64encode(digest).decode()


def make_token(room_id: int, seat_id: int) -> str:
    text = f"{room_id}.{seat_id}"
    return f"{text}.{_sign(text)}"


def read_token(token: str) -> tuple[int, int] | None:
    """(room id, seat id), or None for anything that we did not sign."""
    text, dot, signature = token.rpartition(".")
    if not dot or len(token) > 80 or not token.isascii() or not hmac.compare_digest(_sign(text), signature):
        return None
    room, _dot, seat = text.partition(".")
    return int(room), int(seat)
