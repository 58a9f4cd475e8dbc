"""Theme suggestions: groups of voices that may belong together. Suggestions to edit, never findings; people place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from alongside.engines.themes.finding import Found, Given, Label, Texts, different, find
from alongside.engines.themes.space import Embedder, Space, Stems, place, place_embedded, stems_of
from alongside.engines.themes.telling import nearest_in, tell, typical
from alongside.engines.themes.words import Ints, Lexicon, Tick, read

VERSION = "themes-1"


class Stopped(Exception):
    """`should_stop` said so; nothing was suggested."""


@dataclass(frozen=True)
class Member:
    """Why a row is in its group. `confidence`: 0 … 1; `words`: that it shares with the group; `nearest`: rows of the
    group most like it. What people placed in a theme belongs to its group here."""

    row: int
    confidence: float
    words: tuple[str, ...]
    nearest: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """`theme`: the label people use, or None for a new group; `words` and `typical` rows: most typical first."""

    theme: Label | None
    words: tuple[str, ...]
    typical: tuple[int, ...]
    members: tuple[Member, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(member.row for member in self.members)


@dataclass(frozen=True)
class Suggestions:
    """Every row is once in `groups`, `alone` or `placed`. `learned_from`: how many different texts were learned
    from; `embedder`: the name of an operator's model, "" for our own vectors."""

    groups: tuple[Group, ...]
    alone: tuple[int, ...]
    placed: tuple[int, ...]
    seed: int
    learned_from: int
    embedder: str = ""
    version: str = VERSION


def suggest(
    texts: Sequence[str],
    *,
    placed: Mapping[int, Label] | None = None,
    refused: Mapping[int, Collection[Label]] | None = None,
    refused_groups: Iterable[Collection[int]] = (),
    languages: Sequence[str] | None = None,
    count: int | None = None,
    seed: int = 0,
    embedder: Embedder | None = None,
    progress: Callable[[float], None] = lambda _part: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Suggestions:
    """Suggest groups of rows (places in `texts`) that may belong together.

    `placed`: the theme where people put a row. Such rows stay there; from three in a theme on they teach which other
    rows may belong to it. `refused`: themes never to suggest for a row. `refused_groups`: rows that people said do not
    belong together; such a group is suggested in parts, or not at all. `languages`: a code ("cy") for each row, "" if
    unknown. `count`: how many new groups; else as many as the texts speak for. `embedder`: an operator's own model in
    place of our vectors. `progress` is told the part done, 0 … 1; `should_stop` is asked now and then.

    The same texts and seed give the same groups, in whatever order the rows come. ValueError for a row that is not
    there, a negative seed, a count below one, or languages that are not as many. Stopped when `should_stop` said so.
    """
    given = Given(placed or {}, refused or {}, tuple(frozenset(rows) for rows in refused_groups))
    _check(len(texts), given, languages, count, seed)

    def tick(part: float) -> None:
        if should_stop():
            raise Stopped
        progress(part)

    with threadpool_limits(1):  # many small sums: one processor is faster, and the same however many there are
        voices = _read(different(texts, languages or [""] * len(texts)), embedder, seed, _within(tick, 0, 0.7))
        found = find(voices.texts, voices.space, given, count=count, seed=seed, tick=_within(tick, 0.7, 0.9))
        groups = list(_groups(voices, given, found, _within(tick, 0.9, 1)))
    tick(1)
    taken = {row for group in groups for row in group.rows}.union(given.placed)
    return Suggestions(
        groups=tuple(sorted(groups, key=lambda group: (group.theme is None, -len(group.members)))),
        alone=tuple(row for row in range(len(texts)) if row not in taken),
        placed=tuple(sorted(given.placed)),
        seed=seed,
        learned_from=int(voices.space.learned.size),
        embedder=embedder.name if embedder else "",
    )


def _check(rows: int, given: Given, languages: Sequence[str] | None, count: int | None, seed: int) -> None:
    named = {*given.placed, *given.refused}.union(*given.refused_groups)
    if wrong := [row for row in named if not 0 <= row < rows]:
        raise ValueError(f"there is no row {min(wrong)}: rows go from 0 to {rows - 1}")
    if languages is not None and len(languages) != rows:
        raise ValueError("languages: one for each text")
    if seed < 0:
        raise ValueError("the seed is 0 or more")
    if count is not None and count < 1:
        raise ValueError("the number of groups is 1 or more")


def _within(tick: Tick, start: float, end: float) -> Tick:
    return lambda part: tick(start + (end - start) * part)


@dataclass(frozen=True, eq=False)
class _Read:
    """Different texts, their words and their places."""

    texts: Texts
    lexicon: Lexicon
    stems: Stems
    space: Space


def _read(texts: Texts, embedder: Embedder | None, seed: int, tick: Tick) -> _Read:
    lexicon = read(texts.spelled, texts.languages, _within(tick, 0, 0.3))
    stems = stems_of(lexicon)
    if embedder is None or not texts.originals:
        space = place(lexicon, stems, seed=seed, tick=_within(tick, 0.3, 1))
    else:
        space = place_embedded(embedder(texts.originals), seed=seed, tick=_within(tick, 0.3, 1))
    return _Read(texts, lexicon, stems, space)


def _groups(voices: _Read, given: Given, found: Found, tick: Tick) -> Iterator[Group]:
    numbers = np.unique(found.group[found.group >= 0])
    members = [np.flatnonzero(found.group == number) for number in numbers]
    free, already, same = _by_text(voices.texts, given, found)
    before = [np.array(sorted(already.get(number, ())), np.int64) for number in numbers.tolist()]
    about = tell(voices.texts.originals, voices.lexicon, voices.stems, members, tick, already=before)
    placed = {int(voices.texts.of_row[row]): row for row in sorted(given.placed, reverse=True)}
    first = placed | {text: rows[0] for text, rows in free.items()}

    def why(text: int) -> Iterator[Member]:
        near = tuple(first[one] for one in nearest_in(voices.space, text, same))
        sure = round(float(found.confidence[text]), 3)
        return (Member(row, sure, about.shared[text], near) for row in free[text])

    themes = given.themes
    for number, own, words in zip(numbers.tolist(), members, about.words, strict=True):
        theme = themes[number] if number < len(themes) else None
        told = sorted((member for text in own.tolist() for member in why(text)), key=lambda member: member.row)
        yield Group(theme, words, tuple(free[text][0] for text in typical(voices.space, own)), tuple(told))


def _by_text(texts: Texts, given: Given, found: Found) -> tuple[dict[int, list[int]], dict[int, set[int]], Ints]:
    """The free rows of each text; the texts that people put into each theme; the group of every text, theirs too."""
    places = {label: at for at, label in enumerate(given.themes)}
    free: dict[int, list[int]] = {}
    already: dict[int, set[int]] = {}
    same = found.group.copy()
    for row, text in enumerate(texts.of_row.tolist()):
        if row not in given.placed:
            free.setdefault(text, []).append(row)
        elif text >= 0:
            already.setdefault(places[given.placed[row]], set()).add(text)
            same[text] = found.group[text] if found.group[text] >= 0 else places[given.placed[row]]
    return free, already, same
