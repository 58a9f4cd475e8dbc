"""Who may see a community, and who may do something for it. The wrong person finds nothing there."""

from typing import Any

from alongside.communities.models import Community, Connector, ShownTo
from alongside.projects.rules import is_host, is_member, is_open, may_host, may_see, may_take_part

MANY_ENOUGH = 5  # fewer would tell of one

may_hint = may_take_part
may_map = may_host & is_open


def connecting(person: Any, community: Community) -> Connector | None:
    """The person's own row as a connector of this community, if they still take part; asked is enough, a no is not."""
    if not is_member(person, community.project):
        return None
    rows = Connector.objects.filter(community=community, person=person, stopped_at=None)
    return rows.exclude(answer=Connector.Answer.NO).first()


def may_see_community(person: Any, community: Community) -> bool:
    """Whom it is shown to, hosts, and whoever is asked to open its door. `community` with its project."""
    if may_host(person, community.project):
        return True
    if community.ended_at is not None or not may_see(person, community.project):
        return False
    if community.shown_to == ShownTo.EVERYONE:
        return True
    if community.shown_to == ShownTo.MEMBERS and is_member(person, community.project):
        return True
    return connecting(person, community) is not None


def may_open_door(person: Any, community: Community) -> bool:
    """Make letters and posters: hosts, and a connector who said yes and still takes part; while the project goes on."""
    if community.ended_at is not None or not is_open(person, community.project):
        return False
    if may_host(person, community.project):
        return True
    own = connecting(person, community)
    return own is not None and own.opens


def may_know_few(person: Any, community: Community) -> bool:
    """Whether "nobody yet" and "a few" may be told: to hosts and to whoever opens the door."""
    return bool(may_host(person, community.project)) or connecting(person, community) is not None


def may_reach(person: Any, connector: Connector) -> bool:
    """Read how to reach a connector: who hosts the project now, and the connector. Not the network's admin."""
    return is_own(person, connector) or bool(is_host(person, connector.community.project))


def is_own(person: Any, connector: Connector) -> bool:
    return person is not None and person.pk is not None and connector.person_id == person.pk


def may_see_connector(person: Any, connector: Connector) -> bool:
    """Hosts, and the connector while they take part."""
    project = connector.community.project
    return bool(may_host(person, project)) or (is_own(person, connector) and bool(is_member(person, project)))
