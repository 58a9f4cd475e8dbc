"""What can come next for somebody who leaves. Each is a wish of the person's, never taken for granted."""

from django.utils.translation import gettext_lazy as _

NOTHING = "nothing"
NEXTS = {
    "touch": _("Tell me what becomes of this"),
    "project": _("Ask me when there is something new to work on"),
    "connector": _("I would open a door to people I know"),
    NOTHING: _("Nothing more, thank you"),
}
