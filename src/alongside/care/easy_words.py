"""The group's agreement, as a public text that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.care.queries.agreement import agreements_of
from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.projects.models import Project


def _page(project: Project, row: Any) -> str:
    return reverse("care:agreement", args=[project.slug])


public_text(
    Text("care.agreement", _("Our agreement"), agreements_of, attrgetter("words"), _page, few=True,
         stands_on="project_id", everyone=whoever_sees)
)  # fmt: skip
