"""The only writers of gatherings and their run sheets."""

from alongside.gatherings.actions.calendar import (
    add_gathering,
    came,
    edit_gathering,
    give_back_notes,
    note_attendance,
)
from alongside.gatherings.actions.run_sheet import (
    add_activity,
    copy_run_sheet,
    edit_activity,
    move_activity,
    remove_activity,
)

__all__ = [
    "add_activity",
    "add_gathering",
    "came",
    "copy_run_sheet",
    "edit_activity",
    "edit_gathering",
    "give_back_notes",
    "move_activity",
    "note_attendance",
    "remove_activity",
]
