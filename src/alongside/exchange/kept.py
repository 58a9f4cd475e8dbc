"""The clock of files made for download, and of tables brought in."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.exchange.files import KEPT_FOR, days_of_files, forget_old_files
from alongside.projects.keeping import Keeping, keeps
from alongside.projects.models import Project


def held(_project: Project) -> Iterable[date]:
    return days_of_files()


def forget(_project: Project, _until: date) -> int:
    return forget_old_files()


keeps(Keeping("files", _("Files made for download, and tables that were brought in"), _("since they were made"),
              _("They are removed; at once when somebody takes words back."), KEPT_FOR.days, held, forget,
              is_everywhere=True))  # fmt: skip
