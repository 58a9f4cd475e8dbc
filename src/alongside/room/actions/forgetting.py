"""What came to the end of its clock (`kept.py`)."""

from datetime import date

from django.db.models import OuterRef, Subquery

from alongside.ethics.actions.forgetting import end_of
from alongside.gatherings.models import Room, Seat
from alongside.projects.models import Project
from alongside.room.queries.old import sharp_seats


def blur_seats(project: Project, until: date) -> int:
    """All phones of nobody in a room came when it opened: of their own times nothing is left."""
    rows = sharp_seats(project).filter(room__closed_at__lt=end_of(until)).values_list("pk", flat=True)
    opened = Subquery(Room.objects.filter(pk=OuterRef("room")).values("opened_at")[:1])
    return Seat.objects.filter(pk__in=list(rows)).update(joined_at=opened, seen_at=opened, left_at=None)
