"""Plain headings that help people find words for what they need, and a starting list for hosts. Data, nothing more."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "getting_there": _("Getting there and home"),
    "getting_in": _("Getting in and moving about"),
    "seeing": _("Seeing"),
    "hearing": _("Hearing"),
    "reading": _("Reading and writing"),
    "language": _("Language"),
    "time": _("Time and breaks"),
    "food": _("Food and drink"),
    "care": _("Care for somebody else"),
    "supporter": _("Somebody comes with me"),
    "quiet": _("Quiet and calm"),
    "other": _("Something else"),
}

# A starting list for any gathering: key, what to do.
CHECKLIST = {
    "step_free": _("A way in without steps, and a toilet that everyone can use"),
    "loop": _("A hearing loop or microphones, tried out"),
    "light": _("Good light, faces to be seen, no speaker in front of a window"),
    "quiet_room": _("A quiet room where nobody has to explain why"),
    "breaks": _("Breaks in the plan, and chairs with arms"),
    "signs": _("Signs from the street to the room, and somebody at the door"),
    "how_to_come": _("How to come by bus, on foot and by car, sent with the invitation; fares paid back on the day"),
    "food": _("Food that all can eat, marked with what is in it"),
    "large_print": _("Papers in large print and in easy words"),
    "remote": _("A way to take part by phone or screen, tried out"),
}
