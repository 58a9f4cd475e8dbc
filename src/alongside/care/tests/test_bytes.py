"""What somebody told is in no byte of the database; removed by the clock, not even its lock is left."""

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
from datetime import date
from pathlib import Path
from alongside.care import actions
from alongside.care.actions import concerns
from alongside.care.models import Concern, ConcernNote
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role

folder = Path(os.environ["ALONGSIDE_DATA"])
if "--open" in sys.argv:  # as if nothing were sealed
    concerns.seal = lambda row, field, words: setattr(row, field, words.encode())
if "--forgetful" in sys.argv:
    concerns.forget_now = lambda: None

def hits(*words):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(word) for path in files for word in words)

sam = Person.objects.create_user("Sam")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Role.objects.create(membership=Membership.objects.create(project=project, person=sam), name="safeguarding")
codes = []
for n in range(12):
    words = f"canarywords {n} " * (1 + 5 * n)
    key = f"canarywords-{n}"
    codes.append(actions.tell_concern(project, words=words, reach="canarywords", name="canarywords", submit_key=key))
for row in Concern.objects.all():
    actions.open_concern(row, by=sam)
    actions.write_back(row, by=sam, words="canarywords back")
    actions.hand_over(row, by=sam, words="canarywords over")
    actions.add_words(row, words="canarywords more")
    actions.close_concern(row, by=sam)
rows = [*Concern.objects.all(), *ConcernNote.objects.all()]
locked = [bytes(row.words)[:24] for row in rows]
kept = hits(b"canarywords", *(code.encode() for code in codes))
before = hits(*locked)
actions.forget_old(date(2099, 1, 1))
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


def test_it_would_see_what_an_unemptied_log_keeps(begun, tmp_path):
    assert run(begun(tmp_path), "--forgetful")[2] > 0
