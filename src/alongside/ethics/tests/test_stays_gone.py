"""Taken back is gone: from the bytes, from files, from drafts, and from an old backup that is brought back."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.sqlite, pytest.mark.once]
CANARY = "zinniacanary"

MAKE = """
import django, json
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from alongside.decisions import actions as deciding
from alongside.ethics import actions
from alongside.exchange import archive
from alongside.exchange.files import file_of
from alongside.ledger.actions import end_job, start_job
from alongside.ledger.models import Job
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role
from alongside.sensemaking import actions as sorting
from alongside.voices.actions import make_statement, record_voice, take_stance
new = Person.objects.create_user
amina, hana = new("Amina"), new("Hana")
project = Project.objects.create(slug="p", title="P", question="Q", community_side="C", staff_side="S")
Membership.objects.create(project=project, person=amina)
Role.objects.create(membership=Membership.objects.create(project=project, person=hana, side="staff"), name="host")
said = [record_voice(project, words=f"zinniacanary {n} said that the stairs are dark. " * (1 + 9 * n), by=amina,
                     person=amina) for n in range(5)]
other = record_voice(project, words="The lift is slow.", by=hana, person=hana)
take_stance(make_statement(other, by=hana), amina, 1)
theme = sorting.make_theme(project, by=hana, title="Stairs")
sorting.place_voices(said, theme, by=hana)
draft = deciding.start_draft(project, by=hana, title="Plan")
quoted = deciding.write_passage(draft, by=hana, heading="H", text="One said: " + said[0].words, themes=[theme])
deciding.revise_passage(quoted.passage, by=hana, base_number=1, heading="H", text="Shorter.",
                        why="Too long", themes=[], voices=[])
deciding.comment_on(quoted.passage, by=amina, words="zinniacanary in the margin.")
deciding.propose_amendment(quoted.passage, by=amina, base_number=2, heading="H", text="zinniacanary proposal", why="W")
job = start_job("export", project_id=project.pk)
archive.write(project, file_of(job))
end_job(job, Job.State.FINISHED)
print(json.dumps({"code": actions.give_receipt_code(project, amina, by=amina), "file": str(file_of(job))}))
"""


def env_of(folder: Path) -> dict[str, str]:
    env = {**os.environ, "ALONGSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    env["ALONGSIDE_SECRET_KEY"] = "only-for-tests"
    env.pop("DATABASE_URL", None)
    return env


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], env=env_of(folder), capture_output=True, text=True, check=False)


def alongside(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "-c", "import sys; from alongside.cli import main; sys.exit(main(sys.argv[1:]))", *args)


def hits(folder: Path) -> dict[str, int]:
    """In which files of the data folder the canary is, and how often."""
    found = {path.name: path.read_bytes().count(CANARY.encode()) for path in folder.rglob("*") if path.is_file()}
    return {name: number for name, number in found.items() if number}


@pytest.fixture(scope="module")
def story(begun, tmp_path_factory):
    """A person's words everywhere; a backup; then all of it is taken back with the code."""
    folder = begun(tmp_path_factory.mktemp("gone"))
    made = run(folder, "-c", MAKE)
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    before = hits(folder)
    backup = folder.parent / "backup.sqlite3"
    source, target = sqlite3.connect(folder / "alongside.sqlite3"), sqlite3.connect(backup)
    source.backup(target)
    target.close()
    source.close()
    seen = alongside(folder, "withdraw", told["code"].lower(), "--json")
    unchanged = hits(folder)
    done = alongside(folder, "withdraw", told["code"], "--yes", "--json")
    return {"folder": folder, "backup": backup, "told": told, "before": before, "seen": seen, "unchanged": unchanged,
            "done": done}  # fmt: skip


def test_it_shows_first_and_changes_nothing(story):
    seen = json.loads(story["seen"].stdout)
    assert seen["done"] is False
    assert any("5 voices are removed" in line for line in seen["reached"])
    assert any("1 comment on a draft" in line for line in seen["reached"])
    assert any("1 file made for download" in line for line in seen["reached"])
    assert any("1 answer to a statement" in line for line in seen["reached"])
    items = {one["what"]: one["count"] for one in seen["items"]}
    assert items.items() >= {"voices": 5, "comments": 1, "files": 1, "stances": 1, "log": None, "backups": None}.items()
    assert story["unchanged"].keys() == story["before"].keys()


def test_no_byte_holds_the_words(story):
    assert story["before"]["alongside.sqlite3"] > 0
    done = json.loads(story["done"].stdout)
    assert done["done"] is True
    assert hits(story["folder"]) == {}
    assert not Path(story["told"]["file"]).exists(), "an export that held them is deleted"


def test_a_restored_backup_is_mended_before_it_serves(story, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(story["folder"], folder)
    for name in ("alongside.sqlite3", "alongside.sqlite3-wal", "alongside.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(story["backup"], folder / "alongside.sqlite3")
    assert hits(folder)["alongside.sqlite3"] > 0, "the backup does hold them"
    started = alongside(folder, "withdraw", "NOSUCHCODE")  # any command makes the data folder ready first
    assert "gone again" in started.stdout
    assert hits(folder) == {}
    with sqlite3.connect(folder / "alongside.sqlite3") as rows:
        states = dict(rows.execute("select kind, state from ethics_permission where until is null and person_id = 1"))
    assert {states[kind] for kind in ("notes", "quote", "publish")} == {"withdrawn"}
    assert "gone again" not in alongside(folder, "withdraw", "NOSUCHCODE").stdout


def test_without_the_list_the_backup_would_bring_them_back(story, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(story["backup"], folder / "alongside.sqlite3")
    alongside(folder, "withdraw", "NOSUCHCODE")
    assert hits(folder)["alongside.sqlite3"] > 0


def test_a_row_that_has_the_same_number_by_chance_is_left_alone(begun, story, tmp_path):
    folder = begun(tmp_path / "data")
    shutil.copy(story["folder"] / "erased.jsonl", folder / "erased.jsonl")
    made = run(folder, "-c", MAKE)  # another installation's data, with the same numbers
    assert made.returncode == 0, made.stderr
    alongside(folder, "withdraw", "NOSUCHCODE")
    assert hits(folder)["alongside.sqlite3"] > 0


def test_a_wrong_code_or_kind_says_so(story):
    wrong = alongside(story["folder"], "withdraw", "ABCD2345")
    assert (wrong.returncode, "opens nothing" in wrong.stderr) == (1, True)
    odd = alongside(story["folder"], "withdraw", "ABCD2345", "--only", "nonsense")
    assert (odd.returncode, "no such permission" in odd.stderr) == (2, True)
