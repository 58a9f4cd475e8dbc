"""What belongs where: in a theme that people made, in a new group, or alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.engines.themes.grouping import (
    FAR,
    LEAST_CONFIDENCE,
    LEAST_IN_GROUP,
    confidences,
    find_groups,
    nearness,
    parts,
)
from alongside.engines.themes.space import Space
from alongside.engines.themes.teaching import teach, teachers
from alongside.engines.themes.words import Floats, Ints, Tick, spelled

SAME_GROUP = 0.5  # of the texts of two groups taken together are in both: then they are the same group

Label = str | int


@dataclass(frozen=True, eq=False)
class Texts:
    """The different texts in an order of their own, whatever the order of rows. `of_row`: -1 is empty."""

    spelled: tuple[str, ...]
    originals: tuple[str, ...]
    languages: tuple[str, ...]
    of_row: Ints


@dataclass(frozen=True, eq=False)
class Found:
    """For each text its theme 0 … t-1, or t and on for new groups, or -1: alone."""

    group: Ints
    confidence: Floats


@dataclass(frozen=True)
class Given:
    """What people have already said."""

    placed: Mapping[int, Label]
    refused: Mapping[int, Collection[Label]]
    refused_groups: tuple[frozenset[int], ...]

    @property
    def themes(self) -> list[Label]:
        return sorted(set(self.placed.values()), key=lambda label: (isinstance(label, str), label))


def different(texts: Sequence[str], languages: Sequence[str]) -> Texts:
    """The texts without repetitions, compared in one spelling; sorted, so that the order of rows changes nothing."""
    rows = [(spelled(text), text, language) for text, language in zip(texts, languages, strict=True)]
    first: dict[str, tuple[str, str]] = {}
    for key, text, language in rows:
        if key:
            first[key] = min(first.get(key, (text, language)), (text, language))
    keys = sorted(first)
    place_of = {key: at for at, key in enumerate(keys)}
    of_row = np.array([place_of.get(key, -1) for key, _text, _language in rows], np.int64)
    originals, spoken = zip(*(first[key] for key in keys), strict=True) if keys else ((), ())
    return Texts(tuple(keys), originals, spoken, of_row)


def find(texts: Texts, space: Space, given: Given, *, count: int | None, seed: int, tick: Tick) -> Found:
    """Existing themes first; of the rest new groups; what fits nowhere, and groups of one or two rows, stand alone."""
    free = texts.of_row[[row for row in range(len(texts.of_row)) if row not in given.placed]]
    times = np.bincount(free[free >= 0], minlength=len(texts.spelled))
    candidate = (times > 0) & (nearness(space) >= FAR)
    taught = _taught(texts, space, given, candidate)
    rest = np.flatnonzero(candidate & (taught.group < 0))
    fresh = np.full(len(times), -1)
    fresh[rest] = find_groups(space, rest, count=count, seed=seed, tick=tick) if rest.size else 0
    refused = [frozenset(texts.of_row[sorted(rows)].tolist()) - {-1} for rows in given.refused_groups]
    fresh = _in_parts(space, fresh, refused, seed)
    fresh = _without_strays(space, fresh, times)
    sure = confidences(space, fresh)
    fresh[sure < LEAST_CONFIDENCE] = -1
    fresh = _large_enough(fresh, times, refused)
    for text in np.flatnonzero((fresh < 0) & (taught.group < 0) & (times >= LEAST_IN_GROUP)).tolist():
        if not _is_one_of({text}, refused):  # the same words from many people are a group
            fresh[text], sure[text] = fresh.max() + 1, 1.0
    is_new = fresh >= 0
    group = np.where(is_new, len(given.themes) + fresh, taught.group)
    return Found(group, np.where(is_new, sure, taught.confidence))


def _in_parts(space: Space, groups: Ints, refused: Sequence[frozenset[int]], seed: int) -> Ints:
    """Each group that people refused in two parts."""
    for group in range(groups.max(initial=-1) + 1):
        members = np.flatnonzero(groups == group)
        if members.size and _is_one_of(set(members.tolist()), refused):
            halves = find_groups(space, members, count=2, seed=seed, tick=lambda _part: None)
            groups[members] = np.where(halves > 0, groups.max() + 1, group)
    return groups


def _without_strays(space: Space, groups: Ints, times: Ints) -> Ints:
    """Without ones and twos that share no word with the rest of their group: k-means put them just anywhere."""
    for group in range(groups.max(initial=-1) + 1):
        members = np.flatnonzero(groups == group)
        if members.size:
            part = parts(space, members)
            size = np.bincount(part, times[members])
            stray = (size < LEAST_IN_GROUP) & (np.arange(size.size) != size.argmax())
            groups[members[stray[part]]] = -1
    return groups


def _large_enough(groups: Ints, times: Ints, refused: Sequence[frozenset[int]]) -> Ints:
    """Without groups of one or two rows, and without those that people refused. `times`: rows of each text."""
    for group in range(groups.max(initial=-1) + 1):
        members = np.flatnonzero(groups == group)
        if times[members].sum() < LEAST_IN_GROUP or _is_one_of(set(members.tolist()), refused):
            groups[members] = -1
    return groups


def _is_one_of(here: set[int], groups: Sequence[frozenset[int]]) -> bool:
    return any(len(here & group) >= SAME_GROUP * len(here | group) for group in groups)


def _taught(texts: Texts, space: Space, given: Given, candidate: npt.NDArray[np.bool_]) -> Found:
    themes = given.themes
    pairs = sorted({(int(texts.of_row[row]), themes.index(label)) for row, label in given.placed.items()})
    pairs = [(text, theme) for text, theme in pairs if text >= 0]
    teaching = teachers(pairs, len(themes))
    nothing = Found(np.full(len(texts.spelled), -1), np.zeros(len(texts.spelled)))
    if not teaching:
        return nothing
    never = np.zeros((len(texts.spelled), len(teaching)), bool)
    for row, labels in given.refused.items():
        if (text := texts.of_row[row]) >= 0:
            never[text] |= [themes[theme] in labels for theme in teaching]
    rows, own = np.array([(text, teaching.index(theme)) for text, theme in pairs if theme in teaching]).T
    taught = teach(space.smooth, rows, own, never)
    takes = candidate & (taught.theme >= 0)
    return Found(np.where(takes, np.array(teaching)[taught.theme], -1), np.where(takes, taught.confidence, 0.0))
