"""What gatherings put on the project page and on the host's desk."""

from typing import Any

from django.utils import timezone

from alongside.gatherings.queries import next_gathering, playback_clocks
from alongside.projects.models import Project
from alongside.projects.parts import Part, fills


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
