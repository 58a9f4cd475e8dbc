"""Taking a community off the map."""

from django.db import transaction
from django.utils import timezone

from alongside.communities.actions.connectors import stop
from alongside.communities.actions.mapping import must_map
from alongside.communities.models import Community, Connector, Door
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import close_invitation


@transaction.atomic
def take_off_the_map(community: Community, *, by: Person) -> None:
    """It is not shown any more; its doors close, and nobody is asked to open them. What was tried stays with it."""
    must_map(by, community.project)
    if not Community.objects.filter(pk=community.pk, ended_at=None).update(ended_at=timezone.now()):
        return
    for row in Connector.objects.filter(community=community, stopped_at=None).select_related("community"):
        stop(row, by=by, close_doors=False)
    for door in Door.objects.filter(community=community).select_related("invitation"):
        close_invitation(door.invitation, by=by)
    note_step("community.ended", subject=community, project_id=community.project_id, actor=by)
