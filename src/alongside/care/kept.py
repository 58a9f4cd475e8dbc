"""The clock of worries: it runs each hour (`tasks.py`), and nobody is told how many there are."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.care.actions import forget_old
from alongside.care.models import Concern
from alongside.care.queries.concerns import months_kept
from alongside.projects.keeping import Keeping, keeps
from alongside.projects.models import Project

MONTH = 30.4375


def closed(project: Project) -> Iterable[date]:
    rows = Concern.objects.filter(project=project, closed_on__isnull=False, emptied_on=None)
    return sorted(day for day in rows.values_list("closed_on", flat=True) if day)


def days_kept(project: Project) -> int:
    return round(months_kept(project) * MONTH)


def forget(_project: Project, _until: date) -> int:
    return forget_old(timezone.localdate())


keeps(Keeping("worries", _("What a worry says, and what was written to it"), _("since it was closed"),
              _("Its words are removed. The safeguarding lead sets how long."), 365, closed, forget,
              days_of=days_kept, is_private=True))  # fmt: skip
