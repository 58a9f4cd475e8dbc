"""What a room says beside a voice, and what it says in the history."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.projects.history import tell
from alongside.room.models import Item
from alongside.voices.beside import stands_beside
from alongside.voices.models import Voice


@stands_beside
def places_of(voice_ids: Sequence[int]) -> dict[int, list[str]]:
    """Where people put each of these voices when they weighed it, once the hosts have shown it."""
    rows = Item.objects.filter(voice__in=voice_ids, place__isnull=False, activity__live__shown_at__isnull=False)
    told: dict[int, list[str]] = {}
    for voice, kind, title, place, places in rows.order_by("id").values_list(
        "voice_id", "activity__title", "activity__gathering__title", "place", "places"
    ):
        words = {"what": kind, "where": title, "place": place, "places": places}
        told.setdefault(voice, []).append(_("%(what)s, %(where)s: place %(place)d of %(places)d") % words)
    return told


def what_taking_back_reaches(voice: Voice) -> list[str]:
    """A plain sentence for somebody who is about to take words back."""
    count = Item.objects.filter(voice=voice, activity__isnull=False).count()
    return [_("It leaves what was weighed in the workshop.")] if count else []


tell(
    room__opened=later("%(who)s opened the room of a gathering."),
    room__closed=later("%(who)s closed the room of a gathering."),
    room__handed_over=later("Another host took over the room."),
    room__flags_cleared=later("%(who)s had a look at phones that were counted apart, and counts them again."),
    tables__planned=later("Small groups were planned or mended."),
    activity__started=later("%(who)s started a part of a workshop."),
    activity__stopped=later("A part of a workshop ended."),
)
