"""Why somebody told the hosts about words, and an appeal, are in no byte; taken back, not even their lock is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite

SCRIPT = """
import os, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from pathlib import Path
from alongside.ethics.actions import withdraw
from alongside.moderation import actions
from alongside.moderation.actions import appeals, forgetting, telling
from alongside.moderation.models import Appeal, Report
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role
from alongside.voices.actions import record_voice

folder = Path(os.environ["ALONGSIDE_DATA"])
if "--open" in sys.argv:  # as if nothing were sealed
    appeals.seal = telling.seal = lambda row, field, words: setattr(row, field, words.encode())
if "--kept" in sys.argv:
    forgetting._rows_of = lambda project, person: []

def hits(*words):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(word) for path in files for word in words)

hana, amina, bryn = (Person.objects.create_user(name) for name in ("Hana", "Amina", "Bryn"))
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
for one in (hana, amina, bryn):
    place = Membership.objects.create(project=project, person=one)
    if one == hana:
        Role.objects.create(membership=place, name="host")
rule = rules_in_force(project).lines[0]
for n in range(8):
    voice = record_voice(project, words=f"Words number {n}.", by=bryn, person=bryn)
    words = f"canarywords {n} " * (1 + 5 * n)
    actions.tell_hosts(project, "voice", voice.pk, by=amina, rule=rule, why=words)
    own = record_voice(project, words=f"My own number {n}.", by=amina, person=amina)
    reason = "It breaks the rule and nobody can answer."
    aside = actions.set_aside(project, "voice", own.pk, by=hana, rule=rule, reason=reason, is_about_hosts=False)
    actions.appeal(aside, by=amina, words=words)
locked = [bytes(row.why)[:24] for row in Report.objects.all()]
locked += [bytes(row.words)[:24] for row in Appeal.objects.all()]
kept, before = hits(b"canarywords"), hits(*locked)
withdraw(project, amina, ["notes"], by=amina)
print(kept, before, hits(*locked))
"""


def run(folder: Path, *args: str) -> list[int]:
    env = {**os.environ, "ALONGSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    env["ALONGSIDE_SECRET_KEY"] = "only-for-tests"
    env.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", SCRIPT, *args], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [int(number) for number in done.stdout.split()]


def test_no_byte_holds_it_and_none_is_left_when_it_is_removed(begun, tmp_path):
    kept, before, after = run(begun(tmp_path))
    assert kept == 0
    assert before > 0
    assert after == 0


def test_it_would_see_words_that_are_not_sealed(begun, tmp_path):
    assert run(begun(tmp_path), "--open")[0] > 0


def test_it_would_see_what_is_not_forgotten(begun, tmp_path):
    assert run(begun(tmp_path), "--kept")[2] > 0
