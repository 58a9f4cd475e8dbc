"""The promise of notice and papers, and the days on which they were really sent."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Gathering
from alongside.ledger.actions import note_step
from alongside.needs.models import AccessNotice, AccessPromise
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Project

MOST_DAYS = 120


@transaction.atomic
def make_access_promise(project: Project, *, by: Person, notice_days: int, papers_days: int) -> AccessPromise:
    """A new version. It holds for gatherings planned from now on; the same days again change nothing."""
    must_host(by, project)
    Project.objects.select_for_update().get(pk=project.pk)
    if not (1 <= notice_days <= MOST_DAYS and 0 <= papers_days <= MOST_DAYS):
        raise ValueError(_("Choose from 1 to 120 days."))
    last = AccessPromise.objects.filter(project=project).order_by("-number").first()
    if last and (last.notice_days, last.papers_days) == (notice_days, papers_days):
        return last
    number = last.number + 1 if last else 1
    row = AccessPromise.objects.create(
        project=project, number=number, notice_days=notice_days, papers_days=papers_days, made_by=by
    )
    note_step("access.promised", subject=project, project_id=project.pk, actor=by, number=number)
    return row


@transaction.atomic
def note_notice(
    gathering: Gathering, *, by: Person, notice_on: date | None, papers_on: date | None, has_no_papers: bool = False
) -> AccessNotice:
    """The days on which people were told and got the papers: not in the future, not after the gathering."""
    must_host(by, gathering.project)
    for day in (notice_on, papers_on):
        if day and day > timezone.localdate():
            raise ValueError(_("This day has not come yet."))
        if day and day > gathering.on:
            raise ValueError(_("This is after the gathering."))
    if papers_on and has_no_papers:
        raise ValueError(_("Either there are no papers, or they were sent on a day."))
    row, _is_new = AccessNotice.objects.update_or_create(
        gathering=gathering,
        defaults={"notice_on": notice_on, "papers_on": papers_on, "has_no_papers": has_no_papers},
    )
    note_step("access.sent", subject=gathering, project_id=gathering.project_id, actor=by, on=str(notice_on or ""))
    return row
