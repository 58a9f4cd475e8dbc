"""Polis exports: all of it as it was said and answered, or nothing."""

import shutil
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.engines.polis import read_export
from alongside.engines.tables import FileProblem
from alongside.exchange.actions import bring_in_polis
from alongside.exchange.staging import Stage
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.models import Stance, Voice

HERE = Path(__file__).parent / "polis"
REAL = Path(__file__).parents[5] / "shared" / "data" / "polis"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(HERE, tmp_path / "export"))


def test_it_brings_in_words_stances_and_people(db):
    answer = bring_in_polis(read_export(HERE), by=None, source="ours")
    assert (answer.people, answer.voices, answer.stances) == (4, 3, 5)
    first = Voice.objects.get(project=answer.project, external_id="0")
    assert first.words == "By the bus stop,\nin the shade & out of the wind"
    assert Voice.objects.get(external_id="2").words == "  Près du café  "
    assert sorted(first.statement.stances.values_list("person__nickname", "value")) == [
        ("Participant 1", 1),  # the later vote, turned round: this export has -1 for agree
        ("Participant 2", 1),
        ("Participant 3", -1),
    ]
    assert Voice.objects.get(external_id="1").statement.moderation == -1
    assert any("+1 means disagree" in note for note in answer.notes)
    assert any("summary.csv says 2 comments" in note for note in answer.notes)
    assert any("1 votes are on comments that are not" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column"),
    [
        ("comments.csv", "comment-body", "body", 1, "comment-body"),
        ("comments.csv", "datetime,", "timestamp,", 1, "timestamp"),
        ("comments.csv", "1600000002000", "1" * 401, 5, "timestamp"),
        ("comments.csv", "=Nowhere", '"cut off', 4, ""),
        ("comments.csv", "=Nowhere", "no\0where", 4, ""),
        ("votes.csv", "0,3,1", "0,3,4", 5, "vote"),
        ("votes.csv", "0,3,1", "0,3", 5, ""),
        ("summary.csv", "topic,Where should the bench go?", "url,x", 0, "topic"),
    ],
)
def test_it_says_where_it_is_wrong(copy, file, old, new, line, column):
    text = (copy / file).read_text()
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1))
    with pytest.raises(FileProblem) as caught:
        read_export(copy)
    assert (caught.value.file, caught.value.line, caught.value.column) == (file, line, column)
    assert caught.value.mend


@pytest.mark.parametrize("name", ["summary.csv", "comments.csv", "votes.csv"])
def test_it_needs_each_file(copy, name):
    (copy / name).unlink()
    with pytest.raises(FileProblem, match="missing"):
        read_export(copy)
    (copy / name).write_text("")
    with pytest.raises(FileProblem, match="empty"):
        read_export(copy)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_it_reads_other_encodings(copy, encoding):
    for path in copy.iterdir():
        path.write_bytes(path.read_text().encode(encoding))
    assert [one.words for one in read_export(copy).comments][2] == "  Près du café  "


def test_it_refuses_letters_it_cannot_read(copy):
    data = (copy / "comments.csv").read_bytes()
    (copy / "comments.csv").write_bytes(data.replace(b"=Nowhere", b"\x81\x8d"))
    with pytest.raises(FileProblem) as caught:
        read_export(copy)
    assert caught.value.line == 4


def test_stopped_midway_it_leaves_nothing(transactional_db):
    def stop(_what, _done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in_polis(read_export(HERE), by=None, source="", progress=stop)
    assert not Project.objects.exists()
    assert not Person.objects.exists()
    assert not Stance.objects.exists()


def test_while_rows_are_made_ready_nobody_waits_and_nobody_sees_them(transactional_db):
    seen = []

    def watch(_what, _done, _total):
        seen.append((connection.in_atomic_block, Person.objects.count(), Stance.objects.count()))

    bring_in_polis(read_export(HERE), by=None, source="", progress=watch)
    assert seen == [(False, 0, 0)]
    with Stage() as stage:
        stage.add([Person(nickname="One", handle="same"), Person(nickname="Two", handle="same")])
        with pytest.raises(IntegrityError):
            transaction.atomic(stage.write)(Project.objects.get())
    assert not Person.objects.filter(handle="same").exists()
    kept = Person.objects.create(nickname="After")
    assert not Person.objects.filter(pk__gt=kept.pk).exists()
    with pytest.raises(RuntimeError, match="same transaction"):
        Stage().write(Project.objects.get())


@pytest.mark.skipif(not REAL.is_dir(), reason=f"REAL POLIS DATA NOT THERE: {REAL}")
@pytest.mark.parametrize(
    ("name", "people", "voices", "stances"),
    [("london.youth.policing", 27, 36, 638), ("brexit-consensus", 204, 50, 5303)],
)
def test_it_reads_real_exports(db, name, people, voices, stances):
    answer = bring_in_polis(read_export(REAL / name), by=None, source="Polis, CC BY 4.0")
    assert (answer.people, answer.voices, answer.stances) == (people, voices, stances)
