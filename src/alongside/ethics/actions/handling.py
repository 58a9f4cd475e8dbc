"""Who answers for what people give, and for how long it is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ethics.models import Handling
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Project

# What may be written, and how long it may be.
LINES = {
    "controller": 200, "address": 300, "contact": 200, "stored": 200, "jurisdiction": 80, "recipients": 300,
    "authority": 200,
}  # fmt: skip


@transaction.atomic
def set_handling(project: Project, *, by: Person, basis: str, keep_months: int, **lines: str) -> Handling:
    """Write down how the project handles what people give. Answers given before keep the notice they were told."""
    must_host(by, project)
    if basis and basis not in Handling.Basis.values:
        raise ValueError(_("Choose a lawful basis."))
    if not 1 <= keep_months <= 120:
        raise ValueError(_("Count the months from 1 to 120."))
    if lines.keys() - LINES.keys():
        raise ValueError(_("There is no such part."))
    given = {name: clean_line(text)[: LINES[name]] for name, text in lines.items()}
    row, _new = Handling.objects.update_or_create(
        project=project, defaults={**given, "basis": basis, "keep_months": keep_months}
    )
    note_step("handling.set", subject=row, project_id=project.pk, actor=by)
    return row
