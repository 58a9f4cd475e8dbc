"""Drafts, their passages and decisions with reasons, as public texts that can have easy words."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.decisions.models import REFERENCE, Decision, Draft
from alongside.decisions.queries import newest_versions
from alongside.easy.texts import Text, public_text, whoever_sees


def _passage(row: Any) -> str:
    """Heading and text; a quote is somebody's own words and is never said in other words."""
    return f"{row.heading}\n{REFERENCE.sub('(…)', row.text)}"


public_text(
    Text(
        "decisions.draft",
        _("Drafts: what they are"),
        lambda project: Draft.objects.filter(project=project),
        attrgetter("about"),
        lambda project, row: reverse("decisions:draft", args=[project.slug, row.pk]),
        attrgetter("title"),
        everyone=whoever_sees,
    )
)
public_text(
    Text(
        "decisions.passage",
        _("Passages of the draft"),
        newest_versions,
        _passage,
        lambda project, row: reverse("decisions:passage", args=[project.slug, row.passage_id]),
        attrgetter("title"),
        stands_on="passage_id",
        everyone=whoever_sees,
    )
)
public_text(
    Text(
        "decisions.decision",
        _("Decisions, and why"),
        lambda project: Decision.objects.filter(project=project),
        lambda row: f"{row.title}\n{row.reason}",
        lambda project, row: reverse("decisions:decision", args=[project.slug, row.pk]),
        attrgetter("title"),
        everyone=whoever_sees,
    )
)
