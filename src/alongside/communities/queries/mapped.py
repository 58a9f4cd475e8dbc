"""Communities on the map, as far as whoever looks may know of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from alongside.communities.models import HERE, MISSING, Community, Connector, Hint, HowFar, Kind, ShownTo, Try
from alongside.projects.models import Membership, Project
from alongside.projects.rules import HOSTS, is_member, may_host

ORDER = {kind: place for place, kind in enumerate(Kind.values)}
NEARNESS = {how_far: place for place, how_far in enumerate(HowFar.values)}


@dataclass(frozen=True)
class Place:
    """A community with its number on the map."""

    number: int
    community: Community


def communities_seen(project: Project, person: Any) -> QuerySet[Community]:
    """Those on the map that this person (or a stranger who may see the project) may know of."""
    rows = Community.objects.filter(project=project, ended_at=None)
    if may_host(person, project):
        return rows
    seen = Q(shown_to=ShownTo.EVERYONE)
    if is_member(person, project):
        mine = Connector.objects.filter(person=person, stopped_at=None).exclude(answer=Connector.Answer.NO)
        seen |= Q(shown_to=ShownTo.MEMBERS) | Q(pk__in=mine.values("community_id"))
    return rows.filter(seen)


def places(project: Project, person: Any) -> list[Place]:
    """Numbered by kind, then nearest first, then by name. At most sixty: no more can be on a map."""
    rows = list(communities_seen(project, person).select_related("next_owner").prefetch_related("tries"))
    rows.sort(key=lambda one: (ORDER[one.kind], NEARNESS[one.how_far], one.name.casefold(), one.pk))
    for one in rows:
        one.project = project
    return [Place(number, one) for number, one in enumerate(rows, 1)]


def here_of(found: list[Place]) -> list[Place]:
    return [one for one in found if one.community.how_far in HERE]


def missing_of(found: list[Place]) -> list[Place]:
    return [one for one in found if one.community.how_far in MISSING]


def not_now_of(found: list[Place]) -> list[Place]:
    return [one for one in found if one.community.how_far == HowFar.NO]


def tries_of(community: Community) -> QuerySet[Try]:
    return Try.objects.filter(community=community)


def hosts_of(project: Project) -> list[Membership]:
    """Those who host now, with their person."""
    rows = Membership.objects.filter(project=project, left_at=None, roles__name__in=HOSTS)
    return list(rows.select_related("person").distinct().order_by("joined_at", "id"))


def missing_in(project: Project) -> QuerySet[Community]:
    return Community.objects.filter(project=project, ended_at=None, how_far__in=MISSING)


def on_the_map(project: Project) -> list[Community]:
    """All of them, for hosts and for what is counted. At most sixty."""
    return list(Community.objects.filter(project=project, ended_at=None))


def open_hints(project: Project) -> QuerySet[Hint]:
    return Hint.objects.filter(project=project, outcome="").order_by("made_at", "pk")


def hints_by(project: Project, person: Any) -> QuerySet[Hint]:
    """What this person suggested here, newest first; not what they took back."""
    return Hint.objects.filter(project=project, person=person).exclude(outcome=Hint.Outcome.TAKEN_BACK)
