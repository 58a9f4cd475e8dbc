"""A secret in a file of its own, made when it is first asked for."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_key(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; where there is none, `make()`, on disk before it is used. Only the owner reads it.

    The file appears whole or not at all: processes that start together read the same key, and one that is killed
    while it writes leaves no empty key behind.
    """
    if not path.exists():
        part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # somebody else was first, and theirs stands
                os.link(part, path)
            _settle(path.parent)
        finally:
            part.unlink()
    return path.read_bytes()


def _settle(folder: Path) -> None:
    """Wait until the folder's list of files is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
