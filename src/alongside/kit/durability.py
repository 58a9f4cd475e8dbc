"""Acknowledged means kept: refuse to start on a database that may lose what it said it saved."""

import time
from typing import Any

from django.db import OperationalError, connection


def assert_durable() -> None:
    """SQLite must run with a write-ahead log and full syncing. Raises RuntimeError if it does not."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
    if journal != "wal" or synchronous != 2:
        raise RuntimeError(f"SQLite is not durable here: journal_mode={journal}, synchronous={synchronous}")


def forget_now(tries: int = 5) -> bool:
    """Empty SQLite's write-ahead log, so that removed words are in no file. Call it after the commit.

    With `secure_delete` the database file holds zeros where the words were; the log still holds them until it
    is truncated. Best effort: a long reader can hold it up; then it answers False and the next call does it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 200")
        try:
            return any(_log_is_empty(cursor, wait) for wait in (0.05 * n for n in range(tries)))
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _log_is_empty(cursor: Any, wait: float) -> bool:
    time.sleep(wait)
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy: int = cursor.fetchone()[0]
    except OperationalError:
        return False
    return busy == 0
