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
from alongside.projects.parts import Part, Pointer, Waiting, asks, fills, points, told, waits
from alongside.projects.rules import may_host


@points("together", "care", 10)
def how_we_are(project: Project, person: Any) -> Iterator[Pointer]:
    agreement, url = agreement_of(project), reverse("care:agreement", args=[project.slug])
    if agreement:
        words = ngettext("The group agreed on %(n)d rule.", "The group agreed on %(n)d rules.", len(agreement.lines))
        yield Pointer(_("Our agreement"), url, words % {"n": len(agreement.lines)})
    else:
        yield Pointer(_("Our agreement"), url, _("There is none yet. See how one can begin."))


@points("together", "worries", 90)
def worried(project: Project, person: Any) -> Iterator[Pointer]:
    url = reverse("care:worried", args=[project.slug])
    yield Pointer(_("Worried about somebody's safety?"), url, _("Tell the safeguarding lead. No name is needed."))


@fills("gathering", "care")
def on_a_gathering(project: Project, person: Any, gathering: Gathering) -> Part:
    """The rules in force on its day, in full; of one to come those in force today."""
    row = agreement_in_force(project, gathering.on)
    return Part("care/parts/_gathering.html", {"project": project, "agreement": row, "gathering": gathering})


@points("care", "care", 10)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here, agreement = [project.slug], agreement_of(project)
    words = _("Our agreement, and proposals to change it") if agreement else _("Write the group's agreement together")
    yield Pointer(words, reverse("care:agreement", args=here))
    yield Pointer(_("If somebody tells you a worry: a card to print"), reverse("care:if_somebody_tells", args=here))
    yield Pointer(_("A sheet on which people tell a worry"), reverse("care:worried_on_paper", args=here))


@waits
def nobody_leads(project: Project, person: Any) -> Iterator[Waiting]:
    """Without a safeguarding lead nobody can tell a worry here; hosts never get it instead."""
    if may_host(person, project) and not has_lead(project):
        words = _("Nobody leads on safeguarding. Until somebody does, no worry can be told here, and none is read.")
        yield Waiting(words, reverse("projects:manage", args=[project.slug]), late=True)


@asks("care")
def worries_that_wait(person: Any) -> Iterator[Waiting]:
    """For safeguarding leads: how many wait in which project, and no word of them."""
    today = timezone.localdate()
    for project in leading_in(person):
        rows = list(waiting_concerns(project)[:101])
        if rows:
            in_danger = any(one.danger == Concern.Danger.NOW for one in rows)
            late = any(is_late(one.on, one.acknowledged_on, today) for one in rows)
            words = _waiting_words(len(rows), in_danger=in_danger) % {
                "count": told(len(rows)),
                "project": project.title,
            }
            url = reverse("care:concerns", args=[project.slug])
            yield Waiting(words, url, late)


def _waiting_words(count: int, *, in_danger: bool) -> str:
    if in_danger:
        return ngettext(
            "Perhaps danger now: %(count)s worry waits for you in %(project)s",
            "Perhaps danger now: %(count)s worries wait for you in %(project)s",
            count,
        )
    return ngettext(
        "%(count)s worry waits for you in %(project)s", "%(count)s worries wait for you in %(project)s", count
    )


@fills("me", "care")
def my_place(project: Project, person: Any) -> Part:
    """For members: the way to tell a worry; for a lead: the way to those told."""
    leads = any(one.pk == project.pk for one in leading_in(person))
    return Part("care/parts/_me.html", {"project": project, "leads": leads})
