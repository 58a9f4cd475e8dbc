"""What became different, as public texts that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.impact.models import Change
from alongside.projects.models import Project


def _page(project: Project, row: Any) -> str:
    return reverse("impact:changes", args=[project.slug]) + f"#change-{row.pk}"


public_text(
    Text(
        "impact.change",
        _("What became different"),
        lambda project: Change.objects.filter(decision__project=project).select_related("decision"),
        attrgetter("words"),
        _page,
        attrgetter("decision.title"),
        everyone=whoever_sees,
    )
)
