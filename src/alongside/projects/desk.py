"""What a host does with the project itself, on the desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.projects.models import Project
from alongside.projects.parts import Pointer, points
from alongside.projects.queries import live_invitations
from alongside.projects.rules import is_admin


@points("people", "projects", 10)
def people(project: Project, person: Any) -> Iterator[Pointer]:
    here, live = [project.slug], live_invitations(project).count()
    told = ngettext("%(n)d live", "%(n)d live", live) % {"n": live} if live else ""
    yield Pointer(_("Add people and print their cards"), reverse("projects:add_people", args=here))
    yield Pointer(_("Invite by link or letter"), reverse("projects:invitations", args=here), told)
    yield Pointer(_("Roles, sides and cards"), reverse("projects:manage", args=here))


@points("frame", "projects", 10)
def frame(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("Question, names and who can read it"), reverse("projects:edit", args=here))
    yield Pointer(_("Change the promise"), reverse("projects:edit_promise", args=here))
    yield Pointer(_("Plan the phases"), reverse("projects:phases", args=here))
    yield Pointer(_("Write down what is fixed"), reverse("projects:choices", args=here))


@points("frame", "projects, last", 90)
def last(project: Project, person: Any) -> Iterator[Pointer]:
    ends = _("Open the project again") if project.ended_on else _("End the project")
    yield Pointer(ends, reverse("projects:end", args=[project.slug]))
    yield Pointer(_("Start another project"), reverse("projects:start"))
    if is_admin(person):
        yield Pointer(_("The network's name and contact"), reverse("projects:network"))
