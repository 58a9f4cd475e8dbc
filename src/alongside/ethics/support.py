"""Who answers for whom, as the person, the supporter and the hosts see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import BY_LAW, Acting, OnPaper, Supporter, SupportNote, TakingBack
from alongside.ethics.rules import supports_now
from alongside.kit.sealed import SealedBroken, unseal
from alongside.people.models import Person
from alongside.projects.models import Membership, Project

WARN = timedelta(days=30)


def supporters_of(place: Membership) -> QuerySet[Supporter]:
    """Who may answer for the person in this project, is asked about, or was paused."""
    rows = Supporter.objects.filter(project=place.project_id, person=place.person_id, ended_at=None)
    return rows.select_related("supporter", "made_by", "agreed_by").order_by("id")


def supporters_in(project: Project) -> QuerySet[Supporter]:
    """All of the project's, for hosts; what needs a host comes first."""
    rows = Supporter.objects.filter(project=project, ended_at=None).select_related("person", "supporter", "agreed_by")
    return rows.order_by("-paused_at", "ends_on", "id")


@dataclass(frozen=True)
class Note:
    """Opened words about who answers."""

    kind: str
    label: str
    words: str
    by: str
    at: Any


@dataclass(frozen=True)
class SupporterShown:
    """One who answers: how it stands, and what was written about it."""

    row: Supporter
    standing: str
    ends_soon: bool
    notes: list[Note] = field(default_factory=list)


def shown(rows: Iterable[Supporter], reader: Person) -> list[SupporterShown]:
    """With their notes, opened: for the person, who answers, and the hosts. One query.

    What the person says against somebody is not for that one to read, host or not.
    """
    found = list(rows)
    about_reader = {row.pk for row in found if row.supporter_id == reader.pk}
    notes: dict[int, list[Note]] = {}
    kept = SupportNote.objects.filter(support__in=found).exclude(words=b"").select_related("by")
    for note in kept if found else ():
        if note.kind != SupportNote.Kind.OBJECTION or note.support_id not in about_reader:
            notes.setdefault(note.support_id, []).append(_opened(note))
    soon = timezone.localdate() + WARN
    return [
        SupporterShown(row, row.standing, bool(row.ends_on and row.ends_on <= soon), notes.get(row.pk, []))
        for row in found
    ]


def objections_of(project: Project, person: Person) -> QuerySet[SupportNote]:
    """What this person said against who answers for them and did not take back, also where a host wrote it down."""
    rows = SupportNote.objects.filter(support__project=project, support__person=person)
    return rows.filter(kind=SupportNote.Kind.OBJECTION).exclude(words=b"")


def is_close(reader: Person, place: Membership) -> bool:
    """The person, or a parent of theirs: a supporter does not read that somebody is young, or what a parent says."""
    if reader.pk == place.person_id:
        return True
    mine = Supporter.objects.filter(supports_now(), project=place.project_id, person=place.person_id, supporter=reader)
    return mine.filter(acting=Acting.PARENT).exists()


def only_they(person: Person) -> str:
    """What who answers for somebody reads where they may not say this no."""
    words = _("Only %(name)s can say no to this: on a page like this one, or to a host who writes it down.")
    return words % {"name": person.nickname}


def _opened(note: SupportNote) -> Note:
    try:
        words = unseal(note, "words")
    except SealedBroken:
        words = ""
    return Note(note.kind, str(SupportNote.Kind(note.kind).label), words, note.by.nickname if note.by else "", note.at)


def places_of(person: Person) -> QuerySet[Membership]:
    """The person's places in projects, those they left too, and those of people they may answer for."""
    helped = Supporter.objects.filter(
        supports_now(), supporter=person, project=OuterRef("project"), person=OuterRef("person")
    )
    rows = Membership.objects.filter(Q(person=person) | Exists(helped)).select_related("project", "person")
    return rows.order_by("left_at", "-joined_at", "-id")


def ran_out_for(helper: Person) -> QuerySet[Supporter]:
    """For whom I could answer until a day that is over, and nobody has ended it or asked anew."""
    rows = Supporter.objects.filter(supporter=helper, ended_at=None, paused_at=None, project__ended_on=None)
    rows = rows.filter(ends_on__lt=timezone.localdate())
    return rows.select_related("project", "person").order_by("-ends_on", "id")


def has_parent(rows: Iterable[SupporterShown]) -> bool:
    """Whether a parent among these may answer today."""
    return any(one.standing == "live" and one.row.acting == Acting.PARENT for one in rows)


def asked_about(person: Person) -> QuerySet[Supporter]:
    """Whether somebody may answer for me: what I have not said yes or no to, and what soon runs out."""
    soon = timezone.localdate() + WARN
    rows = Supporter.objects.filter(person=person, acting=Acting.SUPPORTER, ended_at=None, project__ended_on=None)
    return rows.filter(Q(agreed_at=None) | Q(ends_on__lte=soon)).select_related("project", "supporter").order_by("id")


def told_about(person: Person) -> QuerySet[Supporter]:
    """Who answers for me by law: I am told of it, in My space, in the first weeks."""
    rows = Supporter.objects.filter(person=person, acting__in=BY_LAW, ended_at=None, project__ended_on=None)
    rows = rows.filter(made_at__gte=timezone.now() - WARN)
    return rows.select_related("project", "supporter").order_by("id")


def to_settle(project: Project) -> QuerySet[Supporter]:
    """What hosts look at: the person objected, or a say in law is to be looked at again."""
    due = Q(acting__in=BY_LAW, ends_on__lte=timezone.localdate() + WARN)
    return Supporter.objects.filter(Q(paused_at__isnull=False) | due, project=project, ended_at=None)


def papers_of(project: Project) -> QuerySet[OnPaper]:
    """Paper that is out with words that were taken back."""
    return OnPaper.objects.filter(project=project).select_related("person", "owner")


def open_papers(project: Project) -> QuerySet[OnPaper]:
    return OnPaper.objects.filter(project=project, done_on=None)


def takings_of(place: Membership) -> QuerySet[TakingBack]:
    """The person's receipts of what was taken back, newest first."""
    return TakingBack.objects.filter(project=place.project_id, person=place.person_id).select_related("by")
