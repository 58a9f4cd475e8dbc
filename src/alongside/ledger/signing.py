"""Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint): a text that anybody can check with a public key."""

import base64
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from alongside.kit.keyfile import kept_key

_ED25519 = b"\x01"


def key_file() -> Path:
    return Path(settings.KEYS_FOLDER) / "log.key"


def _private() -> Ed25519PrivateKey:
    """Made once, readable by the owner only, and not in the database."""
    return Ed25519PrivateKey.from_private_bytes(kept_key(key_file(), _new_key))


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def origin() -> str:
    """The log's name: the host it is at."""
    return f"{urlsplit(settings.ORIGIN).netloc or 'localhost'}/log"


def public_key() -> bytes:
    return _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(name: str, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key).digest()[:4]


def verifier_key() -> str:
    """The public key as tools for signed notes read it: name+id+base64."""
    name, key = origin(), public_key()
    return f"{name}+{key_id(name, key).hex()}+{base64.b64encode(_ED25519 + key).decode()}"


def sign(size: int, root: bytes) -> str:
    """The signed note of this size and root."""
    name = origin()
    text = f"{name}\n{size}\n{base64.b64encode(root).decode()}\n"
    signed = key_id(name, public_key()) + _private().sign(text.encode())
    return f"{text}\n\u2014 {name} {base64.b64encode(signed).decode()}\n"


def read_note(note: str, key: bytes) -> tuple[int, bytes]:
    """(size, root) of a note that this key signed. ValueError in plain words when it did not, or it is no note."""
    text, gap, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if not gap or len(lines) < 3 or not lines[1].isascii() or not lines[1].isdigit() or len(lines[1]) > 18:
        raise ValueError("is not a signed checkpoint")
    for line in signatures.splitlines():
        parts = line.split(" ")
        if (
            len(parts) == 3
            and parts[0] == "\u2014"
            and parts[1] == lines[0]
            and _signed(text + "\n", parts[2], key, lines[0])
        ):
            return int(lines[1]), base64.b64decode(lines[2])
    raise ValueError("is not signed with the key of this log")


def _signed(text: str, signature: str, key: bytes, name: str) -> bool:
    try:
        raw = base64.b64decode(signature, validate=True)
        if raw[:4] != key_id(name, key):
            return False
        Ed25519PublicKey.from_public_bytes(key).verify(raw[4:], text.encode())
    except (ValueError, InvalidSignature):
        return False
    return True
