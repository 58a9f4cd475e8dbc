"""What is written to people at an ending, as a public text that can have easy words."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text
from alongside.projects.models import Project
from alongside.trust.models import Ending


def _endings(project: Project) -> "QuerySet[Ending]":
    """What is written to one person who leaves is a letter between two people, not a public text."""
    return Ending.objects.filter(project=project).exclude(about=Ending.About.LEFT).order_by("-id")


def _words(row: Ending) -> str:
    return "\n\n".join(part for part in (row.thanks, row.came_of_it) if part)


def _page(project: Project, row: Any) -> str:
    return reverse("trust:ending", args=[project.slug, row.pk])


public_text(
    Text(
        "trust.ending",
        _("Thank you, and what came of it"),
        _endings,
        _words,
        _page,
        lambda row: str(row.get_about_display()),
        everyone=lambda row: bool(row.about == Ending.About.OVER),  # those who came once are a few
    )
)
