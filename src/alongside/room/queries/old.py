"""What was kept long enough."""

from django.db.models import F, Q, QuerySet

from alongside.gatherings.models import Seat
from alongside.projects.models import Project


def sharp_seats(project: Project) -> QuerySet[Seat]:
    """Phones that are nobody's, in closed rooms, of which the exact times are still kept."""
    rows = Seat.objects.filter(room__gathering__project=project, room__closed_at__isnull=False, person=None)
    blurred = Q(joined_at=F("room__opened_at"), seen_at=F("room__opened_at"), left_at=None)
    return rows.filter(how=Seat.How.PHONE).exclude(blurred)
