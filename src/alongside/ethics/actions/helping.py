"""Somebody may answer for a person, because the person, or the law, says so."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import Acting, Supporter
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project


@transaction.atomic
def add_supporter(project: Project, person: Person, supporter: Person, *, by: Person, acting: str) -> Supporter:
    """A host writes down that `supporter` may answer for `person`; both are in the project. Twice is once."""
    must_host(by, project)
    if acting not in {Acting.SUPPORTER.value, Acting.PARENT.value}:
        raise ValueError(_("Say whether it is a supporter or a parent."))
    if person.pk == supporter.pk:
        raise ValueError(_("Choose somebody else than the person."))
    inside = Membership.objects.filter(project=project, person__in=[person, supporter], left_at=None)
    if inside.count() != 2:
        raise ValueError(_("Both must be in the project."))
    row, is_new = Supporter.objects.get_or_create(
        project=project, person=person, supporter=supporter, ended_at=None, defaults={"acting": acting}
    )
    if is_new:
        note_step("permission.supporter_added", subject=row, project_id=project.pk, actor=by, acting=acting)
    return row


@transaction.atomic
def end_supporter(row: Supporter, *, by: Person) -> None:
    """The person, or the supporter, ends it at once and without a reason."""
    if by.pk not in {row.person_id, row.supporter_id}:
        raise PermissionDenied
    if Supporter.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
        note_step("permission.supporter_ended", subject=row, project_id=row.project_id, actor=by)
