"""The only writers of access needs, of what hosts do about them, and of the promise of notice and papers."""

from alongside.needs.actions.needs import change_need, keep_need, remove_need
from alongside.needs.actions.outcomes import confirm, confirm_for
from alongside.needs.actions.promised import make_access_promise, note_notice
from alongside.needs.actions.reading import read_needs
from alongside.needs.actions.sharing import ask_members, say_nothing, share_needs, stop_sharing, tell_for
from alongside.needs.actions.to_dos import add_checklist, add_to_do, change_to_do

__all__ = [
    "add_checklist",
    "add_to_do",
    "ask_members",
    "change_need",
    "change_to_do",
    "confirm",
    "confirm_for",
    "keep_need",
    "make_access_promise",
    "note_notice",
    "read_needs",
    "remove_need",
    "say_nothing",
    "share_needs",
    "stop_sharing",
    "tell_for",
]
