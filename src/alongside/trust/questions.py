"""The four questions of a trust pulse. The same each time, so that months can be laid side by side."""

from django.utils.translation import gettext_lazy as _

from alongside.engines.pulse import TOP

QUESTIONS = {
    "listen": _("People here listen to me"),
    "safe": _("It is safe to say what I think"),
    "change": _("What I say can change something"),
    "did": _("People here do what they said they would"),
}
SCORES = tuple(range(TOP + 1))
