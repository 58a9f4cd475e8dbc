"""Words that must not be readable in a stolen database: access needs, concerns, payment details.

AES-256-GCM from `cryptography`. The key is a file beside the database, never in it and never in its backup. The
associated data is (model, row, field): a sealed text moved to another row, or another field, does not open.
"""

import os
import uuid
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from alongside.kit.keyfile import kept_key

_MARK = b"\x01"  # how it is sealed; another way would have another mark
_NONCE = 12


class SealedBroken(Exception):
    """The sealed text was changed, belongs to another row, or another key sealed it."""


def key_file() -> Path:
    return Path(settings.KEYS_FOLDER) / "sealing.key"


def _key() -> bytes:
    """32 bytes, made once, readable by the owner only."""
    return kept_key(key_file(), lambda: AESGCM.generate_key(256))


def _where(row: models.Model, field: str) -> bytes:
    return f"{row._meta.label_lower}:{row.pk}:{field}".encode()


def seal(row: models.Model, field: str, words: str) -> None:
    """Put `words` sealed into the row's field; the caller saves. No words: nothing is kept.

    The row must know its key before it is saved (a UUID): the seal names it.
    """
    if not isinstance(row.pk, uuid.UUID):
        raise TypeError("A row with sealed words has a UUID as its key, so that the seal can name it")
    nonce = os.urandom(_NONCE)
    closed = AESGCM(_key()).encrypt(nonce, words.encode(), _where(row, field)) if words else b""
    setattr(row, field, _MARK + nonce + closed if closed else b"")


def unseal(row: models.Model, field: str) -> str:
    """The words in the row's field; "" when there are none. SealedBroken when they do not open."""
    kept = bytes(getattr(row, field) or b"")
    if not kept:
        return ""
    try:
        if kept[:1] != _MARK:
            raise SealedBroken
        opened = AESGCM(_key()).decrypt(kept[1 : 1 + _NONCE], kept[1 + _NONCE :], _where(row, field))
    except (InvalidTag, ValueError) as problem:
        raise SealedBroken(f"{row._meta.label} {field}") from problem
    return opened.decode()


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Holds sealed words. Write with `seal`, read with `unseal`; nothing else can read it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", bytes)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
