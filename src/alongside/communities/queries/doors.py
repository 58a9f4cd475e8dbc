"""Ways in of a community, and how many came by them: roughly, and never who."""

from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.communities.models import Community, Connector, Door, PaperWords
from alongside.communities.rules import MANY_ENOUGH
from alongside.communities.words import first_words
from alongside.projects.models import Project


def doors_of(community: Community, connector: Connector | None = None) -> QuerySet[Door]:
    """All its doors, newest first; of one connector those that they made."""
    rows = Door.objects.filter(community=community).select_related("invitation", "connector__person")
    return rows if connector is None else rows.filter(connector=connector)


def open_doors(community: Community, connector: Connector | None = None) -> QuerySet[Door]:
    """Those that nobody closed and whose day has not passed, used up or not: one that goes would tell of its use."""
    rows = doors_of(community, connector).filter(invitation__ended_at=None)
    return rows.filter(invitation__ends_at__gt=timezone.now())


def live_doors(community: Community, connector: Connector | None = None) -> QuerySet[Door]:
    """Those that can still be used."""
    return open_doors(community, connector).filter(invitation__uses_left__gt=0)


def came_through(rows: QuerySet[Door]) -> int:
    """How many uses were taken. For `roughly`: the number itself is told to nobody."""
    return int(rows.order_by().aggregate(n=Sum(F("uses") - F("invitation__uses_left")))["n"] or 0)


def came_to(project: Project) -> dict[int, int]:
    """For `roughly`: how many came through the doors of each community, in one query."""
    rows = Door.objects.filter(community__project=project).order_by().values_list("community_id")
    return dict(rows.annotate(n=Sum(F("uses") - F("invitation__uses_left"))))


def roughly(count: int, *, may_know_few: bool) -> str:
    """The number as it may be told: fives from below; fewer only as "a few", and only to those who may know that."""
    if count >= MANY_ENOUGH:
        return _("At least %(n)d") % {"n": count - count % MANY_ENOUGH}
    if not may_know_few:
        return ""
    return _("A few") if count else _("Nobody yet")


def words_for(community: Community, project: Project) -> PaperWords:
    """What its papers say: what was written, or words to begin with (not saved)."""
    return PaperWords.objects.filter(community=community).first() or first_words(community, project)
