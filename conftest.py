"""The cast: the same named people in every test. The wrong person comes first."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import Client
from django.utils import translation

from alongside.ethics.actions import allow_brought_in
from alongside.ledger.tasks import deliver_waiting
from alongside.people.models import Person
from alongside.projects.models import Membership, Network, Project, Promise, Role, RoleName, Side
from alongside.voices.models import Voice

# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile(
    "alongside", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("alongside")
DATABASE = "alongside.sqlite3"
SOURCE = str(Path(__file__).parent / "src")


@dataclass
class Cast:
    """Who is who. `project` is theirs; `other` is Olga's, where none of them belongs."""

    project: Project
    other: Project
    amina: Person  # community member, has a card, no email
    bryn: Person  # community member, with email
    hana: Person  # host, staff side
    cole: Person  # co-host, community side
    dev: Person  # decision-maker, staff side
    tess: Person  # treasurer
    esi: Person  # evaluator
    sam: Person  # safeguarding lead
    olga: Person  # host of the other project, an outsider here
    ada: Person  # admin of the network


def join(
    project: Project, person: Person, side: str = Side.COMMUNITY, *roles: str, naming: str = "first"
) -> Membership:
    membership = Membership.objects.create(project=project, person=person, side=side, naming=naming)
    Role.objects.bulk_create(Role(membership=membership, name=name) for name in roles)
    return membership


def a_project(slug: str, title: str, **fields: Any) -> Project:
    project = Project.objects.create(
        slug=slug,
        title=title,
        question=fields.pop("question", "What would make this place work for all of us?"),
        community_side="People who live here",
        staff_side="The council",
        starts_on=date(2026, 1, 12),
        **fields,
    )
    Promise.objects.create(project=project, open="How we do it", fixed="The budget", who_decides="The board")
    return project


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database what asks no database is left out: it was asked on the first."""
    if not os.environ.get("ALONGSIDE_TESTED_ON"):
        return
    asks = {"db", "transactional_db", "postgresql_url"}
    kept = [one for one in items if one.get_closest_marker("django_db") or asks & set(getattr(one, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[one for one in items if one not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`begun(folder)`: the same folder, as a data folder whose SQLite has all its tables and nothing in them.

    For what runs in processes of its own: made once, by all workers together, where each would take many seconds.
    """
    here = tmp_path_factory.getbasetemp()
    made = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "begun"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / DATABASE).exists():
            env = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, "ALONGSIDE_DATA": str(made)}
            code = "from alongside.cli import prepare; prepare()"
            subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)

    def begin(folder: Path) -> Path:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(made / DATABASE, folder / DATABASE)
        return folder

    return begin


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """What a test before this one looked at in another language is not this one's."""
    translation.activate("en")


@pytest.fixture
def cast(db: None) -> Cast:
    Network.objects.create(name="Harbour network")
    new = Person.objects.create_user
    project = a_project("warm-homes", "Warm homes")
    other = a_project("quiet-streets", "Quiet streets", visibility=Project.Visibility.MEMBERS)
    people = {
        "amina": new("Amina"),
        "bryn": new("Bryn", email="bryn@example.org", full_name="Bryn Parry"),
        "hana": new("Hana", email="hana@example.org", full_name="Hana Okoro"),
        "cole": new("Cole"),
        "dev": new("Dev", email="dev@example.org", full_name="Dev Anand"),
        "tess": new("Tess"),
        "esi": new("Esi"),
        "sam": new("Sam"),
        "olga": new("Olga", email="olga@example.org"),
        "ada": new("Ada", is_staff=True, is_superuser=True),
    }
    cast = Cast(project=project, other=other, **people)
    join(project, cast.amina)
    join(project, cast.bryn)
    join(project, cast.hana, Side.STAFF, RoleName.HOST)
    join(project, cast.cole, Side.COMMUNITY, RoleName.CO_HOST)
    join(project, cast.dev, Side.STAFF, RoleName.DECISION_MAKER)
    join(project, cast.tess, Side.STAFF, RoleName.TREASURER)
    join(project, cast.esi, Side.STAFF, RoleName.EVALUATOR)
    join(project, cast.sam, Side.STAFF, RoleName.SAFEGUARDING)
    join(other, cast.olga, Side.STAFF, RoleName.HOST)
    return cast


@pytest.fixture
def as_(db: None) -> Any:
    """`as_(cast.hana)` is a browser in which she is signed in; `as_(None)` is a stranger's."""

    def browser(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def say() -> Any:
    """`say(cast.amina, "Words")` keeps a voice in the project, or in `project=`."""

    def keep(person: Person | None, words: str, project: Project | None = None, **fields: Any) -> Voice:
        home = project or Project.objects.get(slug="warm-homes")
        if person is not None:
            allow_brought_in(home, [person.pk])
        return Voice.objects.create(project=home, person=person, words=words, **fields)

    return keep


@pytest.fixture
def deliver() -> Any:
    """Run what waits in the ledger, as the background worker would."""
    return deliver_waiting
