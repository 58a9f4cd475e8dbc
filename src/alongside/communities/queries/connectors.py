"""Who opens doors: as hosts see them, and as the connector sees themselves."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.communities.models import Community, Connector
from alongside.communities.rules import may_reach
from alongside.kit.sealed import SealedBroken, unseal
from alongside.projects.models import Membership, Project
from alongside.projects.queries import members_of
from alongside.projects.rules import is_member, may_host


@dataclass(frozen=True)
class Shown:
    """A connector with the name that may be told to whoever looks; `contact` is "" where it is not theirs to read."""

    row: Connector
    name: str
    contact: str


def opened(row: Connector, field: str) -> str:
    """The sealed words; a plain remark where they do not open."""
    try:
        return unseal(row, field)
    except SealedBroken:
        return _("(This cannot be read any more.)")


def name_of(row: Connector) -> str:
    """What hosts call them: the member's nickname, or the name that was written down; "" when it is removed."""
    return row.person.nickname if row.person else opened(row, "name")


def public_name_of(row: Connector) -> str:
    """The name that may stand on paper and be told to members; "" where they did not allow it."""
    if not (row.is_named and row.opens):
        return ""
    if row.person is None:
        return opened(row, "name")
    place = Membership.objects.filter(project_id=row.community.project_id, person=row.person, left_at=None).first()
    return row.person.named(place.naming) if place else ""


def connectors_of(community: Community) -> QuerySet[Connector]:
    """All who were asked and have not stopped, with their person."""
    return Connector.objects.filter(community=community, stopped_at=None).select_related("person")


def shown_connectors(community: Community, person: Any) -> list[Shown]:
    """For hosts all, with how to reach them where they may read it; for members those who let themselves be named.

    A stranger meets no name here, whatever else the page may tell them.
    """
    if not (may_host(person, community.project) or is_member(person, community.project)):
        return []
    rows = list(connectors_of(community))
    for row in rows:
        row.community = community
    if may_host(person, community.project):
        return [Shown(row, name_of(row), contact_for(person, row)) for row in rows]
    named = {row.pk: public_name_of(row) for row in rows if row.is_named}
    return [Shown(row, named[row.pk], "") for row in rows if named.get(row.pk)]


def contact_for(person: Any, row: Connector) -> str:
    return opened(row, "contact") if may_reach(person, row) else ""


def connecting_in(project: Project, person: Any) -> list[Connector]:
    """Where this person is asked to open a door here, or opens one."""
    rows = Connector.objects.filter(person=person, stopped_at=None, community__project=project)
    found = list(rows.filter(community__ended_at=None).exclude(answer=Connector.Answer.NO).select_related("community"))
    return sorted(found, key=lambda row: row.community.name.casefold())


def asked_to_connect(person: Any) -> QuerySet[Connector]:
    """Everywhere that this person was asked and has not answered yet, in projects they take part in."""
    mine = Membership.objects.filter(person=person, left_at=None, project__ended_on=None).values("project_id")
    rows = Connector.objects.filter(person=person, answer="", stopped_at=None, community__ended_at=None)
    return rows.filter(community__project__in=mine).select_related("community__project").order_by("asked_at")


def may_be_asked(community: Community, project: Project) -> list[Membership]:
    """Members who are no connector of it now."""
    taken = set(connectors_of(community).exclude(person=None).values_list("person_id", flat=True))
    return [one for one in members_of(project)[:500] if one.person_id not in taken]
