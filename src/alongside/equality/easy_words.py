"""Why a survey about who takes part asks, as a public text that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text
from alongside.equality.models import Survey
from alongside.projects.models import Project


def _page(project: Project, row: Any) -> str:
    return reverse("equality:survey", args=[project.slug, row.pk])


public_text(
    Text(
        "equality.why",
        _("Why we ask who takes part"),
        lambda project: Survey.objects.filter(project=project).order_by("-id"),
        attrgetter("why"),
        _page,
        everyone=lambda row: bool(row.is_public and row.closed_on),  # as in `may_see_survey`
    )
)
