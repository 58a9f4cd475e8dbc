"""Codes people can read aloud, and the keyed hashes we keep instead of them."""

import hashlib
import hmac
import secrets

from django.conf import settings

# No 0 O 1 I L U: read aloud or copied from paper, they are taken for each other (or make rude words).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code(length: int = 12) -> str:
    """About 4.9 bits a character: 12 give 58 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def shown_code(code: str) -> str:
    """In fours: ABCD-EFGH-JKMN."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """What a person typed, without spaces, dashes and case."""
    return "".join(c for c in typed.upper() if c.isalnum())[:40]


def keyed_hash(purpose: str, secret: str) -> str:
    """HMAC-SHA256 under the installation's key: a stolen database opens nothing."""
    key = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()
