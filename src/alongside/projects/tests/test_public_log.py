"""The public log: exported, checked by the product and by a separate verifier, and tampered with in every way."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from alongside.engines.merkle import is_consistent, is_included, leaf_hash
from alongside.ledger.actions import note_step, write_checkpoint
from alongside.ledger.log import entry_at, growth, newest_checkpoint
from alongside.ledger.models import Checkpoint, LogLeaf, Step
from alongside.ledger.signing import public_key, read_note, sign
from alongside.projects import log_command
from alongside.projects.log_file import BadLog, check_log
from alongside.projects.public_log import lines_of
from alongside.voices.actions import record_voice, take_back

VERIFIER = Path(__file__).resolve().parents[4] / "tools" / "verify_log.py"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path


def steps(project, count: int, by=None) -> None:
    with transaction.atomic():
        for n in range(count):
            note_step("project.edited", subject=project, project_id=project.pk, actor=by, fields=[f"f{n}"])


@pytest.fixture
def lines(cast) -> list[str]:
    """A log of 12 entries with two checkpoints; one step is of a project that only its members see."""
    steps(cast.project, 6, by=cast.hana)
    write_checkpoint()
    steps(cast.other, 1)
    steps(cast.project, 5, by=cast.amina)
    write_checkpoint()
    return list(lines_of(newest_checkpoint().size))


def apart(lines, tmp_path, *more) -> tuple[int, str]:
    """What the separate verifier says."""
    path = tmp_path / "log.jsonl"
    path.write_text("".join(lines), newline="\n")
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path), *more], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_both_verifiers_find_a_true_log_good(lines, tmp_path):
    told = check_log(lines, key=public_key())
    assert (told.entries, told.checkpoints) == (12, 2)
    assert told.opened == 11, "the step of the members-only project is a commitment alone"
    code, words = apart(lines, tmp_path, base64.b64encode(public_key()).decode())
    assert code == 0
    assert told.root in words


def test_it_tells_nobody_and_no_hour(lines, cast):
    text = "".join(lines)
    openings = [json.loads(line)["opening"]["content"] for line in lines if '"opening"' in line]
    assert all(len(one["on"]) == 10 for one in openings), "the day, no hour"
    actors = [one["actor"] for one in openings]
    assert len(set(actors)) == len(actors), "two steps of one person look unlike"
    assert "Hana" not in text


def changed(lines, at, **more) -> list[str]:
    row = json.loads(lines[at])
    return [*lines[:at], json.dumps(row | more) + "\n", *lines[at + 1 :]]


def told(lines, at):
    return json.loads(lines[at])


TAMPER = {
    "a commitment": (lambda ls: changed(ls, 4, commitment="ab" * 32), 3),
    "what is told": (
        lambda ls: changed(ls, 4, opening={**told(ls, 4)["opening"], "content": {"id": 1}}), 3),
    "a fact": (
        lambda ls: changed(ls, 4, opening={**told(ls, 4)["opening"],
                           "content": {**told(ls, 4)["opening"]["content"], "facts": {"fields": ["other"]}}}), 3),
    "a salt": (lambda ls: changed(ls, 4, opening={**told(ls, 4)["opening"], "salt": "00" * 32}), 3),
    "a root": (lambda ls: changed(ls, 4, root="ab" * 32), 3),
    "an entry left out": (lambda ls: ls[:4] + ls[5:], 3),
    "two swapped": (lambda ls: [*ls[:4], ls[5], ls[4], *ls[6:]], 3),
    "one twice": (lambda ls: [*ls[:5], ls[4], *ls[5:]], 4),
    "the end cut off": (lambda ls: ls[:10], 8),
    "a checkpoint's size": (lambda ls: changed(ls, 7, checkpoint=5), 5),
    "a checkpoint's note": (lambda ls: changed(ls, 7, note=told(ls, 7)["note"].replace("\n6\n", "\n5\n")), 5),
    "a number as a word": (lambda ls: changed(ls, 4, entry="3"), 3),
    "a true for a one": (lambda ls: changed(ls, 2, entry=True), 1),
    "a huge number": (lambda ls: changed(ls, 4, entry=10**400), 3),
    "something more": (lambda ls: changed(ls, 4, is_public=True), 3),
    "a name twice": (lambda ls: [*ls[:4], '{"entry":3,"entry":3}\n', *ls[5:]], 3),
    "no JSON": (lambda ls: [*ls[:4], "\x00\n", *ls[5:]], 3),
    "NaN": (lambda ls: [*ls[:4], '{"entry":NaN}\n', *ls[5:]], 3),
    "a list": (lambda ls: [*ls[:4], "[1]\n", *ls[5:]], 3),
    "deep JSON": (lambda ls: [*ls[:4], "[" * 60_000 + "]" * 60_000 + "\n", *ls[5:]], 3),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPER)
def test_both_verifiers_name_the_first_bad_entry(lines, tmp_path, what):
    tamper, entry = TAMPER[what]
    bad = tamper(lines)
    assert bad != lines
    with pytest.raises(BadLog) as found:
        check_log(bad)
    assert found.value.entry == entry, str(found.value)
    code, words = apart(bad, tmp_path)
    assert (code, f"entry {entry}:" in words) == (1, True), words


@pytest.mark.parametrize("kept", [0, 1])
def test_a_log_without_its_last_checkpoint_is_not_good(lines, tmp_path, kept):
    """Else somebody could leave the checkpoints out, change an entry, and work out all roots anew."""
    notes = [line for line in lines if '"checkpoint"' in line][kept:]
    bad = [line for line in lines if line not in notes]
    with pytest.raises(BadLog, match="does not end with a signed checkpoint") as found:
        check_log(bad, key=public_key())
    assert found.value.entry == (0, 6)[kept]
    code, words = apart(bad, tmp_path)
    assert (code, "does not end with a signed checkpoint" in words) == (1, True)


def test_words_taken_back_before_the_log_comes_to_them_are_sealed_at_once(cast):
    voice = record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    take_back(voice, by=cast.amina)
    write_checkpoint()
    leaf = LogLeaf.objects.get(step__verb="voice.recorded")
    assert leaf.salt is None
    assert check_log(lines_of(newest_checkpoint().size)).entries == newest_checkpoint().size


def test_a_log_rewritten_whole_fails_at_the_signature(lines, tmp_path, settings, cast):
    """Somebody who has the database but not the key rewrites an entry and every root after it."""
    mine = tmp_path / "other"
    mine.mkdir()
    settings.KEYS_FOLDER = mine
    (mine / "log.key").write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())
    forged = [line for line in lines_of(newest_checkpoint().size)]
    with pytest.raises(BadLog, match="not signed"):
        check_log(forged)
    settings.KEYS_FOLDER = tmp_path
    with pytest.raises(BadLog, match="another key"):
        check_log(forged, key=public_key())
    assert apart(forged, tmp_path, base64.b64encode(public_key()).decode())[0] == 1


def test_after_taking_back_old_checkpoints_still_verify(cast, tmp_path):
    voice = record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    write_checkpoint()
    before = newest_checkpoint()
    place = LogLeaf.objects.get(step__verb="voice.recorded").position
    entry = entry_at(place)
    take_back(voice, by=cast.amina)
    write_checkpoint()
    after = newest_checkpoint()
    leaf = LogLeaf.objects.get(position=place)
    assert leaf.salt is None, "nobody can tie the commitment to anything any more"
    hashed = leaf_hash(bytes(leaf.commitment))
    assert is_included(hashed, place, before.size, entry.proof, bytes(before.root))
    assert is_consistent(
        before.size, after.size, growth(before.size, after.size), bytes(before.root), bytes(after.root)
    )
    found = list(lines_of(after.size))
    assert check_log(found).entries == after.size
    assert apart(found, tmp_path)[0] == 0


def test_proofs_over_tiles_of_a_longer_log(cast):
    sizes = []
    for count in (200, 100, 300):
        steps(cast.project, count)
        sizes.append(write_checkpoint().size)
    newest = newest_checkpoint()
    for position in (0, 199, 255, 256, 511, 512, 599):
        entry = entry_at(position)
        hashed = leaf_hash(bytes(entry.leaf.commitment))
        assert is_included(hashed, position, newest.size, entry.proof, bytes(newest.root))
    first = Checkpoint.objects.get(size=sizes[0])
    proof = growth(sizes[0], sizes[2])
    assert is_consistent(first.size, newest.size, proof, bytes(first.root), bytes(newest.root))
    assert growth(5, sizes[2]) is None, "there never was such a checkpoint"


def test_every_step_comes_in_once_also_late_ones(cast):
    steps(cast.project, 3)
    assert write_checkpoint().size == Step.objects.count()
    assert write_checkpoint() is None
    late = Step.objects.create(verb="project.edited", subject_kind="projects.project", subject_id=1)
    steps(cast.project, 1)
    write_checkpoint()
    assert LogLeaf.objects.filter(step=late).exists()
    assert LogLeaf.objects.count() == Step.objects.count() == newest_checkpoint().size


def test_a_note_is_read_only_with_its_key():
    note = sign(7, b"r" * 32)
    assert read_note(note, public_key()) == (7, b"r" * 32)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    for bad in (note.replace("7", "8", 1), note[:-10], "", note.replace("\u2014", "-")):
        with pytest.raises(ValueError, match="sign"):
            read_note(bad, public_key())
    with pytest.raises(ValueError, match="sign"):
        read_note(note, other)


def test_the_command(cast, tmp_path, capsys, lines):
    path = tmp_path / "exported.jsonl"
    assert log_command.export(SimpleNamespace(path=str(path))) == 0
    good = SimpleNamespace(path=str(path), key="", json=True)
    capsys.readouterr()
    assert log_command.verify(good) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 12
    path.write_text(path.read_text().replace("project.edited", "project.ended", 1))
    assert log_command.verify(good) == 1
    assert json.loads(capsys.readouterr().out)["entry"] == 0
    assert log_command.verify(SimpleNamespace(path=str(path), key="", json=False)) == 1
    assert "entry 0" in capsys.readouterr().err
    assert log_command.verify(SimpleNamespace(path=str(tmp_path / "none"), key="", json=False)) == 1
