"""The public texts of gatherings, for which people can write easy words, link films and type translations."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.gatherings.models import Gathering
from alongside.projects.models import Project


def _page(project: Project, row: Any) -> str:
    return reverse("gatherings:gathering", args=[project.slug, row.pk])


public_text(
    Text(
        "gatherings.about",
        _("Gatherings: what they are for"),
        lambda project: Gathering.objects.filter(project=project).order_by("-on", "-id"),
        attrgetter("about"),
        _page,
        attrgetter("title"),
        everyone=whoever_sees,
    )
)
