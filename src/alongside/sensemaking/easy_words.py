"""Themes, as public texts that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme


def _page(project: Project, row: Any) -> str:
    return reverse("sensemaking:theme", args=[project.slug, row.pk])


public_text(
    Text(
        "sensemaking.theme",
        _("Themes"),
        lambda project: Theme.objects.filter(project=project, ended_at=None),
        lambda row: f"{row.title}\n{row.about}",
        _page,
        attrgetter("title"),
        everyone=whoever_sees,
    )
)
