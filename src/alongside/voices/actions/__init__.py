"""Everything that changes a voice. Words are kept as said: recorded, read back, named, taken back; never edited."""

from alongside.voices.actions.recording import (
    confirm_read_back,
    hold_words,
    make_statement,
    make_statement_in_room,
    moderate_statement,
    own_voices,
    record_batch,
    record_from_somebody_new,
    record_in_room,
    record_voice,
    retype_voice,
    set_naming,
    take_stance,
)
from alongside.voices.actions.taking_back import erase_again, remove_copies, take_back, take_back_everything
from alongside.voices.bulk import keep_stances, own_stances, record_many, record_many_stances

__all__ = [
    "confirm_read_back",
    "erase_again",
    "hold_words",
    "keep_stances",
    "make_statement",
    "make_statement_in_room",
    "moderate_statement",
    "own_stances",
    "own_voices",
    "record_batch",
    "record_from_somebody_new",
    "record_in_room",
    "record_many",
    "record_many_stances",
    "record_voice",
    "remove_copies",
    "retype_voice",
    "set_naming",
    "take_back",
    "take_back_everything",
    "take_stance",
]
