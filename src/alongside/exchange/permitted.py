"""What people allow, as an archive tells it: the same of everybody, so that nothing in it differs by who is young.

A parent's answer stays here. Where both are asked and the parent has not said yes, the person's own yes goes out as a
no, as anybody's no looks: brought in elsewhere, nothing is shown that is not shown here. All answers go out with their
day alone, since a no at the moment in which somebody said yes to the rest would look like nobody else's. A parent's
yes that ends sooner is not told. Young people are told the same in easier words; the archive has the ordinary ones.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from alongside.ethics.models import LIVE, Acting, How, Notice, Permission, State, Young
from alongside.ethics.permits import is_live
from alongside.projects.models import Project


def easy_notices(project: Project) -> QuerySet[Notice]:
    """What only people who are or were young here were told, when they answered themselves."""
    own = {"person__in": Young.objects.filter(project=project).values("person"), "acting": Acting.SELF}
    told = Permission.objects.filter(project=project, notice=OuterRef("pk"))
    answered = told.filter(is_second=False, **own)
    return Notice.objects.filter(Exists(answered), ~Exists(told.exclude(is_second=False, **own)), project=project)


class Permitted:
    """Read once for an archive, in four queries."""

    def __init__(self, project: Project) -> None:
        self.without_both: set[tuple[int, str]] = set()
        self.notices = _ordinary(project)
        self.numbers: dict[str, int] = {}
        today = timezone.localdate()
        for row in Permission.objects.filter(project=project, until=None, is_second=True):
            key = (row.person_id, row.kind)
            if not is_live(row, today):
                self.without_both.add(key)

    def permission(self, cell: dict[str, Any]) -> dict[str, Any]:
        """The cells of a person's own answer, as they go out."""
        cell["notice"] = self.notices.get(cell["notice"], cell["notice"])
        cell |= {"at": _day(cell["at"]), "until": _day(cell["until"])}
        is_yes_now = cell["until"] is None and cell["state"] in LIVE
        if not is_yes_now or (cell["person"], cell["kind"]) not in self.without_both:
            return cell
        no = State.WITHDRAWN if cell["state"] == State.REAFFIRMED else State.REFUSED  # after a yes; or at once
        how = How.SCREEN.value if cell["how"] in {How.SAYING, How.IMPORT} else cell["how"]
        return cell | {"state": no.value, "how": how, "ends_on": None}

    def notice(self, cell: dict[str, Any]) -> dict[str, Any]:
        """Numbered without gaps: one would tell that there was a notice in easier words."""
        self.numbers[cell["kind"]] = number = self.numbers.get(cell["kind"], 0) + 1
        return cell | {"number": number}


def _day(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _ordinary(project: Project) -> dict[int, int | None]:
    """Notice in easier words -> the ordinary one of its kind that comes nearest to it; None where there is none."""
    easy = list(easy_notices(project).defer("words"))
    rest = list(Notice.objects.filter(project=project).exclude(pk__in=[one.pk for one in easy]).defer("words"))

    def nearness(one: Notice, to: Notice) -> tuple[bool, bool, int]:
        return one.language == to.language, one.number < to.number, -abs(one.number - to.number)

    found: dict[int, int | None] = {}
    for one in easy:
        same = [(nearness(other, one), other.pk) for other in rest if other.kind == one.kind]
        found[one.pk] = max(same)[1] if same else None
    return found
