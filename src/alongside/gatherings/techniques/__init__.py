"""The techniques that come with Alongside: data, in our own words.

They are Python modules and not a JSON file, because every sentence is read by people: `gettext_lazy` marks it where it
is written, so translators find it with `makemessages` like any other text, and each page shows it in its language.
Sizes and times are those that people who use a technique report; where nobody gives one, it is our own and can be
changed in the run sheet.
"""

from alongside.gatherings.techniques.arriving import ARRIVING
from alongside.gatherings.techniques.choosing import CHOOSING
from alongside.gatherings.techniques.seeing import SEEING
from alongside.gatherings.techniques.shape import Part, Technique, Use
from alongside.gatherings.techniques.talking import TALKING

__all__ = ["Part", "Technique", "Use", "all_techniques", "technique"]

_ALL: dict[str, Technique] = {one.key: one for one in (*ARRIVING, *TALKING, *CHOOSING, *SEEING)}


def all_techniques() -> tuple[Technique, ...]:
    """Every technique, those to arrive with first."""
    return tuple(_ALL.values())


def technique(key: str) -> Technique | None:
    """The technique of this key, None where there is none (a step of one's own, or one from another installation)."""
    return _ALL.get(key)
