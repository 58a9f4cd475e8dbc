"""What counts as words that can be kept."""

from django.utils.translation import gettext as _

from alongside.kit.text import clean_words

MOST_CHARACTERS = 5000


def kept_words(text: str) -> str:
    """The words as kept: trimmed outside, as said inside. Raises ValueError when there are none or too many."""
    words = clean_words(text)
    if not words:
        raise ValueError(_("Write what was said."))
    if len(words) > MOST_CHARACTERS:
        raise ValueError(_("This is longer than %(most)s characters. Split it in two.") % {"most": MOST_CHARACTERS})
    return words
