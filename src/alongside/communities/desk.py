"""What communities put on the project page, the host's desk, a member's own page, and into My space."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.communities.actions.own_words import name_of_none
from alongside.communities.models import HowFar
from alongside.communities.queries import connectors, mapped
from alongside.communities.rules import may_hint
from alongside.projects.models import Project
from alongside.projects.parts import Part, Pointer, Waiting, asks, fills, how_many, points, told, waits
from alongside.projects.rules import may_host

MOST_NAMED = 6


@fills("project", "communities")
def on_the_project_page(project: Project, person: Any) -> Part:
    """In plain words: who is here and who is missing, as far as whoever looks may know."""
    found = mapped.places(project, person)
    here, missing = mapped.here_of(found), mapped.missing_of(found)
    context = {
        "project": project,
        "any": bool(found),
        "here": here[:MOST_NAMED],
        "missing": missing[:MOST_NAMED],
        "more": max(len(here) - MOST_NAMED, 0) + max(len(missing) - MOST_NAMED, 0),
        "may_hint": may_hint(person, project),
    }
    return Part("communities/parts/_project.html", context)


@points("people", "communities", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here, missing = [project.slug], how_many(mapped.missing_in(project))
    told_of = ngettext("%(n)s missing", "%(n)s missing", missing) % {"n": told(missing)} if missing else ""
    yield Pointer(
        _("Communities: who is missing, who opens the door"), reverse("communities:communities", args=here), told_of
    )


@fills("me", "communities")
def my_place(project: Project, person: Any) -> Part:
    """For a connector the doors they open, or are asked to; for every member the way to say who is missing."""
    context = {"project": project, "doors": connectors.connecting_in(project, person)}
    return Part("communities/parts/_me.html", context | {"may_hint": may_hint(person, project)})


@waits
def who_is_missing(project: Project, person: Any) -> Iterator[Waiting]:
    """For hosts: what members told, what is late, whom nobody has asked, and where nobody knows what is next."""
    if not may_host(person, project):
        return
    all_of_them, rows = reverse("communities:communities", args=[project.slug]), mapped.on_the_map(project)
    for count, words in (
        (how_many(mapped.open_hints(project)), _hints_told),
        (sum(one.how_far == HowFar.NOT_ASKED for one in rows), _not_asked),
        (sum(one.is_missing and not one.next_words for one in rows), _without_next),
    ):
        if count:
            yield Waiting(words(count) % {"count": told(count)}, all_of_them)
    for one in rows:
        if not one.why or one.name == name_of_none(one):
            url = reverse("communities:edit", args=[project.slug, one.pk])
            yield Waiting(_("Words were taken back. Write new ones: %(name)s") % {"name": one.name}, url)
        if one.is_next_late:
            url = reverse("communities:community", args=[project.slug, one.pk])
            yield Waiting(_("What was next is late: %(name)s") % {"name": one.name}, url, late=True)


def _hints_told(count: int) -> str:
    return ngettext(
        "%(count)s member told you who is not here yet",
        "%(count)s times members told you who is not here yet",
        count,
    )


def _not_asked(count: int) -> str:
    return ngettext("%(count)s community was not asked yet", "%(count)s communities were not asked yet", count)


def _without_next(count: int) -> str:
    return ngettext(
        "%(count)s community is missing, and nobody wrote down what is next",
        "%(count)s communities are missing, and nobody wrote down what is next",
        count,
    )


@asks("communities")
def will_you_open_a_door(person: Any) -> Iterator[Waiting]:
    for row in connectors.asked_to_connect(person)[:10]:
        url = reverse("communities:connector", args=[row.community.project.slug, row.pk])
        yield Waiting(_("Will you open a door? %(name)s") % {"name": row.community.name}, url)
