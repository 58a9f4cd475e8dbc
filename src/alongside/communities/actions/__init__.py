"""The only writers of communities, what was tried, connectors, doors and hints."""

from alongside.communities.actions.connectors import (
    answer_connecting,
    ask_connector,
    change_connector,
    stop_connecting,
    stop_connecting_in,
    write_down_answer,
)
from alongside.communities.actions.doors import close_door, open_door, write_paper_words
from alongside.communities.actions.ending import take_off_the_map
from alongside.communities.actions.hints import answer_hint, forget_hints, hint, take_back_hint
from alongside.communities.actions.mapping import (
    add_community,
    edit_community,
    note_how_far,
    note_try,
    plan_next,
)

__all__ = [
    "add_community",
    "answer_connecting",
    "answer_hint",
    "ask_connector",
    "change_connector",
    "close_door",
    "edit_community",
    "forget_hints",
    "hint",
    "note_how_far",
    "note_try",
    "open_door",
    "plan_next",
    "stop_connecting",
    "stop_connecting_in",
    "take_back_hint",
    "take_off_the_map",
    "write_down_answer",
    "write_paper_words",
]
