"""What changed from one version of a list of rules to the next, line by line. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal, Protocol, TypeVar

from alongside.engines.words import word_diff

Kind = Literal["same", "added", "changed", "gone"]
ALIKE = 0.5  # from here on two lines are told as one that changed


@dataclass(frozen=True)
class LineChange:
    """A line of the newer version, or of the older one where it is gone. `pieces`: as `word_diff`, where it changed."""

    kind: Kind
    words: str
    pieces: list[Any] = field(default_factory=list)


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.lower())


def _alike(old: str, new: str) -> float:
    return SequenceMatcher(None, _words(old), _words(new), autojunk=False).ratio()


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[LineChange]:
    """Lines that took the place of others: each beside the one it is most like, if it is like one."""
    left, told = list(old), []
    for line in new:
        best = max(left, key=lambda other: _alike(other, line), default="")
        if best and _alike(best, line) >= ALIKE:
            left.remove(best)
            told.append(LineChange("changed", line, word_diff(best, line)))
        else:
            told.append(LineChange("added", line))
    return [*(LineChange("gone", line) for line in left), *told]


def line_changes(old: Sequence[str], new: Sequence[str]) -> list[LineChange]:
    """Every line of `new` in its order, and those of `old` that are gone about where they stood."""
    told: list[LineChange] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = [LineChange("same", line) for line in new[c:d]]
        told += same if tag == "equal" else _replaced(old[a:b], new[c:d])
    return told


class HasLines(Protocol):
    @property
    def lines(self) -> list[str]: ...


Version = TypeVar("Version", bound=HasLines)


def with_changes(versions: Sequence[Version], before: Sequence[str] | None) -> list[tuple[Version, list[LineChange]]]:
    """Each version (newest first) with what changed since the one before.

    `before`: the lines before the last of them. None: there were none, and nothing is told as new in the first.
    """
    told = []
    for place, version in enumerate(versions):
        older = versions[place + 1].lines if place + 1 < len(versions) else before
        told.append((version, line_changes(version.lines if older is None else older, version.lines)))
    return told
