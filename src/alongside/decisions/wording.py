"""What counts as a reason. Pure."""

from django.utils.translation import gettext as _

SHORTEST_REASON = 20
_RECEIPTS = (
    "a all and answer been comment comments contribution feedback for has have input is it kindly many much noted of"
    " our points received recorded responses taken thank thanks the these this very views voice voices was we were"
    " will with words you your"
)
_NOTES = frozenset(_RECEIPTS.split())


def what_is_wrong_with_reason(reason: str) -> str:
    """A plain sentence, or "" when it is a reason: long enough, and saying more than "noted" or "thank you"."""
    plain = " ".join(reason.split())
    if len(plain) < SHORTEST_REASON:
        return _("Say why, in at least 20 characters. Say it as you would to the person's face.")
    words = {"".join(c for c in word if c.isalnum()) for word in plain.lower().split()} - {""}
    if words <= _NOTES:
        return _("This only says that you heard it. Say why you decided this way.")
    return ""
