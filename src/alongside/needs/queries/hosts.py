"""What a host sees: only what was shared with them, what there is to do, and who has not answered yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.gatherings.models import Gathering
from alongside.needs.models import Answer, Reading, Share, ToDo
from alongside.needs.queries.words import words_of
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.queries import members_of
from alongside.projects.rules import is_host, may_host

DAYS_BEFORE = 7  # when a thing to do should be done, before the gathering


def _readable(host: Any, project: Project) -> QuerySet[Share]:
    """Live shares of people who take part now, chosen for this host; none for those who do not host."""
    if not is_host(host, project):
        return Share.objects.none()
    here = Membership.objects.filter(project=project, left_at=None).values("person_id")
    rows = Share.objects.filter(gathering__project=project, ended_at=None, need__isnull=False, person__in=here)
    return rows.filter(Q(with_host=None) | Q(with_host=host))


def shares_for(host: Any, gathering: Gathering) -> QuerySet[Share]:
    """What people shared with this host for one gathering."""
    rows = _readable(host, gathering.project).filter(gathering=gathering)
    return rows.select_related("need", "person", "gathering__project").order_by("shared_at", "id")


def new_shares(host: Any, project: Project, today: date) -> QuerySet[Share]:
    """Shared with this host for gatherings to come, and not read since it was written."""
    read = Reading.objects.filter(need=OuterRef("need"), gathering=OuterRef("gathering"), reader=host)
    rows = _readable(host, project).filter(gathering__on__gte=today)
    return rows.exclude(Exists(read.filter(at__gte=OuterRef("need__changed_at"))))


@dataclass(frozen=True)
class Sharing:
    """One person who shared something with this host, and the answer that leads to it."""

    person: Person
    answer_id: int
    is_new: bool


def people_sharing(host: Any, gathering: Gathering, today: date) -> list[Sharing]:
    """Each person once, with a page to open. No words: opening is noted."""
    shares = list(shares_for(host, gathering))
    new = set(new_shares(host, gathering.project, today).filter(gathering=gathering).values_list("pk", flat=True))
    fresh = {share.person_id for share in shares if share.pk in new}
    people = {share.person_id: share.person for share in shares}
    rows = Answer.objects.filter(gathering=gathering, person__in=people).values_list("person_id", "pk")
    answers = dict(rows)
    return [Sharing(p, answers[pk], pk in fresh) for pk, p in people.items() if pk in answers]


@dataclass(frozen=True)
class ShownToDo:
    row: ToDo
    words: str
    reason: str
    is_late: bool
    answer_id: int | None  # the person's page, for those who may read it


def to_dos_of(gathering: Gathering) -> QuerySet[ToDo]:
    return ToDo.objects.filter(gathering=gathering).select_related("owner", "share", "gathering__project")


def _visible(host: Any, project: Project, rows: QuerySet[ToDo]) -> QuerySet[ToDo]:
    """What is for everybody, what is shared no longer (it has no words), and what was shared with this host."""
    if not may_host(host, project):
        return rows.none()
    return rows.filter(Q(share=None) | Q(share__in=_readable(host, project)))


def show_to_dos(host: Any, gathering: Gathering, today: date) -> list[ShownToDo]:
    """What this host may see of the things to do, open ones first, then by date."""
    rows = list(_visible(host, gathering.project, to_dos_of(gathering)))
    people = {row.share.person_id for row in rows if row.share}
    answers = dict(Answer.objects.filter(gathering=gathering, person__in=people).values_list("person_id", "pk"))
    shown = [
        ShownToDo(
            row,
            words_of(row),
            words_of(row, "reason"),
            row.state == ToDo.State.OPEN and row.due_on < today,
            answers.get(row.share.person_id) if row.share else None,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda one: one.row.state != ToDo.State.OPEN)


def due_for(gathering: Gathering, today: date) -> date:
    """When a new thing to do should be done: a week before the gathering, or today where that has gone by."""
    return max(gathering.on - timedelta(days=DAYS_BEFORE), today)


def open_to_dos(host: Any, project: Project) -> list[ToDo]:
    """Those that this host may see and that nobody has done, of all gatherings."""
    rows = ToDo.objects.filter(gathering__project=project, state=ToDo.State.OPEN)
    rows = rows.select_related("gathering").order_by("gathering__on", "due_on")
    return list(_visible(host, project, rows))


def not_answered(gathering: Gathering) -> QuerySet[Membership]:
    """Members who have not said what they need for this gathering, nor that they need nothing."""
    answered = Answer.objects.filter(gathering=gathering, answered_at__isnull=False, person=OuterRef("person"))
    return members_of(gathering.project).exclude(Exists(answered))


def only_by_paper(gathering: Gathering) -> QuerySet[Membership]:
    """Of these, those who have no email: a slip of paper reaches them."""
    return not_answered(gathering).filter(person__email="")


def not_asked_soon(project: Project, today: date, within: int) -> list[Gathering]:
    """Gatherings of the next days for which nobody was asked and nobody answered."""
    rows = Gathering.objects.filter(project=project, on__gte=today, on__lte=today + timedelta(days=within))
    return list(rows.filter(access_answers=None).order_by("on", "id"))
