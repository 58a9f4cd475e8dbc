"""The only writers of wishes on reading, and of other forms of public texts."""

from alongside.easy.actions.forms import (
    link_film,
    note_check,
    remove_form,
    say_it_still_fits,
    write_easy,
    write_translation,
)
from alongside.easy.actions.reading import forget_reading, forget_reading_again, set_reading

__all__ = [
    "forget_reading",
    "forget_reading_again",
    "link_film",
    "note_check",
    "remove_form",
    "say_it_still_fits",
    "set_reading",
    "write_easy",
    "write_translation",
]
