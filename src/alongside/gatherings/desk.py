"""What gatherings put on the project page and on the host's desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.queries import next_gathering, playback_clocks
from alongside.projects.models import Project
from alongside.projects.parts import Part, Waiting, fills, waits
from alongside.projects.rules import may_host


@fills("project", "gatherings")
def on_the_project_page(project: Project, person: Any) -> Part:
    return Part(
        "gatherings/parts/_next.html", {"project": project, "next": next_gathering(project, timezone.localdate())}
    )


@fills("desk", "gatherings")
def on_the_desk(project: Project, person: Any) -> Part:
    """The next gathering, and those whose notes people still wait for."""
    today = timezone.localdate()
    owed = [pair for pair in playback_clocks(project, today) if pair[1].met_on is None][:5]
    context = {"project": project, "next": next_gathering(project, today), "owed": owed}
    return Part("gatherings/parts/_desk.html", context)


@waits
def notes_to_give_back(project: Project, person: Any) -> Iterator[Waiting]:
    """Notes that are late, or due within 14 days."""
    clocks = playback_clocks(project, timezone.localdate()) if may_host(person, project) else []
    for gathering, clock in clocks:
        if clock.state in {"soon", "late"}:
            url = reverse("gatherings:gathering", args=[project.slug, gathering.pk])
            yield Waiting(_("Notes to give back: %(title)s") % {"title": gathering.title}, url, clock.state == "late")
