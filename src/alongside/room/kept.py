"""The clock of seats that are nobody's: after a while nothing tells at what minute a phone came and went."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.projects.keeping import Keeping, keeps
from alongside.projects.models import Project
from alongside.room.actions.forgetting import blur_seats
from alongside.room.queries.old import sharp_seats


def sharp(project: Project) -> Iterable[date]:
    found = sharp_seats(project).order_by("room__closed_at").values_list("room__closed_at", flat=True)
    return [timezone.localdate(at) for at in found]


keeps(Keeping("seats", _("When a phone without a name came into a room, and when it left"),
              _("since the room closed"), _("The times are removed. What was voted stays, as numbers."),
              30, sharp, blur_seats, least=1, most=180))  # fmt: skip
