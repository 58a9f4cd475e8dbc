"""One big project, made in bulk and the same for the same seed. For measuring, not for reading."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db import transaction

from alongside.decisions.models import Citation, Decision, DecisionSubject, Draft, Passage, PassageVersion
from alongside.ethics.actions import allow_brought_in
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Promise, Role, RoleName, Side
from alongside.sensemaking.models import Placement, Theme
from alongside.voices.models import Voice

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
OF_READER = 40
WORDS = [
    "the", "bus", "stop", "bench", "light", "street", "garden", "school", "kitchen", "damp", "window",
    "letter", "phone", "answer", "waiting", "room", "nurse", "doctor", "work", "money", "help", "friend",
    "night", "morning", "winter", "safe", "quiet", "open", "far", "near", "late", "early", "never", "always",
    "sometimes",
]  # fmt: skip


def _people(project: Project, count: int, rng: random.Random) -> list[int]:
    made = [Person(nickname=f"Person {n}", handle=f"big{rng.getrandbits(64):016x}") for n in range(count - 1)]
    made.append(Person(nickname="Reader", handle=f"big{rng.getrandbits(64):016x}"))
    for person in made:
        person.set_unusable_password()
    Person.objects.bulk_create(made, batch_size=1000)
    Membership.objects.bulk_create(
        (Membership(project=project, person=person, side=Side.COMMUNITY, naming="first") for person in made),
        batch_size=1000,
    )
    allow_brought_in(project, [person.pk for person in made])
    host = Membership.objects.get(project=project, person=made[-1])
    Role.objects.create(membership=host, name=RoleName.HOST)
    return [person.pk for person in made]


def _voices(project: Project, count: int, people: list[int], rng: random.Random) -> list[int]:
    mine = set(range(0, count, max(1, count // OF_READER))[:OF_READER])
    others = people[:-1] or people

    def rows() -> Iterator[Voice]:
        for n in range(count):
            yield Voice(
                project=project,
                person_id=people[-1] if n in mine else rng.choice(others),
                words=f"{n}: " + " ".join(rng.choices(WORDS, k=rng.randint(6, 40))),
                said_at=START + timedelta(minutes=n),
                source=Voice.Source.IMPORT,
            )

    keys: list[int] = []
    walker = rows()
    while batch := list(islice(walker, 5000)):
        keys += [voice.pk for voice in Voice.objects.bulk_create(batch, batch_size=1000)]
    return keys


def _themes(project: Project, count: int, voices: list[int], host: int, rng: random.Random) -> list[int]:
    made = Theme.objects.bulk_create(
        (Theme(project=project, title=f"Theme {n} {rng.choice(WORDS)}", order=n) for n in range(count)),
        batch_size=1000,
    )
    keys = [theme.pk for theme in made]
    placed = (v for v in voices if rng.random() < 0.9)
    Placement.objects.bulk_create(
        (Placement(voice_id=voice, theme_id=rng.choice(keys), placed_by_id=host, placed_at=START) for voice in placed),
        batch_size=1000,
    )
    return keys


def _draft(project: Project, themes: list[int], voices: list[int], rng: random.Random) -> list[int]:
    draft = Draft.objects.create(project=project, title="The plan")
    passages = Passage.objects.bulk_create(Passage(draft=draft, order=n) for n in range(200))
    versions = PassageVersion.objects.bulk_create(
        PassageVersion(
            passage=passage, number=number, heading=f"Part {n}", text=" ".join(rng.choices(WORDS, k=60)), at=START
        )
        for n, passage in enumerate(passages)
        for number in (1, 2)
    )
    citations = []
    for version in versions:
        chosen = rng.sample(themes, min(2, len(themes)))
        citations += [Citation(version=version, theme_id=theme) for theme in chosen]
        citations += [Citation(version=version, voice_id=v) for v in rng.sample(voices, min(3, len(voices)))]
    Citation.objects.bulk_create(citations, batch_size=1000)
    return [version.pk for version in versions]


def _decisions(project: Project, count: int, themes: list[int], versions: list[int], rng: random.Random) -> None:
    outcomes = Decision.Outcome.values
    made = Decision.objects.bulk_create(
        (
            Decision(
                project=project,
                title=f"Decision {n}",
                outcome=outcomes[n % len(outcomes)],
                reason="We can pay for it this year.",
                decided_by="The board",
                side=Side.STAFF,
                community_part=Decision.CommunityPart.DECIDED,
                decided_on=date(2026, 1, 1) + timedelta(days=n % 180),
            )
            for n in range(count)
        ),
        batch_size=1000,
    )
    subjects = [DecisionSubject(decision=one, theme_id=themes[n % len(themes)]) for n, one in enumerate(made)]
    subjects += [DecisionSubject(decision=one, version_id=rng.choice(versions)) for one in made[::5]]
    DecisionSubject.objects.bulk_create(subjects, batch_size=1000)


@transaction.atomic
def make_big_project(
    *, voices: int = 100_000, themes: int = 2_000, decisions: int = 1_000, people: int = 5_000, seed: int = 1
) -> Project:
    """The project "big": one person, Reader, hosts it and has 40 of the voices. No receipts are made."""
    rng = random.Random(seed)
    project = Project.objects.create(
        slug="big",
        title="A big project",
        question="What would make this place work for all of us?",
        community_side="People who live here",
        staff_side="The council",
        starts_on=START.date(),
    )
    Promise.objects.create(project=project, open="How we do it", fixed="The budget", who_decides="The board")
    person_keys = _people(project, people, rng)
    voice_keys = _voices(project, voices, person_keys, rng)
    theme_keys = _themes(project, themes, voice_keys, person_keys[-1], rng)
    versions = _draft(project, theme_keys, voice_keys, rng)
    _decisions(project, decisions, theme_keys, versions, rng)
    return project
