"""Numbers about needs and what became of them. For hosts only where they tell of nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from alongside.gatherings.models import Gathering
from alongside.needs.models import Answer, Share
from alongside.needs.rules import MANY_ENOUGH
from alongside.projects.models import Project

WORST_FIRST = ("not_met", "partly", "unconfirmed", "met")


@dataclass(frozen=True)
class Figures:
    """Of one gathering or a whole project. People for each gathering: asked, answered, nothing, sharing.

    Needs: shared, and of those whose day is over met, partly, not met, unconfirmed. `by_host`: told to a host.
    Never shown as they are: see `protected`.
    """

    asked: int
    answered: int
    nothing: int
    sharing: int
    shared: int
    met: int
    partly: int
    not_met: int
    unconfirmed: int
    by_host: int
    people: dict[str, int]  # for each gathering once, by the worst they said: not_met, partly, unconfirmed, met


def _figures(answers: QuerySet[Answer], shares: QuerySet[Share], today: date) -> Figures:
    stood = shares.filter(Q(ended_at=None) | Q(ended_at__date__gt=F("gathering__on")))
    over = Q(gathering__on__lt=today)
    said = Q(confirmed_at__isnull=False)
    outcomes = {name.value: Count("pk", filter=said & Q(outcome=name)) for name in Share.Outcome}
    told = stood.order_by().aggregate(
        **outcomes,
        shared=Count("pk"),
        unconfirmed=Count("pk", filter=over & ~said),
        by_host=Count("pk", filter=said & ~Q(told="")),
    )
    done = Q(answered_at__isnull=False)
    people = answers.order_by().aggregate(
        asked=Count("pk", filter=Q(asked_at__isnull=False)),
        answered=Count("pk", filter=done),
        nothing=Count("pk", filter=done & Q(is_nothing=True)),
    )
    sharing = stood.order_by().values("gathering", "person").distinct().count()
    return Figures(sharing=sharing, people=_people(stood.filter(over)), **people, **told)


def _people(shares: QuerySet[Share]) -> dict[str, int]:
    """Each person of each gathering once, under the worst that they said."""
    worst: dict[tuple[int, int], str] = {}
    rows = shares.order_by().values_list("gathering_id", "person_id", "outcome", "confirmed_at")
    for gathering, person, outcome, at in rows:
        said, known = (outcome if at else "unconfirmed"), worst.get((gathering, person), "met")
        worst[gathering, person] = min(said, known, key=WORST_FIRST.index)
    return {name: list(worst.values()).count(name) for name in WORST_FIRST}


def figures_of(gathering: Gathering, today: date) -> Figures:
    return _figures(Answer.objects.filter(gathering=gathering), Share.objects.filter(gathering=gathering), today)


def needs_unmet(project: Project, today: date) -> Figures:
    """All gatherings of the project together: what a signal about access asks."""
    answers = Answer.objects.filter(gathering__project=project)
    return _figures(answers, Share.objects.filter(gathering__project=project), today)


def never_asked(project: Project, today: date) -> int:
    """Gatherings that have been and for which nobody was asked or answered."""
    return Gathering.objects.filter(project=project, on__lt=today, access_answers=None).count()


def protected(cells: Mapping[str, int]) -> dict[str, int | None]:
    """Parts of one whole, with None where a number is under five.

    A part that alone is hidden comes out as the rest of the whole; then the smallest other one is hidden too.
    """
    hidden = {name for name, number in cells.items() if 0 < number < MANY_ENOUGH}
    if len(hidden) == 1:
        others = [name for name, number in cells.items() if number >= MANY_ENOUGH]
        hidden |= {min(others, key=lambda name: cells[name])} if others else set()
    return {name: None if name in hidden else number for name, number in cells.items()}


@dataclass(frozen=True)
class Shown:
    """What hosts see of the figures. None: too few to show."""

    asked: int
    answered: int
    answers: dict[str, int | None]
    outcomes: dict[str, int | None]


def shown(figures: Figures) -> Shown | None:
    """For hosts: None while fewer than five people answered."""
    if figures.answered < MANY_ENOUGH:
        return None
    answers = protected({"sharing": figures.sharing, "nothing": figures.nothing})
    enough = sum(figures.people.values()) >= MANY_ENOUGH and answers["sharing"] is not None
    return Shown(figures.asked, figures.answered, answers, protected(figures.people) if enough else {})
