"""The gate: which words others do not read now. Whoever shows words asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.moderation.models import SetAside, What
from alongside.projects.models import Project


@dataclass(frozen=True)
class Marker:
    """What stands in the place of words that were set aside."""

    aside_id: int
    rule: str
    reason: str
    side: str
    at: datetime

    @property
    def told(self) -> str:
        """On one line, for exports and drawings."""
        facts = {"rule": self.rule, "reason": self.reason}
        return _("Set aside by the hosts. Rule: %(rule)s Reason: %(reason)s") % facts


Markers = dict[int, Marker]  # by the number of the words


def set_aside_now(what: str, project: Project | None = None) -> "QuerySet[SetAside, int]":
    """Numbers of the words that are set aside now, for a query of the room whose words they are."""
    rows = SetAside.objects.standing().filter(what=what)
    rows = rows.filter(project=project) if project is not None else rows
    return rows.values_list("subject_id", flat=True)


def markers_of(what: str, ids: Iterable[int]) -> Markers:
    """The markers of those among these that are set aside now. One query, none for no words."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = SetAside.objects.standing().filter(what=what, subject_id__in=wanted)
    return {row.subject_id: marker_of(row) for row in rows}


def marker_of(row: SetAside) -> Marker:
    return Marker(row.pk, row.rule, row.reason, row.side, row.at)


def asides_of(project: Project) -> "QuerySet[SetAside]":
    """Everything that was ever set aside here, newest first."""
    return SetAside.objects.filter(project=project).select_related("appeal").order_by("-id")


def asides_about(what: str, pk: int) -> "QuerySet[SetAside]":
    """What was ever done about these words, newest first."""
    return SetAside.objects.filter(what=what, subject_id=pk).select_related("appeal", "project").order_by("-id")


def asides_of_person(person: Any) -> "QuerySet[SetAside]":
    """This person's words that were set aside, newest first."""
    return SetAside.objects.filter(person=person).select_related("appeal", "project").order_by("-id")


def standing_aside(what: str, pk: int) -> SetAside | None:
    return SetAside.objects.standing().filter(what=what, subject_id=pk).select_related("project").first()


def came_back(what: str, pk: int) -> bool:
    """Somebody looked at these words and let them come back: a host, or on appeal. Not: nobody agreed in time."""
    last = SetAside.objects.filter(what=what, subject_id=pk).order_by("-id").first()
    return last is not None and last.ended_how in {SetAside.Ended.APPEAL, SetAside.Ended.HOST}


def kind_words(what: str) -> str:
    """What kind of words, in words."""
    return str(What(what).label)
