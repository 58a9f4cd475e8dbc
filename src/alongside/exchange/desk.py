"""Where the desk leads for bringing in and taking out."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.projects.models import Project
from alongside.projects.parts import Pointer, points


@points("words", "exchange", 90)
def bring_in(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(_("Bring in voices from a file"), reverse("exchange:bring_in", args=[project.slug]))


@points("frame", "exchange", 50)
def take_out(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(_("Take everything out as a file"), reverse("exchange:export", args=[project.slug]))
