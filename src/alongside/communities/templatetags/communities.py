"""Small figures and words for the drawn map."""

from collections.abc import Sized

from django import template

from alongside.communities.drawing import HEIGHT
from alongside.communities.models import HowFar

register = template.Library()
LINE = 24
FILLS = {"fair": "#322d94", "some": "#c9c6f5", "asked": "#fff", "not_asked": "#fff", "no": "#e2e8f6"}


@register.filter
def figure(number: float) -> str:
    """A number for a drawing, the same in every language."""
    return f"{float(number):g}"


@register.filter
def twice(number: float) -> float:
    return 2 * number


@register.filter
def number_size(size: float) -> float:
    """How large a number stands in a sign of this radius: legible where the map is as small as a phone."""
    return 1.2 * size


@register.filter
def how_far_words(how_far: str) -> str:
    return str(HowFar(how_far).label)


@register.filter
def fill_of(how_far: str) -> str:
    return FILLS[how_far]


@register.filter
def line_at(number: int) -> str:
    """Where the key's line of this number stands, below the drawing."""
    return str(HEIGHT + 26 + LINE * int(number))


@register.filter
def note_at(rows: Sized) -> str:
    return line_at(len(rows) + 1)


@register.filter
def file_height(rows: Sized) -> str:
    return line_at(len(rows) + 2)


@register.filter
def without_scheme(address: str) -> str:
    """An address as it is typed: without https://."""
    return address.partition("://")[2] or address


@register.filter
def of(words: dict[int, str], key: int) -> str:
    return words.get(key, "")


@register.filter
def split_words(text: str) -> list[str]:
    return text.split()
