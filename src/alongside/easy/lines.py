"""Easy words are kept as lines, each with a picture or none: "{home} We live here." Text in, lines out."""

import re
from dataclasses import dataclass

from alongside.easy.pictures import PICTURES
from alongside.kit.text import clean_line

MOST_LINES, LONGEST_LINE = 40, 200
_LINE = re.compile(r"^\{([a-z_]{1,20})\}\s*(.*)$")


@dataclass(frozen=True)
class Line:
    words: str
    picture: str = ""  # a name of `pictures.py`


def lines_in(kept: str) -> list[Line]:
    """What was kept, line by line. A picture that is not ours any more is left out, its words are not."""
    found = []
    for text in kept.splitlines():
        match = _LINE.match(text)
        picture, words = (match[1], match[2]) if match else ("", text)
        if words.strip():
            found.append(Line(words.strip(), picture if picture in PICTURES else ""))
    return found


def kept_as(lines: list[Line]) -> str:
    """Lines as they are kept. Empty ones are left out; words that look like a picture's name stay words."""
    found = []
    for line in lines:
        words = clean_line(line.words)
        while match := _LINE.match(words):
            words = match[2].strip()
        if words:
            found.append(f"{{{line.picture}}} {words}" if line.picture in PICTURES else words)
    return "\n".join(found)


def plain(kept: str) -> str:
    """The words alone, for emails and for searching."""
    return "\n".join(line.words for line in lines_in(kept))
