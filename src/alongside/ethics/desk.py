"""What a person is asked about what they allow, and where their pages are found."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ethics.models import State
from alongside.ethics.plan import reviews_of
from alongside.ethics.queries import open_questions
from alongside.gatherings.models import Gathering
from alongside.projects.models import Membership, Project
from alongside.projects.parts import Part, Pointer, Waiting, asks, fills, points, waits
from alongside.projects.rules import may_host


@asks("permissions")
def what_do_you_allow(person: Any) -> Iterator[Waiting]:
    """Questions not answered yet, and yeses that run out within a month, by project; five projects at most."""
    counted: dict[int, list[int]] = {}
    for project, state in open_questions(person).values_list("project_id", "state").order_by("project_id")[:200]:
        counted.setdefault(project, [0, 0])[state != State.REQUESTED] += 1
    places = Membership.objects.filter(person=person, project__in=list(counted)[:5]).select_related("project")
    for place in places:
        asked, ending = counted[place.project_id]
        url = reverse("ethics:mine_in", args=[place.pk])
        if asked:
            words = ngettext(
                "“%(title)s” asks you to say yes or no to %(n)d thing",
                "“%(title)s” asks you to say yes or no to %(n)d things",
                asked,
            )
            yield Waiting(words % {"title": place.project.title, "n": asked}, url)
        if ending:
            words = _("Some of what you allow in “%(title)s” soon runs out: is it still so?")
            yield Waiting(words % {"title": place.project.title}, url)


@points("care", "permissions", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("See what people allow, and ask"), reverse("ethics:overview", args=here))
    yield Pointer(_("How we look after what people give us"), reverse("ethics:edit_handling", args=here))
    yield Pointer(_("Ethics plan"), reverse("ethics:plan", args=here))


@fills("me", "permissions")
def on_my_place(project: Project, person: Any) -> Part | None:
    place = Membership.objects.filter(project=project, person=person).first()
    return Part("ethics/parts/_me.html", {"place": place}) if place else None


@points("together", "permissions", 70)
def how_we_handle(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("How we look after what you give us"), reverse("ethics:handling", args=here))
    told = _("What could go wrong, and what we do about it.")
    yield Pointer(_("Ethics plan"), reverse("ethics:plan", args=here), told)


@fills("gathering", "permissions")
def at_the_door(project: Project, person: Any, gathering: Gathering) -> Part | None:
    """For hosts: who may be photographed."""
    context = {"project": project, "gathering": gathering}
    return Part("ethics/parts/_gathering.html", context) if may_host(person, project) else None


@waits
def look_at_the_plan(project: Project, person: Any) -> Iterator[Waiting]:
    """A host is told when a side has not looked at the ethics plan in time."""
    if not may_host(person, project):
        return
    for one in reviews_of(project, timezone.localdate()):
        if one.clock.state == "late":
            words = _("The ethics plan waits to be looked at by: %(side)s") % {"side": one.name}
            yield Waiting(words, reverse("ethics:plan", args=[project.slug]), late=True)
