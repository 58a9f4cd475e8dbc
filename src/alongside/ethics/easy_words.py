"""How a project looks after what people give, as a public text that can have easy words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.ethics.models import Handling
from alongside.projects.models import Project


def _words(row: Any) -> str:
    """What hosts wrote, line by line."""
    told = (row.controller, row.address, row.contact, row.stored, row.jurisdiction, row.recipients, row.authority)
    return "\n".join(said for said in told if said)


def _page(project: Project, row: Any) -> str:
    return reverse("ethics:handling", args=[project.slug])


public_text(
    Text(
        "ethics.handling",
        _("How we look after what you give us"),
        lambda project: Handling.objects.filter(project=project).order_by("pk"),
        _words,
        _page,
        few=True,
        stands_on="project_id",
        everyone=whoever_sees,
    )
)
