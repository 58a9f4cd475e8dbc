"""What waits for a host where words become themes, and the ways there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, how_many, points, told, waits
from alongside.projects.rules import may_host
from alongside.sensemaking.queries import loose_voices, unanswered_disputes


@waits
def to_sort(project: Project, person: Any) -> Iterator[Waiting]:
    count = how_many(loose_voices(project)) if may_host(person, project) else 0
    if count:
        words = ngettext("%(count)s voice in no theme yet", "%(count)s voices in no theme yet", count)
        yield Waiting(words % {"count": told(count)}, reverse("sensemaking:board", args=[project.slug]))


@waits
def to_reply_to(project: Project, person: Any) -> Iterator[Waiting]:
    count = how_many(unanswered_disputes(project)) if may_host(person, project) else 0
    if count:
        words = ngettext("%(count)s dispute without a reply", "%(count)s disputes without a reply", count)
        yield Waiting(words % {"count": told(count)}, reverse("sensemaking:themes", args=[project.slug]))


@points("words", "sensemaking", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("Sort voices into themes"), reverse("sensemaking:board", args=here))
    yield Pointer(_("Themes, checks and disputes"), reverse("sensemaking:themes", args=here))
