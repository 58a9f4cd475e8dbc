"""Paper that is out of the house with words that were taken back: what it is, who goes after it, what was done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import OnPaper
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Project


def note_paper(
    project: Project, *, kind: str, person: Person | None = None, url: str = "", printed_on: date | None = None
) -> None:
    """A thing to do for the hosts. Rooms call it inside the taking back. What is on the list already stays once."""
    OnPaper.objects.get_or_create(
        project=project, person=person, kind=kind, url=url, printed_on=printed_on, done_on=None
    )


@transaction.atomic
def take_paper(row: OnPaper, *, by: Person) -> None:
    """A host says: I go after it."""
    must_host(by, row.project)
    if OnPaper.objects.filter(pk=row.pk, done_on=None).update(owner=by):
        note_step("paper.taken", subject=row, project_id=row.project_id, actor=by)


@transaction.atomic
def settle_paper(row: OnPaper, *, by: Person, done: str) -> None:
    """A host writes what was done: fetched, changed, destroyed; or that it cannot be had back."""
    must_host(by, row.project)
    words = clean_line(done)[:300]
    if not words:
        raise ValueError(_("Write what was done, or that it cannot be had back."))
    changed = {"done": words, "done_on": timezone.localdate(), "owner": row.owner or by}
    if OnPaper.objects.filter(pk=row.pk, done_on=None).update(**changed):
        note_step("paper.done", subject=row, project_id=row.project_id, actor=by)
