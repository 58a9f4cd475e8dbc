"""Two people's changes of one passage, brought together so that neither is lost."""

from dataclasses import dataclass
from typing import Any

from alongside.decisions.models import Passage, PassageVersion
from alongside.engines.words import Kind, merge_words, word_diff


@dataclass(frozen=True)
class Conflict:
    """What one person typed beside what another saved first. `posted` fills the form again, so that Save saves."""

    mine: dict[str, Any]
    theirs: PassageVersion
    pieces: list[tuple[Kind, str]]
    is_joined: bool
    posted: dict[str, Any]


def whole(heading: str, text: str) -> str:
    """Heading and text as one, for comparing."""
    return f"{heading}\n\n{text}" if heading else text


def _base(passage: Passage, number: int) -> PassageVersion | None:
    return passage.versions.filter(number=number).first()


def _joined(base: PassageVersion | None, heading: str, text: str, theirs: PassageVersion) -> tuple[str, str, bool]:
    """(heading, text, whether both changes are in it). Where they touch the same words, mine stand to be looked at."""
    if base is None:
        return heading, text, False
    both = merge_words(base.text, text, theirs.text)
    own = theirs.heading if heading == base.heading else heading
    fits = both is not None and own in (heading, theirs.heading) and not _headings_clash(base, heading, theirs)
    return own, text if both is None else both, fits


def _headings_clash(base: PassageVersion, heading: str, theirs: PassageVersion) -> bool:
    return len({base.heading, heading, theirs.heading}) == 3


def _cited(version: PassageVersion | None) -> tuple[set[int], set[int]]:
    rows = list(version.citations.values_list("theme_id", "voice_id")) if version else []
    return {theme for theme, _voice in rows if theme}, {voice for _theme, voice in rows if voice}


def _both(base: set[int], mine: set[int], theirs: set[int]) -> list[int]:
    """What either added; without what either took out."""
    return sorted((mine | theirs) - (base - mine) - (base - theirs))


def conflict_of(passage: Passage, mine: dict[str, Any], theirs: PassageVersion) -> Conflict:
    """`mine` is what the form was given: heading, text, why, themes, voices, base_number."""
    base = _base(passage, mine["base_number"])
    heading, text, is_joined = _joined(base, mine["heading"], mine["text"], theirs)
    base_cited, their_cited = _cited(base), _cited(theirs)
    my_cited = {row.pk for row in mine["themes"]}, {row.pk for row in mine["voices"]}
    themes, voices = (_both(*sets) for sets in zip(base_cited, my_cited, their_cited, strict=True))
    posted = {
        "heading": heading, "text": text, "why": mine["why"], "base_number": theirs.number,
        "themes": themes, "voices": voices,
    }  # fmt: skip
    pieces = word_diff(whole(theirs.heading, theirs.text), whole(mine["heading"], mine["text"]))
    return Conflict(mine, theirs, pieces, is_joined, posted)


def joined_with(
    passage: Passage, base_number: int, heading: str, text: str, now: PassageVersion
) -> tuple[str, str, bool]:
    """What was written on version `base_number`, joined with what came since: (heading, text, are both in it)."""
    return _joined(_base(passage, base_number), heading, text, now)
