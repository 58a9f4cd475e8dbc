"""Our own pictures for easy words: drawn in one style, in the colour of the text. Each is (name, drawing).

48 by 48; lines 3 wide with round ends; what is filled has the class `f`. They are parts of the page, so they
print, work in every look and need no second request.
"""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

PICTURES: dict[str, tuple[str | Lazy, str]] = {
    "person": (_("A person"), '<circle cx="24" cy="13" r="7"/><path d="M9 42c0-10 6-16 15-16s15 6 15 16"/>'),
    "people": (
        _("People"),
        '<circle cx="24" cy="15" r="6"/><path d="M13 40c0-8 4-13 11-13s11 5 11 13"/><circle cx="8" cy="20" r="4"/>'
        '<path d="M3 38c0-5 1-8 5-9"/><circle cx="40" cy="20" r="4"/><path d="M45 38c0-5-1-8-5-9"/>',
    ),
    "together": (
        _("Two together"),
        '<circle cx="14" cy="13" r="6"/><circle cx="34" cy="13" r="6"/><path d="M4 42V34c0-6 4-9 10-9 5 0 8 3'
        ' 10 7 2-4 5-7'
        ' 10-7 6 0 10 3 10 9v8"/><path d="M18 40l6-6 6 6"/>',
    ),
    "talk": (
        _("Talk"),
        '<path d="M5 8h28v19H18l-8 7v-7H5z"/><path d="M38 17h5v17h-4v7l-8-7H21"/>',
    ),
    "listen": (
        _("Listen"),
        '<path d="M13 20a11 11 0 0 1 22 0c0 8-7 9-7 16 0 4-3 6-6 6s-5-2-6-5"/><path d="M19 21a5 5 0 0 1 10 0c0'
        ' 4-4 4-4 9"/>',
    ),
    "see": (
        _("Look"),
        '<path d="M3 24C9 14 16 10 24 10s15 4 21 14c-6 10-13 14-21 14S9 34 3 24z"/><circle cx="24" cy="24" r="6"/>',
    ),
    "sign": (
        _("Sign language"),
        '<path d="M8 26V14a3 3 0 0 1 6 0v8V9a3 3 0 0 1 6 0v12V12a3 3 0 0 1 6 0v14c0 9-4 13-10 13S8 35 8 26z"/>'
        '<path d="M33 12c5 3 7 7 7 12s-2 9-7 12M38 6c5 5 7 11 7 18"/>',
    ),
    "hand": (
        _("A hand"),
        '<path d="M15 28V11a3 3 0 0 1 6 0v11V7a3 3 0 0 1 6 0v15V10a3 3 0 0 1 6 0v14V15a3 3 0 0 1 6 0v14c0 10-5'
        ' 14-12 14s-11-3'
        '-14-9l-6-9a3 3 0 0 1 5-3z"/>',
    ),
    "help": (
        _("Help"),
        '<path d="M4 30h7l8-6h8a4 4 0 0 1 0 8h-7"/><path d="M27 31l11-7a4 4 0 0 1 5 6L30 40H11v-2M4 42V27"/>'
        '<path d="M27 9a5 5 0 0 1 8-1 5 5 0 0 1 8 1c1 5-4 8-8 11-4-3-9-6-8-11z"/>',
    ),
    "home": (_("A home"), '<path d="M4 24L24 6l20 18"/><path d="M10 20v22h28V20"/><path d="M20 42V29h8v13"/>'),
    "warm": (
        _("Warm"),
        '<path d="M8 40V22M16 40V22M24 40V22M32 40V22M40 40V22M4 26h40M4 36h40"/><path d="M14 15c-3-3 3-5'
        ' 0-9M24 15c-3-3'
        ' 3-5 0-9M34 15c-3-3 3-5 0-9"/>',
    ),
    "cold": (
        _("Cold"),
        '<path d="M24 4v40M7 14l34 20M41 14L7 34M18 8l6 5 6-5M18 40l6-5 6 5M5 21l7-3-1-8M43 27l-7 3 1 8M43'
        ' 21l-7-3 1-8M5 27l7'
        ' 3-1 8"/>',
    ),
    "door": (
        _("A door"),
        '<path d="M11 43V5h26v38M5 43h38"/><circle class="f" cx="31" cy="25" r="2"/>',
    ),
    "stairs": (_("Stairs"), '<path d="M4 42h10v-9h10v-9h10v-9h10v27H14"/>'),
    "ramp": (
        _("A way without steps"),
        '<path d="M3 42h42L45 33 3 42z"/><circle cx="21" cy="8" r="3.500"/><path d="M21 13v9h8l4 9"/><path'
        ' d="M16 19a8 8 0 1 0'
        ' 11 11"/>',
    ),
    "chair": (_("A chair"), '<path d="M13 5v38M13 26h22v17M13 8h4M35 26"/><path d="M17 26V10"/>'),
    "table": (
        _("A meeting"),
        '<ellipse cx="24" cy="27" rx="13" ry="7"/><circle cx="24" cy="9" r="4"/><circle cx="6" cy="20" r="4"/>'
        '<circle cx="42" cy="20" r="4"/><path d="M15 33v9M33 33v9M24 34v8"/>',
    ),
    "tea": (
        _("Tea"),
        '<path d="M8 19h26v12c0 6-4 10-9 10h-8c-5 0-9-4-9-10z"/><path d="M34 22h4a5 5 0 0 1 0 10h-4M15 13c-3-3'
        ' 3-4 0-8M26 13c'
        '-3-3 3-4 0-8"/>',
    ),
    "food": (
        _("Food"),
        '<circle cx="24" cy="25" r="11"/><circle cx="24" cy="25" r="5"/><path d="M6 6v10a3 3 0 0 0 6 0V6M9'
        ' 6v37M39 6c-3 3-4'
        ' 8-4 14h5M40 6v37"/>',
    ),
    "bus": (
        _("A bus"),
        '<rect x="5" y="8" width="38" height="28" rx="4"/><path d="M5 24h38M18 8v16M31 8v16"/><circle cx="14"'
        ' cy="38" r="4"/>'
        '<circle cx="34" cy="38" r="4"/>',
    ),
    "map": (
        _("A place"),
        '<path d="M24 43C14 31 10 25 10 18a14 14 0 0 1 28 0c0 7-4 13-14 25z"/><circle cx="24" cy="18" r="5"/>',
    ),
    "calendar": (
        _("A day"),
        '<rect x="5" y="9" width="38" height="34" rx="3"/><path d="M5 19h38M15 4v9M33 4v9"/><path class="f"'
        ' d="M27 26h8v8h-8z"/>',
    ),
    "clock": (_("Time"), '<circle cx="24" cy="24" r="19"/><path d="M24 12v12l8 5"/>'),
    "letter": (_("A letter"), '<rect x="4" y="10" width="40" height="28" rx="3"/><path d="M5 12l19 16 19-16"/>'),
    "phone": (
        _("A phone"),
        '<rect x="13" y="4" width="22" height="40" rx="4"/><path d="M13 33h22M13 10h22"/><circle class="f"'
        ' cx="24" cy="38.500" r="1.500"/>',
    ),
    "screen": (
        _("A computer"),
        '<rect x="5" y="7" width="38" height="26" rx="3"/><path d="M24 33v8M14 42h20"/>',
    ),
    "paper": (
        _("Paper"),
        '<path d="M10 4h19l9 9v31H10z"/><path d="M29 4v9h9M16 21h16M16 28h16M16 35h10"/>',
    ),
    "write": (
        _("Write"),
        '<path d="M7 41l3-11L33 7l8 8-23 23z"/><path d="M28 12l8 8M10 30l8 8"/>',
    ),
    "book": (
        _("Read"),
        '<path d="M24 12C19 8 12 7 4 8v30c8-1 15 0 20 4 5-4 12-5 20-4V8c-8-1-15 0-20 4z"/><path d="M24 12v30"/>',
    ),
    "vote": (
        _("Vote"),
        '<path d="M5 25h38v18H5z"/><path d="M14 25V5h20v20M17 30h14"/><path d="M19 14l4 4 7-8"/>',
    ),
    "yes": (_("Yes"), '<circle cx="24" cy="24" r="19"/><path d="M14 25l7 7 14-15"/>'),
    "no": (_("No"), '<circle cx="24" cy="24" r="19"/><path d="M16 16l16 16M32 16L16 32"/>'),
    "maybe": (_("Perhaps"), '<circle cx="24" cy="24" r="19"/><path d="M12 26c4-6 8-6 12-2s8 4 12-2"/>'),
    "question": (
        _("A question"),
        '<circle cx="24" cy="24" r="19"/><path d="M18 19a6 6 0 1 1 9 5c-2 1-3 2-3 5"/><circle class="f" cx="24"'
        ' cy="35" r="1.800"/>',
    ),
    "important": (
        _("Important"),
        '<path d="M24 5L3 42h42z"/><path d="M24 18v12"/><circle class="f" cx="24" cy="36" r="1.800"/>',
    ),
    "idea": (
        _("An idea"),
        '<path d="M17 33c0-5-6-8-6-16a13 13 0 0 1 26 0c0 8-6 11-6 16zM18 39h12M21 44h6"/>',
    ),
    "change": (
        _("Something changes"),
        '<path d="M8 20a17 17 0 0 1 31-5M40 28a17 17 0 0 1-31 5"/><path d="M40 5v11H29M8 43V32h11"/>',
    ),
    "open": (
        _("Open"),
        '<rect x="8" y="22" width="32" height="21" rx="3"/><path d="M15 22v-7a9 9 0 0 1 17-4M24 30v6"/>',
    ),
    "lock": (
        _("Closed, or kept safe"),
        '<rect x="8" y="22" width="32" height="21" rx="3"/><path d="M15 22v-7a9 9 0 0 1 18 0v7M24 30v6"/>',
    ),
    "arrow": (_("Next"), '<path d="M5 24h37M28 9l15 15-15 15"/>'),
    "star": (
        _("Good"),
        '<path d="M24 4l6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 19l14-2z"/>',
    ),
    "heart": (
        _("Care"),
        '<path d="M24 42C10 32 4 25 4 17A10 10 0 0 1 24 14 10 10 0 0 1 44 17c0 8-6 15-20 25z"/>',
    ),
    "safe": (_("Safe"), '<path d="M24 4l17 6v13c0 11-7 17-17 21C14 40 7 34 7 23V10z"/><path d="M16 24l6 6 11-12"/>'),
    "money": (
        _("Money"),
        '<rect x="3" y="12" width="42" height="24" rx="3"/><circle cx="24" cy="24" r="6"/><path d="M10 24h.1M38'
        ' 24h.1"/>',
    ),
    "office": (
        _("An office"),
        '<path d="M10 43V5h28v38M4 43h40M17 12h4M27 12h4M17 20h4M27 20h4M17 28h4M27 28h4M21 43v-8h6v8"/>',
    ),
    "health": (_("Health"), '<rect x="6" y="6" width="36" height="36" rx="6"/><path d="M24 15v18M15 24h18"/>'),
    "tree": (_("Outside"),
        '<path d="M24 44V24"/><path d="M24 32c-12 0-17-6-15-13 1-4 4-5 6-5 0-6 4-10 9-10s9 4 9 10c2 0 5 1 6 5 2'
        ' 7-3 13-15 13z"/>'),
    "quiet": (
        _("A quiet place"),
        '<path d="M6 19v10h8l11 9V10L14 19z"/><path d="M33 18l12 12M45 18L33 30"/>',
    ),
}  # fmt: skip


def name_of(picture: str) -> str:
    return str(PICTURES[picture][0]) if picture in PICTURES else ""


def drawing_of(picture: str) -> str:
    """The inside of its SVG; "" for none. Ours alone: nothing that anybody typed is in it."""
    return PICTURES[picture][1] if picture in PICTURES else ""
