"""The rules for words, as a public text that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.moderation.queries.rules_for_words import versions_of
from alongside.projects.models import Project


def _page(project: Project, row: Any) -> str:
    return reverse("moderation:rules_for_words", args=[project.slug])


public_text(
    Text("moderation.rules", _("Rules for words"), versions_of, attrgetter("words"), _page, few=True,
         stands_on="project_id", everyone=whoever_sees)
)  # fmt: skip
