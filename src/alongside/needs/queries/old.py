"""What was kept long enough."""

from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from alongside.needs.models import Need, Share
from alongside.projects.models import Membership, Project


def over_shares(project: Project) -> QuerySet[Share]:
    """Needs still shown to hosts for gatherings that are over."""
    return Share.objects.filter(gathering__project=project, gathering__on__lt=timezone.localdate(), ended_at=None)


def left_needs() -> QuerySet[Any]:
    """Needs of people who were in a project and are in none any more; `left_at` is when they left the last."""
    places = Membership.objects.filter(person=OuterRef("person"))
    last = places.order_by().values("person").annotate(last=Max("left_at")).values("last")
    rows = Need.objects.filter(Exists(places), ~Exists(places.filter(left_at=None)))
    return rows.annotate(left_at=Subquery(last))
