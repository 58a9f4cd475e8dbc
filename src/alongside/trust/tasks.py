"""Who leaves a project, or is taken out, is nobody's buddy there any more, and their words for a buddy are gone."""

from alongside.ledger.followers import follow
from alongside.ledger.models import Step
from alongside.projects.models import Membership
from alongside.trust.actions.forgetting import part_in


@follow("member.left", "trust parts buddies")
@follow("member.removed", "trust parts buddies")
def part_who_left(step: Step) -> None:
    """Not for somebody who came back before this ran."""
    row = Membership.objects.filter(pk=step.subject_id).select_related("project", "person").first()
    if row is not None and row.left_at is not None:
        part_in(row.project, row.person)
