"""Sealed words, opened for those whom a rule has let in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from alongside.kit.sealed import SealedBroken, unseal
from alongside.needs.kinds import KINDS
from alongside.needs.models import Need


@dataclass(frozen=True)
class Opened:
    """A need as it may be read now. `words` is empty and `is_broken` set when they do not open."""

    need: Need
    words: str
    kind: str  # a key of KINDS, or ""
    is_broken: bool = False

    @property
    def kind_words(self) -> str:
        return str(KINDS.get(self.kind, ""))


def opened_field(row: models.Model, field: str) -> tuple[str, bool]:
    """The words, and whether they did not open."""
    try:
        return unseal(row, field), False
    except SealedBroken:
        return "", True


def opened(need: Need) -> Opened:
    words, is_broken = opened_field(need, "words")
    kind, _kind_broken = opened_field(need, "kind")
    return Opened(need, words, kind, is_broken)


def all_opened(needs: Iterable[Need]) -> list[Opened]:
    return [opened(need) for need in needs]


def words_of(row: Any, field: str = "words") -> str:
    """The words, "" when they do not open."""
    return opened_field(row, field)[0]
