"""Drafts, their passages and decisions with reasons, as public texts that can have easy words."""

from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.decisions.models import REFERENCE, Decision, Draft, PassageVersion
from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.projects.models import Project


def _newest(project: Project) -> "QuerySet[PassageVersion]":
    """The version in force of each passage that stands in a draft."""
    before = PassageVersion.objects.filter(passage=OuterRef("passage")).order_by("-number").values("number")[:1]
    rows = PassageVersion.objects.filter(passage__draft__project=project, passage__ended_at=None)
    return rows.filter(number=Subquery(before)).order_by("passage__draft_id", "passage__order", "passage_id")


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
        _newest,
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
