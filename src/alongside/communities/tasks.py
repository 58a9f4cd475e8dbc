"""Who leaves a project, or is taken out, opens no door there any more."""

from alongside.communities.actions import stop_connecting_in
from alongside.ledger.followers import follow
from alongside.ledger.models import Step
from alongside.projects.models import Membership


@follow("member.left", "communities stop connecting")
@follow("member.removed", "communities stop connecting")
def stop_who_left(step: Step) -> None:
    """Not for somebody who came back before this ran."""
    row = Membership.objects.filter(pk=step.subject_id).select_related("project", "person").first()
    if row is not None and row.left_at is not None:
        stop_connecting_in(row.project, row.person)
