"""Why a community matters here, and what its letters say, as public texts that can have easy words."""

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.communities.models import Community, PaperWords, ShownTo
from alongside.easy.texts import Text, public_text
from alongside.projects.models import Project


def _communities(project: Project) -> "QuerySet[Community]":
    return Community.objects.filter(project=project, ended_at=None).order_by("name", "id")


def _papers(project: Project) -> "QuerySet[PaperWords]":
    return PaperWords.objects.filter(community__in=_communities(project)).select_related("community").order_by("pk")


def _is_for_everyone(row: Any) -> bool:
    community: Community = getattr(row, "community", row)
    return community.shown_to == ShownTo.EVERYONE


def words_of_paper(row: PaperWords) -> str:
    """All that a letter says of it, part by part."""
    parts = (row.heading, row.words, row.gets, row.access, row.offline)
    return "\n\n".join(part for part in parts if part)


def _page(project: Project, row: Any) -> str:
    return reverse("communities:community", args=[project.slug, row.pk])


def _ways_in(project: Project, row: Any) -> str:
    return reverse("communities:ways_in", args=[project.slug, row.community_id])


public_text(
    Text("communities.community", _("Why a community matters here"), _communities, attrgetter("why"), _page,
         attrgetter("name"), everyone=_is_for_everyone)
)  # fmt: skip
public_text(
    Text("communities.paper", _("A letter for a community"), _papers, words_of_paper, _ways_in,
         attrgetter("community.name"), everyone=_is_for_everyone, stands_on="community_id")
)  # fmt: skip
