"""Where texts stand: near each other when they share words, parts of words, or neighbours who do.

TF-IDF of stems and of pieces of words (4 and 5 letters) is brought to 100 dimensions (latent semantic analysis,
Deerwester et al. 1990); then each text is moved towards the texts most like it, four times. On texts whose
parts are known, that smoothing gains more than any other step: README.md beside this has the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from alongside.engines.themes.words import Floats, Ints, Lexicon, Matrix, Tick, is_unspaced, stem, stop_words

DIMENSIONS = 100
SKETCH, POWERS = 120, 4
PIECES = (4, 5)  # letters
LEAST_TEXTS = 2  # with a word, for the word to count
TOO_COMMON = 0.5  # of all texts: then the word says nothing
LEARN_FROM = 6_000  # texts; of more, a sample drawn by the seed
NEIGHBOURS = 15
ROUNDS, PULL = 4, 0.8
CHUNK = 2_000


class Embedder(Protocol):
    """An operator's own model: a vector for each text (n × d). `name` is recorded with what it suggests."""

    name: str

    def __call__(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, eq=False)
class Space:
    """n texts. `learned`: rows learned from; `plain`: n × d, the dot of two is near their likeness 0 … 1; `smooth`:
    n × d, of length one, pulled towards neighbours; `neighbours`: n × k rows, nearest first; `likeness`: n × k."""

    learned: Ints
    plain: Floats
    smooth: Floats
    neighbours: Ints
    likeness: Floats


@dataclass(frozen=True, eq=False)
class Stems:
    """`names`: the stems; `of_word`: words × stems, one or none in each row (none: the word carries no theme)."""

    names: tuple[str, ...]
    of_word: Matrix


def stems_of(lexicon: Lexicon) -> Stems:
    """The stem of each word that may carry a theme, by the language of most texts that have it."""
    names = sorted(set(lexicon.languages))
    spoken = _table(range(len(lexicon.languages)), [names.index(one) for one in lexicon.languages], len(names))
    of_word: list[int] = np.asarray((lexicon.counts.T @ spoken).argmax(axis=1)).ravel().tolist() if names else []
    many = max(TOO_COMMON * lexicon.counts.shape[0], 5)
    stop, texts = stop_words(names), np.bincount(lexicon.counts.indices, minlength=len(lexicon.words))
    places: dict[str, int] = {}
    rows, columns = [], []
    for at, word in enumerate(lexicon.words):
        if word not in stop and texts[at] <= many and _may_tell(word):
            rows.append(at)
            columns.append(places.setdefault(stem(word, names[of_word[at]]), len(places)))
    return Stems(tuple(places), _table(rows, columns, len(places), tall=len(lexicon.words)))


def _may_tell(word: str) -> bool:
    """Numbers and single letters tell nothing; a single sign of a script without spaces may."""
    return not word.isdigit() and (len(word) > 1 or is_unspaced(word))


def pieces_of(lexicon: Lexicon, stems: Stems) -> Matrix:
    """words × pieces of words, for the words that have a stem and are written with spaces."""
    places: dict[str, int] = {}
    rows, columns = [], []
    for at in np.flatnonzero(np.diff(stems.of_word.indptr)).tolist():
        padded = f" {lexicon.words[at]} "
        for size in PIECES if not is_unspaced(lexicon.words[at]) else ():
            for start in range(len(padded) - size + 1):
                rows.append(at)
                columns.append(places.setdefault(padded[start : start + size], len(places)))
    return _table(rows, columns, len(places), tall=len(lexicon.words))


def _table(rows: Sequence[int], columns: Sequence[int], wide: int, tall: int | None = None) -> Matrix:
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(rows) if tall is None else tall, wide))


def place(lexicon: Lexicon, stems: Stems, *, seed: int, tick: Tick) -> Space:
    """Every text's place, learned from at most 6,000 of them."""
    learned = drawn(lexicon.counts.shape[0], seed)
    weigh = _weights(lexicon.counts[learned], (stems.of_word, pieces_of(lexicon, stems)))
    axes = _axes(weigh(lexicon.counts[learned]), seed)
    tick(0.3)
    plain = np.concatenate(
        [np.zeros((0, axes.shape[1]), np.float32)]
        + [weigh(lexicon.counts[part]) @ axes for part in _parts(lexicon.counts.shape[0])]
    )
    return _settled(plain, learned, lambda part: tick(0.4 + 0.6 * part))


def place_embedded(vectors: Floats, *, seed: int, tick: Tick) -> Space:
    """The same from an operator's model. What all its vectors have in common is taken away first."""
    vectors = np.asarray(vectors, np.float32)
    return _settled(unit(vectors - vectors.mean(axis=0)), drawn(len(vectors), seed), tick)


def drawn(count: int, seed: int) -> Ints:
    if count <= LEARN_FROM:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, LEARN_FROM, replace=False))


def _parts(count: int) -> list[slice]:
    return [slice(start, start + CHUNK) for start in range(0, count, CHUNK)]


def _weights(counts: Matrix, maps: Sequence[Matrix]) -> Callable[[Matrix], Matrix]:
    """TF-IDF: logarithms of counts, rare features weigh more, each kind of feature alike, each text of length one."""
    scaled = []
    for features in maps:
        texts = np.bincount((counts @ features).indices, minlength=features.shape[1])
        kept = np.flatnonzero(texts >= LEAST_TEXTS)
        rarity = np.log((1 + counts.shape[0]) / (1 + texts[kept])) + 1
        scaled.append((features[:, kept], sparse.diags_array(rarity.astype(np.float32))))

    def weigh(counts: Matrix) -> Matrix:
        kinds = []
        for features, rarity in scaled:
            found = sparse.csr_matrix(counts @ features)
            found.data = 1 + np.log(found.data)
            kinds.append(_unit_rows(sparse.csr_matrix(found @ rarity)))
        return _unit_rows(sparse.csr_matrix(sparse.hstack(kinds)))

    return weigh


def _unit_rows(found: Matrix) -> Matrix:
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags_array((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ found)


def _axes(found: Matrix, seed: int) -> Floats:
    """features × d: the directions in which texts differ most, by random projection (Halko, Martinsson, Tropp 2011)."""
    if min(found.shape) <= DIMENSIONS:
        return np.asarray(np.linalg.svd(found.toarray(), full_matrices=False)[2].T, np.float32)
    seen = np.random.default_rng(seed).standard_normal((found.shape[0], SKETCH), np.float32)
    for _ in range(POWERS):
        seen = _square(found @ (found.T @ seen))
    axes: Floats = _square(found.T @ seen)[:, :DIMENSIONS]
    return axes


def _square(columns: Floats) -> Floats:
    """The same space by directions at right angles, widest first. Much faster than SVD or QR on tall tables."""
    strengths, turned = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    strengths = np.maximum(strengths[::-1], strengths[-1] * 1e-10)
    return np.asarray(columns @ (turned[:, ::-1] / np.sqrt(strengths)), np.float32)


def unit(vectors: Floats) -> Floats:
    """Each of length one; nothing stays nothing."""
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), vectors.dtype)


def _settled(plain: Floats, learned: Ints, tick: Tick) -> Space:
    neighbours, likeness = _nearest(plain, learned, tick)
    start = unit(plain)
    among = np.searchsorted(learned, neighbours)
    pull = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)

    def pulled(rows: Ints, by: Floats) -> Floats:
        moved = np.einsum("nk,nkd->nd", pull[rows], by[among[rows]], dtype=np.float32)
        return unit((1 - PULL) * start[rows] + PULL * moved)

    smooth = start[learned]
    for _ in range(ROUNDS - 1):
        smooth = np.concatenate([smooth[:0]] + [pulled(learned[part], smooth) for part in _parts(learned.size)])
    rows = np.arange(len(plain))
    everybody = [start[:0]] + [pulled(rows[part], smooth) for part in _parts(rows.size)]
    return Space(learned, plain, np.concatenate(everybody), neighbours, likeness)


def _nearest(plain: Floats, learned: Ints, tick: Tick) -> tuple[Ints, Floats]:
    """Of the learned rows those of most alike direction, not itself; and the likeness, never below 0."""
    start: Floats = unit(plain)
    count = min(NEIGHBOURS, max(learned.size - 1, 0))
    found: list[Ints] = [np.zeros((0, count), np.int64)]
    place_of = np.full(len(plain), -1)
    place_of[learned] = np.arange(learned.size)
    for part in _parts(len(plain)):
        tick(part.start / len(plain))
        cosine = start[part] @ start[learned].T
        itself = np.flatnonzero(place_of[part] >= 0)
        cosine[itself, place_of[part][itself]] = -np.inf
        near = np.argpartition(-cosine, count - 1, axis=1)[:, :count] if count else np.zeros((len(cosine), 0), np.int64)
        order = np.lexsort((near, -np.take_along_axis(cosine, near, axis=1)), axis=1)
        found.append(learned[np.take_along_axis(near, order, axis=1)])
    neighbours = np.concatenate(found)
    likeness = [np.einsum("nd,nkd->nk", plain[part], plain[neighbours[part]]) for part in _parts(len(plain))]
    return neighbours, np.maximum(np.concatenate([np.zeros((0, count), np.float32), *likeness]), 0)
