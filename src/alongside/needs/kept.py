"""The clocks of what people need: shared for a gathering that is over, and of people who left every project."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.needs.actions.forgetting import forget_left_needs, stop_old_shares
from alongside.needs.queries.old import left_needs, over_shares
from alongside.projects.keeping import Keeping, keeps
from alongside.projects.models import Project


def shares(project: Project) -> Iterable[date]:
    return over_shares(project).order_by("gathering__on").values_list("gathering__on", flat=True)


def left(_project: Project) -> Iterable[date]:
    return sorted(timezone.localdate(at) for at in left_needs().values_list("left_at", flat=True))


keeps(Keeping("needs", _("What people need, shown to hosts for a gathering"), _("since the gathering"),
              _("Hosts cannot read it any more. It stays with the person."), 90, shares, stop_old_shares,
              least=7, most=365, is_private=True))  # fmt: skip
keeps(Keeping("needs_left", _("What people need, of people who are in no project any more"), _("since they left"),
              _("It is removed."), 365, left, forget_left_needs, is_private=True, is_everywhere=True))  # fmt: skip
