"""After words are taken back, the bytes of the database hold them nowhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, interactive=False)
from pathlib import Path
from alongside.kit import durability
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.voices import actions
from alongside.voices.actions import taking_back
from alongside.voices.models import Voice

folder = Path(os.environ["ALONGSIDE_DATA"])

def hits(word):
    return {path.name: path.read_bytes().count(word) for path in folder.rglob("*") if path.is_file()}

amina = Person.objects.create_user("Amina")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Membership.objects.create(project=project, person=amina)
voices = [
    actions.record_voice(project, words=f"canarywords {n} " * (1 + 15 * n), by=amina, person=amina) for n in range(20)
]
before = sum(hits(b"canarywords").values())
if "--forgetful" in sys.argv:
    taking_back.forget_now = lambda: None
for voice in voices:
    actions.take_back(voice, by=amina)
after = sum(hits(b"canarywords").values())
assert Voice.objects.exclude(words="").count() == 0
print(before, after)
"""


def run(folder: Path, *args: str) -> list[int]:
    env = {**os.environ, "ALONGSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    env["ALONGSIDE_SECRET_KEY"] = "only-for-tests"
    env.pop("DATABASE_URL", None)
    code = "import os, sys\n" + SCRIPT
    done = subprocess.run([sys.executable, "-c", code, *args], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [int(number) for number in done.stdout.split()]


def test_it_leaves_no_byte_behind(begun, tmp_path):
    before, after = run(begun(tmp_path))
    assert before > 0
    assert after == 0


def test_it_would_see_the_words_without_the_emptied_log(begun, tmp_path):
    _before, after = run(begun(tmp_path), "--forgetful")
    assert after > 0
