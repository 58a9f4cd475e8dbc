"""What care puts on the project page, on gatherings, on the host's desk and in My space."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.clock import is_late
from alongside.care.models import Concern
from alongside.care.queries.agreement import agreement_in_force, agreement_of
from alongside.care.queries.concerns import has_lead, leading_in, waiting_concerns
from alongside.gatherings.models import Gathering
from alongside.projects.models import Project
from alongside.projects.parts import Part, Waiting, asks, fills, told, waits
from alongside.projects.rules import may_host


@fills("project", "care")
def on_the_project_page(project: Project, person: Any) -> Part:
    context = {"project": project, "agreement": agreement_of(project), "may_write": may_host(person, project)}
    return Part("care/parts/_project.html", context)


@fills("gathering", "care")
def on_a_gathering(project: Project, person: Any, gathering: Gathering) -> Part:
    """The rules in force on its day, in full; of one to come those in force today."""
    row = agreement_in_force(project, gathering.on)
    return Part("care/parts/_gathering.html", {"project": project, "agreement": row, "gathering": gathering})


@fills("desk", "care")
def on_the_desk(project: Project, person: Any) -> Part:
    context = {"project": project, "agreement": agreement_of(project)}
    return Part("care/parts/_desk.html", context)


@waits
def nobody_leads(project: Project, person: Any) -> Iterator[Waiting]:
    """Without a safeguarding lead nobody can tell a worry here; hosts never get it instead."""
    if may_host(person, project) and not has_lead(project):
        words = _("Nobody leads on safeguarding. Until somebody does, no worry can be told here.")
        yield Waiting(words, reverse("projects:manage", args=[project.slug]), late=True)


@asks("care")
def worries_that_wait(person: Any) -> Iterator[Waiting]:
    """For safeguarding leads: how many wait in which project, and no word of them."""
    today = timezone.localdate()
    for project in leading_in(person):
        rows = list(waiting_concerns(project)[:101])
        if rows:
            words = ngettext(
                "%(count)s worry waits for you in %(project)s",
                "%(count)s worries wait for you in %(project)s",
                len(rows),
            )
            urgent = any(
                one.danger == Concern.Danger.NOW or is_late(one.on, one.acknowledged_on, today) for one in rows
            )
            url = reverse("care:concerns", args=[project.slug])
            yield Waiting(words % {"count": told(len(rows)), "project": project.title}, url, urgent)


@fills("me", "care")
def my_place(project: Project, person: Any) -> Part:
    """For members: the way to tell a worry; for a lead: the way to those told."""
    leads = any(one.pk == project.pk for one in leading_in(person))
    return Part("care/parts/_me.html", {"project": project, "leads": leads})
