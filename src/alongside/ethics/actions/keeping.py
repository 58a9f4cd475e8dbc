"""How long things are kept, and the round that ends what is old enough."""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ethics.keeping import choices_of, days_of
from alongside.ethics.models import KeepingRound, KeptFor, Removal
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.keeping import Keeping, keeping_named, keepings
from alongside.projects.models import Project

log = logging.getLogger("alongside.ethics")


@transaction.atomic
def set_kept_for(project: Project, *, by: Person, name: str, days: int, reason: str = "") -> KeptFor:
    """A host sets for how long one kind of thing is kept. To keep it longer than now needs a reason, which all read."""
    must_host(by, project)
    keeping = keeping_named(name)
    if keeping is None or not keeping.most:
        raise ValueError(_("This cannot be changed."))
    if not keeping.least <= days <= keeping.most:
        words = _("Choose from %(least)d to %(most)d days.")
        raise ValueError(words % {"least": keeping.least, "most": keeping.most})
    words = clean_line(reason)[:300]
    if days > days_of(keeping, project, choices_of(project)) and not words:
        raise ValueError(_("To keep it longer, write why. Everybody can read it."))
    row = KeptFor.objects.create(project=project, name=name, days=days, reason=words, by=by)
    note_step("keeping.set", subject=row, project_id=project.pk, actor=by, days=days)
    return row


def end_what_is_old(today: date) -> int:
    """Once a day: end all that is old enough, in every project. Safe to call again. Answers how many things ended.

    A fault with one kind of thing keeps no other from ending; the page and the desk tell what is late.
    """
    count, failed, projects = 0, set[str](), list(Project.objects.order_by("pk"))
    for keeping in keepings():
        for project in projects[:1] if keeping.is_everywhere else projects:
            try:
                count += _end_in(keeping, project, today)
            except Exception as error:  # noqa: BLE001 (told by the clock itself, which is late now)
                failed.add(keeping.name)
                log.warning("what is kept as %s could not be ended: %s", keeping.name, type(error).__name__)
    KeepingRound.objects.update_or_create(on=today, defaults={"count": count, "failed": sorted(failed)})
    if count:
        forget_now()
    return count


@transaction.atomic
def _end_in(keeping: Keeping, project: Project, today: date) -> int:
    days = days_of(keeping, project, choices_of(project))
    count = keeping.end(project, today - timedelta(days=days))
    if count and not keeping.is_private:
        whose = None if keeping.is_everywhere else project
        Removal.objects.create(project=whose, name=keeping.name, count=count, on=today)
    return count
