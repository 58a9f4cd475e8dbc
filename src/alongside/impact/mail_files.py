"""Emails kept as files, where this site has no mail server: found, and removed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def _files() -> Iterator[Path]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "/nonexistent")
    return folder.glob("*.log")


def _day(path: Path) -> date:
    return timezone.localdate(datetime.fromtimestamp(path.stat().st_mtime, UTC))


def days_of_mail() -> list[date]:
    return sorted(_day(path) for path in _files())


def forget_old_mail(until: date) -> int:
    old = [path for path in _files() if _day(path) <= until]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget_mail_with(key: str) -> None:
    """The file of one email goes, found by what names it."""
    for path in _files():
        if key.encode() in path.read_bytes():
            path.unlink(missing_ok=True)
