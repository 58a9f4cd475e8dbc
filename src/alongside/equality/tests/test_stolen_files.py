"""The database's own files, as somebody would steal them: while it is open, and after it is closed."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.sqlite, pytest.mark.once]

MAKE = """
import django, json
django.setup()
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
call_command("migrate", verbosity=0, interactive=False)
from alongside.equality import actions
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role
new = Person.objects.create_user
hana = new("Hana")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Role.objects.create(membership=Membership.objects.create(project=project, person=hana, side="staff"), name="host")
people = [new(f"P{n}") for n in range(48)]
for person in people:
    Membership.objects.create(project=project, person=person)
survey = actions.set_up_survey(project, by=hana, asked_by="We", why="So", questions=["religion", "age"],
                               closes_on=timezone.localdate() + timedelta(days=3))
actions.open_survey(survey, by=hana)
path = Path(connection.settings_dict["NAME"])
log = path.with_name(path.name + "-wal")

def files():
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")

left = []
for n, person in enumerate(people):
    said = {"religion": "not_said" if n % 3 == 1 else "sikh" if n % 12 == 0 else "hindu", "age": "30_44"}
    actions.answer_as_member(survey, by=person, said=said)
    left.append(log.stat().st_size if log.exists() else 0)

def again(_n):
    won = actions.answer_as_member(survey, by=hana, said={"religion": "jewish", "age": "75_up"})
    connection.close()
    return won

with ThreadPoolExecutor(50) as pool:
    wins = list(pool.map(again, range(50)))
tickets = [str(row) for row in survey.tickets.values_list("pk", flat=True)]
while_open = sorted(survey.tallies.filter(count__gt=0).values_list("table", "cell", "count"))
order = list(survey.tickets.filter(kind="member").values_list("person_id", flat=True))
actions.close_survey(survey, by=hana)
raw = files()
print(json.dumps({"wins": sum(wins), "left": max(left), "tallies": while_open, "path": str(path),
                  "order": order, "asked": [one.pk for one in people],
                  "tickets": [t for t in tickets if t.replace("-", "").encode() in raw],
                  "jewish": raw.count(b"jewish"), "sikh": raw.count(b"sikh"), "hindu": raw.count(b"hindu")}))
"""


@pytest.fixture(scope="module")
def stolen(begun, tmp_path_factory):
    env = {**os.environ, "ALONGSIDE_DATA": str(begun(tmp_path_factory.mktemp("data")))}
    env |= {"DJANGO_SETTINGS_MODULE": "alongside.config.settings", "ALONGSIDE_SECRET_KEY": "only-for-tests"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", MAKE], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_fifty_at_once_with_one_ticket_count_once(stolen):
    assert stolen["wins"] == 1
    assert ["", "", 49] in stolen["tallies"]
    assert ["religion", "jewish", 1] in stolen["tallies"]


def test_the_write_ahead_log_is_empty_after_each_answer(stolen):
    """Its pages would show a used ticket and a raised number side by side, in the order of answers."""
    assert stolen["left"] == 0


def test_tickets_lie_in_random_order(stolen):
    ours = [pk for pk in stolen["order"] if pk in stolen["asked"]]
    assert sorted(ours) == stolen["asked"]
    assert ours != stolen["asked"]


def test_after_closing_the_bytes_hold_no_number_and_no_ticket(stolen):
    assert stolen["tickets"] == []
    assert stolen["jewish"] == stolen["sikh"] == 0
    assert stolen["hindu"] > 0, "the shown table is there, so the search would have found the others"
    with sqlite3.connect(Path(stolen["path"])) as base:
        assert base.execute("SELECT count(*) FROM equality_tally").fetchone() == (0,)
