"""Receipts as people read them, and the voices that have none yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.decisions.models import Decision
from alongside.easy.models import News
from alongside.easy.reading import ANYBODY, Reader, readers_of
from alongside.ethics.models import Kind, Permission
from alongside.ethics.queries import live_now, permits_of
from alongside.impact.models import Change, Receipt
from alongside.people.models import Person
from alongside.projects.models import Project, Promise
from alongside.projects.queries import promise_on
from alongside.voices.models import Voice
from alongside.voices.queries import totals_of, voices_of

ANSWERS = {
    Decision.Outcome.ADOPTED: gettext_lazy("This was taken up, because"),
    Decision.Outcome.PARTLY: gettext_lazy("This was taken up in part, because"),
    Decision.Outcome.NOT_NOW: gettext_lazy("This was not taken up for now, because"),
    Decision.Outcome.NO: gettext_lazy("This was not taken up, because"),
}


@dataclass(frozen=True)
class ReceiptShown:
    """The answer to one voice, ready to read: what was said, where it went, what was decided and what changed."""

    id: int
    project: Project
    voice_id: int
    said: str
    said_at: datetime
    is_taken_back: bool
    theme: str
    passage: str
    passage_id: int | None
    decision: Decision
    outcome: str
    answer: str
    side_name: str
    changes: list[Change]
    decided_again: Decision | None
    look_backs: tuple[date, date]
    issued_at: datetime

    @property
    def pk(self) -> int:
        return self.id


def by_decision(receipts: Iterable[ReceiptShown]) -> list[list[ReceiptShown]]:
    """The receipts of each decision together, in the order in which each decision first comes: it is told once."""
    found: dict[int, list[ReceiptShown]] = {}
    for one in receipts:
        found.setdefault(one.decision.pk, []).append(one)
    return list(found.values())


def receipts_of_person(person: Person) -> QuerySet[Receipt]:
    """Every receipt of the person's voices, the newest day of decision first."""
    return _newest_first(Receipt.objects.filter(voice__person=person))


def _newest_first(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    rows = rows.select_related("voice", "decision__project", "theme", "version")
    return rows.order_by("-decision__decided_on", "-id")


def answers_to(voices: Iterable[Voice]) -> dict[int, list[ReceiptShown]]:
    """Every answer to each of these voices by its id, newest day first; as `show_receipts`, for the speaker."""
    found: dict[int, list[ReceiptShown]] = {voice.pk: [] for voice in voices}
    rows = Receipt.objects.filter(voice__in=list(found), voice__taken_back_at__isnull=True)
    for one in show_receipts(_newest_first(rows)):
        found[one.voice_id].append(one)
    return found


def show_receipts(receipts: Iterable[Receipt]) -> list[ReceiptShown]:
    """For the person whose words they are. Three queries more, however many receipts."""
    rows = list(receipts)
    decisions = {row.decision_id for row in rows}
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in Change.objects.filter(decision__in=decisions).order_by("seen_on", "id"):
        changes[change.decision_id].append(change)
    later = {one.replaces_id: one for one in Decision.objects.filter(replaces__in=decisions).order_by("id")}
    promises: dict[int, list[Promise]] = defaultdict(list)
    projects = {row.decision.project_id for row in rows}
    for promise in Promise.objects.filter(project__in=projects).order_by("-number"):
        promises[promise.project_id].append(promise)
    return [_shown(row, changes, later, promises[row.decision.project_id]) for row in rows]


def _shown(
    row: Receipt, changes: dict[int, list[Change]], later: "dict[int | None, Decision]", promises: list[Promise]
) -> ReceiptShown:
    decision, voice = row.decision, row.voice
    promise = promise_on(promises, decision.decided_on) or Promise()
    return ReceiptShown(
        id=row.pk,
        project=decision.project,
        voice_id=voice.pk,
        said=voice.words,
        said_at=voice.said_at,
        is_taken_back=voice.taken_back_at is not None,
        theme=row.theme.title if row.theme else "",
        passage=(row.version.heading or _("A passage without a heading")) if row.version else "",
        passage_id=row.version.passage_id if row.version else None,
        decision=decision,
        outcome=decision.get_outcome_display(),
        answer=str(ANSWERS[Decision.Outcome(decision.outcome)]),
        side_name=decision.project.side_name(decision.side),
        changes=changes[decision.pk],
        decided_again=later.get(decision.pk),
        look_backs=look_back_days(decision, promise),
        issued_at=row.issued_at,
    )


def look_back_days(decision: Decision, promise: Promise) -> tuple[date, date]:
    """When we promised to look at what really changed."""
    first, second = timedelta(days=promise.first_look_days), timedelta(days=promise.second_look_days)
    return decision.decided_on + first, decision.decided_on + second


def owed_voices(project: Project) -> QuerySet[Voice]:
    """Standing voices without any receipt. The oldest is the one said first, not the one typed in first."""
    answered = Receipt.objects.filter(voice=OuterRef("pk"))
    return voices_of(project).filter(~Exists(answered), taken_back_at__isnull=True).order_by("id")


def letter_receipts(project: Project) -> QuerySet[Receipt]:
    """Receipts to print: of people who like paper, who have no email or whose email did not take them.

    Only while their words stand; not of those who said no to letters, nor of those who like to be rung instead.
    """
    on_paper = Q(voice__person__email="") | Q(email_failed_at__isnull=False)
    on_paper |= Q(voice__person__reading__news=News.PAPER)
    rows = _not_told(project).filter(on_paper).exclude(pk__in=call_receipts(project).values("pk"))
    return rows.exclude(voice__person__in=_who_refused(project, Kind.POST))


def call_receipts(project: Project) -> QuerySet[Receipt]:
    """Receipts of people who like to be rung, and did not say no to calls."""
    rows = _not_told(project).filter(voice__person__reading__news=News.PHONE)
    return rows.exclude(voice__person__in=_who_refused(project, Kind.PHONE))


def _not_told(project: Project) -> QuerySet[Receipt]:
    """Receipts of standing words that nobody has printed, or told on the phone."""
    rows = Receipt.objects.filter(decision__project=project, printed_at__isnull=True, voice__person__isnull=False)
    return rows.filter(voice__taken_back_at__isnull=True)


def _who_refused(project: Project, kind: Kind) -> QuerySet[Permission, Any]:
    """People who answered, and it is not a standing yes (`Permits.is_refused`, in SQL)."""
    answered = Permission.objects.filter(project=project, kind=kind, until=None).exclude(state="requested")
    return answered.exclude(live_now()).values("person_id")


def changes_of(project: Project) -> QuerySet[Change]:
    """What became different in the project, with decision and who noted it."""
    return Change.objects.filter(decision__project=project).select_related("decision", "noted_by")


@dataclass(frozen=True)
class AnsweredTotals:
    voices: int
    answered: int
    waiting: int
    taken_back: int


def answered_totals(project: Project) -> AnsweredTotals:
    """How many voices stand, how many of them were answered, how many wait; and how many were taken back."""
    totals = totals_of(project)
    standing = totals.voices - totals.taken_back
    waiting = owed_voices(project).order_by().count()
    return AnsweredTotals(standing, standing - waiting, waiting, totals.taken_back)


def emails_wanted(decision: Decision) -> list[int]:
    """People who wish this decision's answers by email and have not had them. A no to email wins over the wish.

    Who likes news on paper or by phone gets a letter or a call instead.
    """
    wish = Q(voice__person__receipt_wish__by_email=True) | Q(voice__person__reading__news=News.EMAIL)
    rows = Receipt.objects.filter(wish, decision=decision, emailed_at__isnull=True, voice__taken_back_at__isnull=True)
    rows = rows.exclude(voice__person__email="").order_by()
    rows = rows.exclude(voice__person__reading__news__in=[News.PAPER, News.PHONE])
    people = list(rows.values_list("voice__person_id", flat=True).distinct())
    permits, project = permits_of([decision.project_id], people), decision.project_id
    return [person for person in people if not permits.is_refused(Kind.EMAIL.value, project, person)]


@dataclass(frozen=True)
class Letter:
    person: Person
    receipts: list[ReceiptShown]
    reader: Reader

    def answers(self) -> list[list[ReceiptShown]]:
        return by_decision(self.receipts)


def letter_batch(rows: QuerySet[Receipt], people: list[Person]) -> list[Letter]:
    """One letter for each of these people, with all of their receipts among `rows`, and how they like to read."""
    rows = rows.filter(voice__person__in=people)
    found: dict[int | None, list[ReceiptShown]] = defaultdict(list)
    receipts = list(rows.select_related("voice", "decision__project", "theme", "version").order_by("id"))
    for row, shown in zip(receipts, show_receipts(receipts), strict=True):
        found[row.voice.person_id].append(shown)
    readers = readers_of(person.pk for person in people)
    return [Letter(person, found[person.pk], readers.get(person.pk, ANYBODY)) for person in people if found[person.pk]]
