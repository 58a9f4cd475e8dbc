"""What a person sees of their own needs: what they wrote, with whom it is shared, and who read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from alongside.gatherings.models import Gathering
from alongside.needs.models import Answer, Need, Reading, Share, ToDo
from alongside.needs.queries.words import Opened, all_opened, words_of
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.rules import HOSTS

MOST = 30  # needs of one person


def needs_of(person: Person) -> list[Opened]:
    """What the person needs, as they wrote it, in the order in which they did."""
    return all_opened(Need.objects.filter(person=person).select_related("typed_by"))


def live_shares_of(person: Person) -> QuerySet[Share]:
    """What the person shares now, latest gathering first."""
    rows = Share.objects.filter(person=person, ended_at=None, need__isnull=False)
    return rows.select_related("need", "gathering__project", "with_host").order_by("-gathering__on", "shared_at", "id")


def shares_in(person: Person, gathering: Gathering) -> QuerySet[Share]:
    return live_shares_of(person).filter(gathering=gathering).order_by("shared_at", "id")


@dataclass(frozen=True)
class MyShare:
    """A share as its person sees it, with what hosts say cannot be done, and why."""

    share: Share
    words: str
    refusals: list[str]


def show_shares(shares: Iterable[Share]) -> list[MyShare]:
    rows = list(shares)
    refused = ToDo.objects.filter(share__in=rows, state=ToDo.State.CANNOT).order_by("made_at")
    reasons: dict[object, list[str]] = {}
    for to_do in refused:
        reasons.setdefault(to_do.share_id, []).append(words_of(to_do, "reason"))
    return [MyShare(row, words_of(row.need) if row.need else "", reasons.get(row.pk, [])) for row in rows]


def readings_of(person: Person) -> QuerySet[Reading]:
    """Who read what the person shared, newest first."""
    return Reading.objects.filter(person=person).select_related("reader", "gathering__project", "need")


def answer_of(person: Person, gathering: Gathering) -> Answer | None:
    return Answer.objects.filter(person=person, gathering=gathering).first()


def hosts_of(project: Project) -> list[Membership]:
    """Those who host now, hosts and co-hosts, as members with their person."""
    rows = Membership.objects.filter(project=project, left_at=None, roles__name__in=HOSTS)
    return list(rows.select_related("person").distinct().order_by("joined_at", "id"))


def host_name(member: Membership) -> str:
    """A host as they chose to be shown here; their nickname where that says nothing."""
    return member.person.named(member.naming) or member.person.nickname


def last_shared(person: Person, gathering: Gathering) -> tuple[set[str], int | None]:
    """What the person shared the last time in this project, and with whom: nobody is asked twice."""
    earlier = Share.objects.filter(person=person, gathering__project_id=gathering.project_id, need__isnull=False)
    rows = list(earlier.exclude(gathering=gathering).order_by("-gathering__on", "-gathering_id")[:MOST])
    latest = [row for row in rows if row.gathering_id == rows[0].gathering_id and row.ended_at is None]
    return {str(row.need_id) for row in latest}, latest[0].with_host_id if latest else None


def to_confirm(person: Person, today: date) -> QuerySet[Share]:
    """What was shared for gatherings that have been, and of which the person has not yet said how it was."""
    rows = live_shares_of(person).filter(gathering__on__lt=today, confirmed_at=None)
    return rows.filter(gathering__project__ended_on=None)


def gatherings_to_tell(person: Person, today: date) -> QuerySet[Gathering]:
    """Gatherings to come in the person's projects, soonest first, but those they are asked about (`asked_now`)."""
    here = Membership.objects.filter(person=person, left_at=None, project__ended_on=None).values("project_id")
    asked = asked_now(person, today).values("gathering_id")
    rows = Gathering.objects.filter(project__in=here, on__gte=today).exclude(pk__in=asked)
    return rows.select_related("project").order_by("on", "pk")


def asked_now(person: Person, today: date) -> QuerySet[Answer]:
    """Gatherings to come for which a host asked this person, who has not answered."""
    rows = Answer.objects.filter(person=person, asked_at__isnull=False, answered_at=None, gathering__on__gte=today)
    here = Membership.objects.filter(person=person, left_at=None).values("project_id")
    rows = rows.filter(gathering__project__in=here, gathering__project__ended_on=None)
    return rows.select_related("gathering__project").order_by("gathering__on", "pk")
