"""Texts as words: how they are split, in which language they are, and what their stems are.

Works for any language. Scripts written without spaces (Chinese, Japanese, Thai and their like) are split in pairs of
signs. Words are compared in one spelling: NFKC, lower case, straight apostrophes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import snowballstemmer
from scipy import sparse

from alongside.engines.themes.stopwords import CODES, STOP_SIGNS, STOP_WORDS

Matrix: TypeAlias = sparse.csr_matrix
Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.integer]
Tick = Callable[[float], None]  # told how far the work is, 0 … 1; may raise Stopped

LONGEST_WORD = 40  # longer ones are addresses and the like: cut, so that nothing grows without bound
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "".join(sign for sign in map(chr, range(0x300, 0xFE30)) if unicodedata.category(sign).startswith("M"))
_LETTER = rf"(?![{_UNSPACED}])[^\W_]"
_WORD = re.compile(rf"[{_UNSPACED}]+|{_LETTER}(?:{_LETTER}|[{_MARKS}\u200c\u200d]|'(?=[^\W_]))*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ELIDED = re.compile(r"(?:\w{1,2}|[dns]ell|[ads]all|sull|quell|jusqu|lorsqu|puisqu)'(?=\w{3})")  # l'eau, dell'acqua
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


def one_form(text: str) -> str:
    """The text with one form for each sign, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())


def spelled(text: str) -> str:
    """The text in the spelling in which texts and words are compared."""
    return one_form(text).casefold()


def split(text: str) -> Iterator[str]:
    """The words of a spelled text in order."""
    for word in _WORD.findall(_NO_WORDS.sub(" ", text)):
        if not _IS_UNSPACED.match(word):
            yield _ELIDED.sub("", word, count=1)[:LONGEST_WORD]
        elif len(word) == 1:
            yield word
        else:
            yield from (one + two for one, two in pairwise(word))


def is_unspaced(word: str) -> bool:
    return bool(_IS_UNSPACED.match(word))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of many texts. `counts`: texts × words; `languages`: the language of each text, "" where unknown."""

    words: tuple[str, ...]
    counts: Matrix
    languages: tuple[str, ...]


def read(texts: Sequence[str], languages: Sequence[str], tick: Tick = lambda _part: None) -> Lexicon:
    """All words of spelled `texts`. `languages`: of each text, as a code (cy) or snowball's name; where "", guessed."""
    places: dict[str, int] = {}
    rows: list[npt.NDArray[np.int32]] = []
    for at, text in enumerate(texts):
        if at % 1000 == 0:
            tick(at / len(texts))
        rows.append(np.fromiter((places.setdefault(word, len(places)) for word in split(text)), np.int32))
    counts = _counted(rows, len(places))
    words = tuple(sorted(places))
    counts = sparse.csr_matrix(counts[:, [places[word] for word in words]])
    guessed = _guessed(words, counts)
    told = (CODES.get(re.split("[-_]", given.lower())[0], given) for given in languages)
    return Lexicon(words, counts, tuple(one or other for one, other in zip(told, guessed, strict=True)))


def _counted(rows: list[npt.NDArray[np.int32]], wide: int) -> Matrix:
    ends = np.cumsum([0, *(row.size for row in rows)])
    columns = np.concatenate([np.zeros(0, np.int32), *rows])
    counts = sparse.csr_matrix((np.ones(columns.size, np.float32), columns, ends), shape=(len(rows), wide))
    counts.sum_duplicates()
    return counts


def _guessed(words: Sequence[str], counts: Matrix) -> tuple[str, ...]:
    """The language whose stop words a text has most of; where that leaves it open, the commonest of all texts."""
    names = sorted(STOP_WORDS)
    cells = [
        (at, column) for column, name in enumerate(names) for at, word in enumerate(words) if word in STOP_WORDS[name]
    ]
    at, column = np.array(cells, np.int64).reshape(-1, 2).T
    is_stop = sparse.csr_matrix((np.ones(len(cells), np.float32), (at, column)), shape=(len(words), len(names)))
    hits = (counts @ is_stop).toarray()
    total = hits.sum(axis=0)
    best = (hits + 0.5 * total / max(float(total.sum()), 1.0)).argmax(axis=1)
    return tuple(names[at] if total[at] > 0 else "" for at in best.tolist())


def stop_words(languages: Iterable[str]) -> frozenset[str]:
    """Words and pairs of signs that carry no theme in these languages."""
    return STOP_SIGNS.union(*(STOP_WORDS.get(language, frozenset()) for language in languages))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in snowballstemmer.algorithms():
        return lambda word: word
    stem: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return stem


def stem(word: str, language: str) -> str:
    """The word's stem; the word itself where the language is not known to snowball, or has no spaces."""
    return word if is_unspaced(word) else _stemmer(language)(word) or word
