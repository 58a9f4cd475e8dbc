"""The public texts of a project itself: its question, what it is about, the parts of its promise, its phases."""

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.easy.texts import Text, public_text, whoever_sees
from alongside.projects.models import Phase, Project, Promise
from alongside.projects.queries import promises_of


def _itself(project: Project) -> "QuerySet[Project]":
    return Project.objects.filter(pk=project.pk)


def _in_force(project: Project) -> "QuerySet[Promise]":
    return promises_of(project)  # newest first


def _page(project: Project, row: Any) -> str:
    return project.get_absolute_url()


def _promised(project: Project, row: Any) -> str:
    return project.get_absolute_url() + "#promise"


def _planned(project: Project, row: Any) -> str:
    return reverse("projects:project", args=[project.slug]) + "#plan"


public_text(
    Text(
        "projects.question", _("The question"), _itself, attrgetter("question"), _page, few=True, everyone=whoever_sees
    )
)
public_text(
    Text(
        "projects.about",
        _("What the project is about"),
        _itself,
        attrgetter("about"),
        _page,
        few=True,
        everyone=whoever_sees,
    )
)
for part, label in (
    ("open", _("The promise: what is open")),
    ("negotiable", _("The promise: what can change")),
    ("fixed", _("The promise: what is fixed")),
    ("who_decides", _("The promise: who decides")),
):
    name = f"projects.promise_{part}"
    public_text(
        Text(
            name, label, _in_force, attrgetter(part), _promised, few=True, stands_on="project_id", everyone=whoever_sees
        )
    )
public_text(
    Text(
        "projects.phase",
        _("The phases of the plan"),
        lambda project: Phase.objects.filter(project=project),
        lambda row: f"{row.title}\n{row.about}",
        _planned,
        attrgetter("title"),
        few=True,
        everyone=whoever_sees,
    )
)
