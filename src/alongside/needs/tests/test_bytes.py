"""What a person needs is in no byte of the database; removed, not even its lock is left."""

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
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from alongside.gatherings.actions import add_gathering
from alongside.needs import actions
from alongside.needs.actions import needs, sharing, outcomes, to_dos
from alongside.needs.models import Need, Share
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role

folder = Path(os.environ["ALONGSIDE_DATA"])
if "--open" in sys.argv:  # as if nothing were sealed
    plain = lambda row, field, words: setattr(row, field, words.encode())
    for module in (needs, outcomes, to_dos):
        module.seal = plain
if "--forgetful" in sys.argv:
    for module in (needs, outcomes, to_dos):
        module.forget_now = lambda: None

def hits(*words):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(word) for path in files for word in words)

amina, hana = Person.objects.create_user("Amina"), Person.objects.create_user("Hana")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Membership.objects.create(project=project, person=amina)
Role.objects.create(membership=Membership.objects.create(project=project, person=hana), name="host")
tea = add_gathering(project, by=hana, title="Tea", on=timezone.localdate())
locked = []
for n in range(12):
    need = actions.keep_need(amina, by=amina, words=f"canarywords {n} " * (1 + 5 * n), kind="hearing")
    actions.share_needs(tea, by=amina, needs=Need.objects.all())
    share = Share.objects.get(need=need)
    to_do = actions.add_to_do(tea, by=hana, words=f"canarywords {n}", share=share)
    actions.change_to_do(
        to_do, by=hana, words="canarywords", owner=None, due_on=tea.on, state="cannot", reason="canarywords"
    )
    actions.confirm(share, by=amina, outcome="met", words="canarywords said")
    to_do.refresh_from_db()
    share.refresh_from_db()
    need.refresh_from_db()
    locked += [bytes(need.words)[:24], bytes(to_do.words)[:24], bytes(share.outcome_words)[:24]]
kept = hits(b"canarywords")
before = hits(*locked)
for need in Need.objects.all():
    actions.remove_need(need, by=amina)
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
