"""The clock of raw numbers: questions that nobody closed are closed, and only the safe tables stay."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.equality.actions import close_forgotten_surveys
from alongside.equality.models import Survey
from alongside.projects.keeping import Keeping, keeps
from alongside.projects.models import Project


def open_too_long(project: Project) -> Iterable[date]:
    rows = Survey.objects.filter(project=project, opened_on__isnull=False, closed_on=None)
    return rows.order_by("closes_on").values_list("closes_on", flat=True)


keeps(Keeping("equality", _("Raw numbers about who takes part, before they are made into safe tables"),
              _("since the last day for answers"), _("The questions are closed, the tables made, the numbers removed."),
              30, open_too_long, close_forgotten_surveys, least=1, most=90))  # fmt: skip
