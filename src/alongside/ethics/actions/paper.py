"""A paper receipt, and the short code on it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alongside.ethics.models import How, ReceiptCode
from alongside.ethics.rules import may_answer
from alongside.kit.codes import keyed_hash, new_code
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Project

LENGTH = 10  # short enough to say on the phone, too long to find by trying: what it takes back is gone for good


@transaction.atomic
def give_receipt_code(project: Project, person: Person, *, by: Person) -> str:
    """A new code for the person's paper receipt, told this once. An older one stops working."""
    if not may_answer(by, person, project, How.PAPER.value):
        raise PermissionDenied
    now = timezone.now()
    ReceiptCode.objects.filter(project=project, person=person, ended_at=None).update(ended_at=now)
    code = new_code(LENGTH)
    hashed = keyed_hash("receipt", code)
    row = ReceiptCode.objects.create(project=project, person=person, code_hash=hashed, made_at=now, made_by=by)
    note_step("permission.receipt_printed", subject=row, project_id=project.pk, actor=by)
    return code
