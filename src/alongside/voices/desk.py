"""What waits for a host where words are kept, and the ways there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, how_many, points, told, waits
from alongside.projects.rules import may_host
from alongside.voices.queries import waiting_to_be_read_back


@waits
def to_read_back(project: Project, person: Any) -> Iterator[Waiting]:
    count = how_many(waiting_to_be_read_back(project)) if may_host(person, project) else 0
    if count:
        words = ngettext("%(count)s typed-in voice to read back", "%(count)s typed-in voices to read back", count)
        yield Waiting(words % {"count": told(count)}, reverse("voices:waiting_to_be_read_back", args=[project.slug]))


@points("words", "voices", 10)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("Record a voice, or type in what is on paper"), reverse("voices:record", args=here))
    yield Pointer(_("Read what was said"), reverse("voices:list", args=here))
