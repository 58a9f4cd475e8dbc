"""The doctor finds each broken rule, says what to do, and changes nothing."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.sqlite, pytest.mark.once]


def alongside(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "ALONGSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    env.pop("DATABASE_URL", None)
    env.pop("ALONGSIDE_SECRET_KEY", None)
    code = "import sys; from alongside.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", code, *args], env=env, capture_output=True, text=True, check=False)


def findings(folder: Path) -> tuple[int, dict[str, str]]:
    done = alongside(folder, "doctor", "--json")
    assert done.returncode in {0, 1}, done.stderr
    return done.returncode, {one["rule"]: one["state"] for one in json.loads(done.stdout)}


@pytest.fixture(scope="module")
def folder(begun, tmp_path_factory):
    folder = begun(tmp_path_factory.mktemp("doctor") / "data")
    made = alongside(folder, "admin", "ada@example.org")
    assert made.returncode == 0, made.stderr
    assert alongside(folder, "log", "checkpoint").returncode == 0
    return folder


def test_a_new_installation_is_well(folder):
    code, found = findings(folder)
    assert code == 0, found
    assert found["Acknowledged means kept"] == found["The public log is whole"] == "ok"
    words = alongside(folder, "doctor").stdout
    assert "OK     Only the owner reads the data folder" in words


def test_an_open_folder_and_an_open_key_are_found(folder):
    folder.chmod(0o755)
    (folder / "keys" / "log.key").chmod(0o644)
    try:
        code, found = findings(folder)
        assert code == 1
        assert found["Only the owner reads the data folder"] == "wrong"
        assert found["The log key is there and closed"] == "wrong"
        assert "chmod 600" in alongside(folder, "doctor").stdout
    finally:
        folder.chmod(0o700)
        (folder / "keys" / "log.key").chmod(0o600)


def test_a_changed_entry_and_a_lost_line_are_found(folder):
    database = folder / "alongside.sqlite3"
    with sqlite3.connect(database) as rows:
        kept = rows.execute("select commitment from ledger_logleaf where position = 0").fetchone()[0]
        rows.execute("update ledger_logleaf set commitment = ? where position = 0", (b"x" * 32,))
        rows.execute(
            "insert into ledger_erasure (what, subject_id, mark, 'on') values ('voice', '1', 'm', '2026-03-01')"
        )
    code, found = findings(folder)
    assert code == 1
    assert found["The public log is whole"] == "wrong"
    assert found["What was erased stays erased"] == "wrong"
    with sqlite3.connect(database) as rows:
        rows.execute("update ledger_logleaf set commitment = ? where position = 0", (kept,))
        rows.execute("delete from ledger_erasure")
    assert findings(folder)[0] == 0


def test_it_makes_nothing(tmp_path):
    folder = tmp_path / "new"
    folder.mkdir(mode=0o700)
    code, found = findings(folder)
    assert code == 1
    assert found["The database is as this version needs it"] == "wrong"
