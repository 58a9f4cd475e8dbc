"""What a group of texts is about, and why a text is in it: words, typical texts, the texts most like it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from alongside.engines.themes.space import Space, Stems, unit
from alongside.engines.themes.words import Floats, Ints, Lexicon, Tick, is_unspaced, one_form, spelled, split

MOST_WORDS, MOST_SHARED = 8, 5
TYPICAL, NEAREST = 3, 3
LEAST_SAID = 2  # texts of a group that have a word, for the word to stand for it
LOOK_AT = 300  # texts of a group, for how its words are written
SAME_WORD = 0.6  # of the places where two signs stand, the next sign is the same one: then it is one word


@dataclass(frozen=True, eq=False)
class Told:
    """`words`: of each group, most typical first; `shared`: text → the words it shares with its group."""

    words: list[tuple[str, ...]]
    shared: dict[int, tuple[str, ...]]


def tell(
    originals: Sequence[str],
    lexicon: Lexicon,
    stems: Stems,
    groups: Sequence[Ints],
    tick: Tick,
    *,
    already: Sequence[Ints],
) -> Told:
    """`groups`: the texts of each group, as places in `originals` and in the lexicon; `already`: those that people put
    into its theme before, with which the texts of the group share words too."""
    has = sparse.csr_matrix(lexicon.counts @ stems.of_word)
    has.data[:] = 1
    overall = np.asarray(has.sum(axis=0)).ravel()
    told = Told([], {})
    for at, texts in enumerate(groups):
        tick(at / len(groups))
        whole = np.union1d(texts, already[at])
        inside = np.asarray(has[whole].sum(axis=0)).ravel()
        worth = _worth(inside, overall, whole.size, len(originals))
        names = _names(np.flatnonzero(worth > 0), lexicon, stems, [originals[text] for text in whole[:LOOK_AT]], whole)
        told.words.append(_first(names, np.argsort(-worth, kind="stable"), MOST_WORDS))
        for text in texts.tolist():
            own = has.indices[has.indptr[text] : has.indptr[text + 1]]
            told.shared[text] = _first(names, own[np.lexsort((own, -worth[own]))], MOST_SHARED)
    return told


def _worth(inside: Floats, overall: Floats, texts: int, all_texts: int) -> Floats:
    """How much each stem tells the group from the rest: its part of the group's surprise (Kullback, Leibler 1951)."""
    here = (inside + 0.5) / (texts + 1)
    rest = (overall - inside + 0.5) / (all_texts - texts + 1)
    return np.where(inside >= min(LEAST_SAID, texts), here * np.log(here / rest), 0.0)


def _first(names: dict[int, str], order: Ints, most: int) -> tuple[str, ...]:
    """The first different words in this order; pieces of words that are there already are left out."""
    found: list[str] = []
    for stem in order.tolist():
        name = names.get(stem)
        if name is None:
            break
        if not any(name == one or (is_unspaced(name) and name in one) for one in found):
            found.append(name)
            if len(found) == most:
                break
    return tuple(found)


def _names(kept: Ints, lexicon: Lexicon, stems: Stems, originals: Sequence[str], texts: Ints) -> dict[int, str]:
    """For each of these stems the word for it that the group says most, written as the group mostly writes it."""
    said = np.asarray(lexicon.counts[texts].sum(axis=0)).ravel()
    best: dict[int, int] = {}
    wanted = set(kept.tolist())
    pairs = stems.of_word.tocoo()
    for word, stem in zip(pairs.row.tolist(), pairs.col.tolist(), strict=True):
        if stem in wanted and (stem not in best or said[word] > said[best[stem]]):
            best[stem] = word
    written = _written(originals)
    signs = "\n".join(spelled(text) for text in originals)
    return {
        stem: whole_word(lexicon.words[word], signs)
        if is_unspaced(lexicon.words[word])
        else written.get(lexicon.words[word], lexicon.words[word])
        for stem, word in best.items()
    }


def _written(originals: Iterable[str]) -> dict[str, str]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in originals:
        for word in split(one_form(text)):
            forms[word.casefold()][word] += 1
    return {word: max(sorted(found), key=found.__getitem__) for word, found in forms.items()}


def whole_word(signs: str, text: str) -> str:
    """The word that two signs are part of, in a script without spaces: longer while nearly always the same goes on."""
    for _ in range(3):
        places = text.split(signs)
        after = Counter(part[0] for part in places[1:] if part and is_unspaced(part))
        before = Counter(part[-1] for part in places[:-1] if part and is_unspaced(part[-1]))
        (next_sign, goes_on), (last_sign, came) = _commonest(after), _commonest(before)
        if max(goes_on, came) < max(SAME_WORD * (len(places) - 1), LEAST_SAID):
            break
        signs = signs + next_sign if goes_on >= came else last_sign + signs
    return signs


def _commonest(signs: Counter[str]) -> tuple[str, int]:
    return max(sorted(signs.items()), key=lambda one: one[1], default=("", 0))


def typical(space: Space, texts: Ints) -> tuple[int, ...]:
    """The texts nearest to the middle of their group, most typical first."""
    middle = unit(space.plain[texts].mean(axis=0, keepdims=True))[0]
    close = space.plain[texts] @ middle
    return tuple(texts[np.lexsort((texts, -close))][:TYPICAL].tolist())


def nearest_in(space: Space, text: int, same: Ints) -> tuple[int, ...]:
    """The texts most like this one among those of its group. `same`: the group of every text."""
    near = space.neighbours[text][space.likeness[text] > 0]
    return tuple(near[same[near] == same[text]][:NEAREST].tolist())
