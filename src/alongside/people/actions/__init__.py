"""The verbs of this room: the only writers of people, cards and tokens."""

from alongside.people.actions.cards import end_card, give_card
from alongside.people.actions.joining import join_people
from alongside.people.actions.persons import (
    make_admin,
    make_person,
    note_email,
    note_new_account,
    set_names,
    sign_out_everywhere,
)
from alongside.people.actions.tokens import end_token, make_token, note_use_of_token

__all__ = [
    "end_card",
    "end_token",
    "give_card",
    "join_people",
    "make_admin",
    "make_person",
    "make_token",
    "note_email",
    "note_new_account",
    "note_use_of_token",
    "set_names",
    "sign_out_everywhere",
]
