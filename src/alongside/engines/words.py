"""Word-by-word differences and three-way merges of texts. Pure; the work is bounded however long the texts are."""

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "added", "taken"]
Edit = tuple[int, int, tuple[str, ...]]

MOST_WORK = 4_000_000  # pairs of tokens compared; beyond it the whole changed middle counts as one change
_TOKEN = re.compile(r"\s+|\S+")


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    """What to replace in `old` to get `new`: (from, to, put this there), in order, never overlapping."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if not left and not right:
        return []
    if len(left) * len(right) > MOST_WORK:
        return [(start, len(old) - end, tuple(right))]
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(start + a, start + b, tuple(right[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def word_diff(old: str, new: str) -> list[tuple[Kind, str]]:
    """The way from `old` to `new` in pieces. Same + taken is exactly `old`, same + added exactly `new`."""
    words = _TOKEN.findall(old)
    pieces: list[tuple[Kind, str]] = []
    at = 0
    for start, end, put in _edits(words, _TOKEN.findall(new)):
        pieces += [("same", "".join(words[at:start])), ("taken", "".join(words[start:end])), ("added", "".join(put))]
        at = end
    pieces.append(("same", "".join(words[at:])))
    return [(kind, text) for kind, text in pieces if text]


def merge_words(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base` in one text; None when they touch the same place. Equal changes count once."""
    words = _TOKEN.findall(base)
    ours, others = (_edits(words, _TOKEN.findall(text)) for text in (mine, theirs))
    together = sorted({*ours, *others})
    if any(one[1] >= two[0] for one, two in pairwise(together) if not _one_hand(one, two, ours, others)):
        return None
    joined, at = [], 0
    for start, end, put in together:
        joined += [*words[at:start], *put]
        at = end
    return "".join([*joined, *words[at:]])


def _one_hand(one: Edit, two: Edit, ours: list[Edit], others: list[Edit]) -> bool:
    """Neighbouring edits of the same person never collide."""
    return (one in ours and two in ours) or (one in others and two in others)
