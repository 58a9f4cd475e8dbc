"""Cleaning what people type, without changing what they said."""

import unicodedata
from collections.abc import Iterable

# Characters that hide or turn text around; they carry no words. Joiners (200C, 200D) stay: scripts need them.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF, 0x061C])
# Never letters, in no script, for all time. One FFFE or FFFF makes a whole picture (SVG) unreadable.
_UNSEEN |= dict.fromkeys(
    [*range(0xFDD0, 0xFDF0), *(end + n for end in range(0xFFFE, 0x110000, 0x10000) for n in (0, 1))]
)


def clean_words(text: str) -> str:
    """NFC, unix newlines, no control characters, no direction overrides, no lone surrogates; trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "ignore").decode("utf-8").translate(_UNSEEN)
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text: str) -> str:
    """As `clean_words`, on one line."""
    return " ".join(clean_words(text).split())


RUN = 4  # so many words in a row are the same words


def plain_words(text: str) -> list[str]:
    """Its words, to compare: without what looks different and means the same."""
    return text.lower().split()


def repeats(said: str, text: str) -> bool:
    """Whether `text` says these words again: RUN of them in a row, or all where they are fewer."""
    words, told = plain_words(said), " ".join(plain_words(text))
    run = min(len(words), RUN)
    return any(" ".join(words[at : at + run]) in told for at in range(len(words) - run + 1))


def ids_in(sent: Iterable[str]) -> list[int]:
    """The ids among what was sent, each once, in order. What is none (a word, a huge number) is left out."""
    return list(dict.fromkeys(pk for text in sent if (pk := number_in(text, -1)) >= 0))


def number_in(sent: str, otherwise: int = 0) -> int:
    """The number, 0 or more, that a form or an address sent: plain digits and nothing else, at most 18 (so it fits a
    row's id). `otherwise` for anything else: a word, a sign, a space, another script's digits, a huge number.

    For the cells of a file there is `whole_number` in `engines/tables.py`, which is more patient.
    """
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else otherwise


def begin_of(words: str, most: int) -> str:
    """The words on one line; longer ones end after a whole word, within `most` letters with the ellipsis."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    begin, _space, _rest = line[:most].rpartition(" ")
    return (begin or line[: most - 1]).rstrip(".,;:") + "…"
