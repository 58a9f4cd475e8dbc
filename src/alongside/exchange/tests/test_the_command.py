"""The command ends with the promised status, in plain words, and leaves nothing behind when it does not end well."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite  # each starts the command with a data folder of its own


@pytest.fixture(scope="module")
def data(begun, tmp_path_factory):
    """One data folder for all of these: what ends badly must leave nothing in it anyway."""
    return begun(tmp_path_factory.mktemp("data"))


@pytest.fixture
def start(tmp_path, data):
    """Start `alongside` in a folder of its own."""

    def started(*words, data=data):
        env = {**os.environ, "ALONGSIDE_DATA": str(data)}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        command = [str(Path(sys.executable).parent / "alongside"), *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdout=pipe, stderr=pipe, text=True, env=env, cwd=tmp_path, preexec_fn=listen_to_control_c
        )

    return started


def listen_to_control_c():
    """A shell that runs tests in the background makes them, and all they start, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def counts(data):
    (path,) = data.glob("*.sqlite3")
    with closing(sqlite3.connect(path)) as db:
        tables = ("people_person", "projects_project", "voices_voice", "projects_membership", "ledger_step")
        return {name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "nothing", "out.zip"), "there is no project “nothing”"),
        (("import", "polis", "no-such-folder"), "no-such-folder"),
        (("import", "voices", "none.csv"), "none.csv: cannot be read"),
        (("import", "voices", "."), "cannot be read"),
        (("import", "archive", "none.zip"), "none.zip: cannot be read"),
        (("import", "archive", "."), "cannot be read"),
    ],
)
def test_what_is_not_there_is_said_in_plain_words(start, words, said):
    process = start(*words)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert said in err
    assert "Traceback" not in err
    assert "Errno" not in err


@pytest.mark.parametrize("where", ["no-folder/out.zip", "folder", "note.txt/out.zip"])
def test_a_place_that_cannot_be_written_is_said_in_plain_words(start, tmp_path, where):
    (tmp_path / "folder").mkdir()
    (tmp_path / "note.txt").write_text("words\nHello\n")
    assert start("import", "voices", "note.txt").wait(60) == 0
    process = start("export", "note", where)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"{where}: cannot be written" in err
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "note.txt"]


@pytest.fixture
def big(start, data, tmp_path):
    """A file that takes seconds, in a folder that holds a project; answers what is kept before."""
    (tmp_path / "one.csv").write_text("words\nHello\n")
    assert start("import", "voices", "one.csv").wait(60) == 0
    rows = "".join(f"P{number % 9000},Cold room number {number}\n" for number in range(90_000))
    (tmp_path / "big.csv").write_text("person,words\n" + rows)
    return counts(data)


def has_open(process, path):
    """Whether this process has the file open (where the system tells)."""
    folder = Path(f"/proc/{process.pid}/fd")
    return not folder.exists() or any(str(path) == os.path.realpath(one) for one in folder.iterdir())


def test_stopped_while_it_works_it_leaves_nothing(start, data, big):
    """Another program holds the database, so that the file cannot be saved before the signal comes."""
    (path,) = data.glob("*.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = start("import", "voices", "big.csv")
        while not has_open(process, path) and process.poll() is None:
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        other.execute("ROLLBACK")
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "Stopped. Nothing was kept." in err
    assert counts(data) == big


@pytest.mark.slow
def test_stopped_while_it_saves_it_keeps_all_or_nothing(start, data, big):
    (path,) = data.glob("*.sqlite3")
    log = path.with_name(f"{path.name}-wal")
    with closing(sqlite3.connect(path)) as watch:
        watch.execute("select count(*) from voices_voice").fetchone()
        process = start("import", "voices", "big.csv")
        while process.poll() is None and log.stat().st_size < 3_000_000:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode in {0, 130}, err
    kept = counts(data)["voices_voice"] - big["voices_voice"]
    assert kept == (90_000 if process.returncode == 0 else 0)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("bench", "nothing"), 2, "There are: imports, pages, "),
        (("serve", "--port", "70000"), 2, "a number from 1 to 65535"),
        (("import", "voices", "one.csv", "--host", "nobody"), 1, "alongside admin EMAIL"),
    ],
)
def test_what_is_mistyped_is_said_in_plain_words(start, tmp_path, words, status, said):
    (tmp_path / "one.csv").write_text("words\nHello\n")
    process = start(*words)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == status
    assert said in " ".join(err.split())
    assert "Traceback" not in err


def test_a_data_folder_that_cannot_be_is_said_in_plain_words(start, tmp_path):
    (tmp_path / "file").write_text("")
    process = start("serve", data=tmp_path / "file")
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "file: this data folder cannot be used (File exists). ALONGSIDE_DATA names another one." in err
    assert "Traceback" not in err


def test_it_says_what_to_do_next(start, tmp_path):
    (tmp_path / "next.csv").write_text("words\nHello\n")
    told, _err = start("import", "voices", "next.csv").communicate(timeout=60)
    assert "nobody hosts this project yet. alongside admin EMAIL" in told
    assert start("admin", "ada@example.org").wait(60) == 0
    told, _err = start("import", "voices", "next.csv", "--host", "ada@example.org").communicate(timeout=60)
    assert "Next: alongside serve, then open /p/next-2/." in told
