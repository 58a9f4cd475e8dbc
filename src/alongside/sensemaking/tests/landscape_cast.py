"""People who answer statements, for the tests of landscapes: two camps that agree on some things."""

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside.gatherings.models import Activity, Gathering, Kind, Room, Seat
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.room.models import Item, Live, Mark
from alongside.voices.models import Stance, Statement, Voice


def make_statements(project: Project, count: int) -> list[Statement]:
    voices = [Voice.objects.create(project=project, words=f"Statement number {n} of them.") for n in range(count)]
    return [Statement.objects.create(voice=voice) for voice in voices]


def make_people(project: Project, count: int, name: str = "one") -> list[Person]:
    made = [Person.objects.create(nickname=f"{name} {n}", handle=f"{name}-{project.pk}-{n}") for n in range(count)]
    Membership.objects.bulk_create(Membership(project=project, person=one, side="community") for one in made)
    return made


def answer(people: Iterable[Person], statements: list[Statement], values: Iterable[int]) -> None:
    pairs = list(zip(statements, values, strict=True))
    Stance.objects.bulk_create(
        Stance(statement=statement, person=person, value=value) for person in people for statement, value in pairs
    )


def two_camps(project: Project, size: int = 14, name: str = "one") -> tuple[list[Statement], list[Person]]:
    """Twelve statements: 0 to 3 everybody agrees with; on the others the first half says yes and the second no.

    With a little noise that is always the same.
    """
    statements, people, dice = make_statements(project, 12), make_people(project, 2 * size, name), random.Random(7)
    rows = []
    for at, person in enumerate(people):
        side = 1 if at < size else -1
        for number, statement in enumerate(statements):
            value = 1 if number < 4 else side
            rows.append(Stance(statement=statement, person=person, value=0 if dice.random() < 0.12 else value))
    Stance.objects.bulk_create(rows)
    return statements, people


def at_random(project: Project, people: int = 40, statements: int = 12) -> list[Statement]:
    """Everybody answers as a coin falls: no groups that hold."""
    made, dice = make_statements(project, statements), random.Random(3)
    for person in make_people(project, people):
        answer([person], made, [dice.choice((1, -1, 0)) for _ in made])
    return made


def a_room(project: Project, statements: list[Statement]) -> tuple[Room, Activity]:
    """A room in which these statements are being answered."""
    gathering = Gathering.objects.create(project=project, title="Tea", on=timezone.localdate())
    room = Room.objects.create(gathering=gathering, code="ABCDEF")
    activity = Activity.objects.create(gathering=gathering, title="Say", kind=Kind.STATEMENTS)
    for number, statement in enumerate(statements, 1):
        Item.objects.create(activity=activity, voice=statement.voice, number=number)
    Live.objects.create(activity=activity, room=room, shown_at=timezone.now())
    return room, activity


def put(activity: Activity, seat: Seat, slot: int, value: str, **more: Any) -> Mark:
    late = {"at": timezone.now() + timedelta(seconds=1)} | more
    return Mark.objects.create(activity=activity, seat=seat, slot=slot, value=value, n=1, **late)
