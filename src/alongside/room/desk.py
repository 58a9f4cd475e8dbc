"""What waits for a host where people spoke in a room."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from alongside.moderation.models import What
from alongside.moderation.queries import set_aside_now
from alongside.projects.models import Project
from alongside.projects.parts import Waiting, waits
from alongside.projects.rules import may_host
from alongside.room.models import Item
from alongside.voices.models import Voice

MOST = 5  # gatherings that are told at once


@waits
def words_to_look_at(project: Project, person: Any) -> Iterator[Waiting]:
    """Words that nobody else reads until a host has looked at them, by gathering."""
    if not may_host(person, project):
        return
    held = Voice.objects.filter(project=project, is_held=True, taken_back_at=None, items__state=Item.State.WAITING)
    held = held.exclude(pk__in=set_aside_now(What.VOICE, project))
    rows = held.values("gathering", "gathering__title").annotate(count=Count("pk", distinct=True))
    for gathering, title, count in rows.order_by("gathering").values_list("gathering", "gathering__title", "count")[
        :MOST
    ]:
        words = ngettext(
            "%(count)d thing to look at that was said in “%(title)s”",
            "%(count)d things to look at that were said in “%(title)s”",
            count,
        )
        yield Waiting(words % {"title": title, "count": count}, reverse("room:parked", args=[project.slug, gathering]))
