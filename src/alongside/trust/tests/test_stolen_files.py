"""The database's own files, as somebody would steal them: no answer to a pulse is anybody's, no sealed word there."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from alongside.trust.models import Tally, Ticket

MAKE = """
import django, json
django.setup()
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
import os
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
call_command("migrate", verbosity=0, interactive=False)
from alongside.trust.actions import buddies, pulse as actions
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role
from alongside.trust.models import Half
new = Person.objects.create_user
hana = new("Hana")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Role.objects.create(membership=Membership.objects.create(project=project, person=hana, side="staff"), name="host")
people = [new(f"P{n}") for n in range(24)]
for person in people:
    Membership.objects.create(project=project, person=person)
pulse = actions.open_pulse(project, by=hana, closes_on=timezone.localdate() + timedelta(days=3))
path = Path(connection.settings_dict["NAME"])
log = path.with_name(path.name + "-wal")
left = []
for n, person in enumerate(people[:20]):
    actions.answer_as_member(pulse, by=person, said={"listen": n % 11, "safe": 1})
    left.append(log.stat().st_size if log.exists() else 0)

def again(_n):
    won = actions.answer_as_member(pulse, by=people[20], said={"safe": 10})
    connection.close()
    return won

with ThreadPoolExecutor(50) as pool:
    wins = list(pool.map(again, range(50)))
with connection.cursor() as cursor:
    cursor.execute("SELECT person_id FROM trust_ticket ORDER BY rowid")
    order = [row[0] for row in cursor.fetchall()]
tens = pulse.tallies.get(side="community", question="safe", score=10).count
tickets = [row.hex for row in pulse.tickets.values_list("pk", flat=True)]
tallies = [row.hex for row in pulse.tallies.values_list("pk", flat=True)]
before = path.read_bytes()
with time_machine.travel(timezone.now() + timedelta(days=3)):
    actions.close_pulse(pulse, by=hana)
raw = path.read_bytes() + (log.read_bytes() if log.exists() else b"")
told = [one for one in tickets + tallies if one.encode() in raw]
seen = [one for one in tickets + tallies if one.encode() in before]
buddies.write_note(project, by=people[0], kind="ask", words="zora-asks")
buddies.write_note(project, by=people[1], kind="offer", words="zora-offers")
pair = buddies.suggest_pair(project, by=hana, newcomer=people[0], buddy=people[1])
for half in Half.objects.select_related("pair__project"):
    buddies.say_yes(half, by=half.person, hello="zora-hello")
folder = Path(os.environ["ALONGSIDE_DATA"])
sealed = [bytes(one.hello) for one in Half.objects.all()]
def hits(*words):
    return sum(one.read_bytes().count(word) for one in folder.rglob("*") if one.is_file() for word in words)
words, locked = hits(b"zora-"), hits(*sealed)
buddies.end_pair(pair, by=people[0])
print(json.dumps({"wins": sum(wins), "left": max(left), "tens": tens, "order": order, "path": str(path),
                  "asked": [one.pk for one in people], "told": told, "seen": len(seen), "all": len(tickets + tallies),
                  "words": words, "locked": locked, "after": hits(*sealed)}))
"""


@pytest.fixture(scope="module")
def stolen(begun, tmp_path_factory):
    env = {**os.environ, "ALONGSIDE_DATA": str(begun(tmp_path_factory.mktemp("data")))}
    env |= {"DJANGO_SETTINGS_MODULE": "alongside.config.settings", "ALONGSIDE_SECRET_KEY": "only-for-tests"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", MAKE], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.sqlite
@pytest.mark.once
class TestFiles:
    def test_fifty_at_once_with_one_ticket_count_once(self, stolen):
        assert (stolen["wins"], stolen["tens"]) == (1, 1)

    def test_the_write_ahead_log_is_empty_after_each_answer(self, stolen):
        """Its pages would show a used ticket and a raised number side by side, in the order of answers."""
        assert stolen["left"] == 0

    def test_tickets_lie_in_random_order(self, stolen):
        ours = [pk for pk in stolen["order"] if pk in stolen["asked"]]
        assert sorted(ours) == stolen["asked"]
        assert ours != stolen["asked"]

    def test_after_closing_the_bytes_hold_no_number_and_no_ticket(self, stolen):
        assert stolen["seen"] == stolen["all"], "before closing they are there, so the search would find them"
        assert stolen["told"] == []
        with sqlite3.connect(Path(stolen["path"])) as base:
            assert base.execute("SELECT count(*) FROM trust_tally").fetchone() == (0,)

    def test_what_buddies_wrote_is_locked_and_gone_when_they_part(self, stolen):
        assert stolen["words"] == 0
        assert stolen["locked"] > 0
        assert stolen["after"] == 0


def everything() -> dict[str, Counter[tuple[str, ...]]]:
    """Each row of each table, as text."""
    found = {}
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found[model._meta.label] = Counter(tuple(str(cell) for cell in row) for row in cursor.fetchall())
    return found


def test_an_answer_changes_one_ticket_and_numbers_and_nothing_else(cast, as_, pulse):
    browser = as_(cast.amina)
    browser.get("/p/warm-homes/trust/answer/")
    before = everything()
    browser.post("/p/warm-homes/trust/answer/", {"listen": "9", "safe": "2"}, REMOTE_ADDR="203.0.113.77")
    changed = {label: rows - before[label] for label, rows in everything().items() if rows != before[label]}
    assert set(changed) == {"trust.Ticket", "trust.Tally"}
    assert changed["trust.Tally"].total() == 3
    assert "203.0.113" not in str(changed)


def test_no_table_has_a_time_an_order_or_a_way_from_number_to_person():
    names = {field.get_internal_type() for model in (Ticket, Tally) for field in model._meta.get_fields()}
    assert not names & {"DateTimeField", "DateField", "AutoField", "BigAutoField", "TimeField"}
    assert {one.name for one in Tally._meta.get_fields()} == {"id", "pulse", "side", "question", "score", "count"}
    assert {one.name for one in Ticket._meta.get_fields()} == {"id", "pulse", "side", "person", "once_hash", "is_used"}
