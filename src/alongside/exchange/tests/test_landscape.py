"""The command `alongside landscape`: what scripts read, what people read, and what happens when a folder is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from alongside import cli


@pytest.fixture
def folder(tmp_path):
    """Sixty people in two camps, twelve statements, the last of which moderators took out."""
    rng = np.random.default_rng(1)
    leans = np.array([[1] * 6 + [-1] * 5 + [1], [-1] * 5 + [1] + [1] * 5 + [1]])
    with (tmp_path / "votes.csv").open("w") as file:
        file.write("timestamp,comment-id,voter-id,vote\n")
        for who in range(60):
            for what in range(12):
                how = leans[who % 2, what] if rng.random() < 0.9 else rng.integers(-1, 2)
                file.write(f"1,{what},{who},{how}\n")
    head = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    rows = [f"1,{what},1,,,{-1 if what == 11 else 1},Words\n".replace(",,,", ",0,0,") for what in range(12)]
    (tmp_path / "comments.csv").write_text(head + "".join(rows))
    return tmp_path


def told(capsys, *words):
    assert cli.main(["landscape", *map(str, words)]) == 0
    return capsys.readouterr().out


def test_it_prints_one_json_object(capsys, folder):
    found = json.loads(told(capsys, folder, "--json", "--seed", 5))
    assert {"people", "groups", "shared", "stable", "stability", "seconds", "seed"} <= set(found)
    assert found["stable"] is True
    assert 0.9 < found["stability"] <= 1
    assert found["seed"] == 5
    assert [one["id"] for one in found["people"]] == list(range(60))
    assert {one["group"] for one in found["people"]} == {0, 1}
    assert all(isinstance(one["x"], float) and isinstance(one["y"], float) for one in found["people"])
    assert [group["size"] for group in found["groups"]] == [30, 30]
    assert all({"id", "for"} <= set(one) for group in found["groups"] for one in group["statements"])
    assert {one["for"] for group in found["groups"] for one in group["statements"]} == {"agree", "disagree"}
    assert found["shared"] == [5]
    assert found["seconds"] > 0


def test_it_follows_polis_when_asked(capsys, folder):
    found = json.loads(told(capsys, folder, "--json", "--compatible"))
    assert found["compatible"]
    assert len({one["group"] for one in found["people"]}) == len(found["groups"]) >= 2


def test_it_shows_no_groups_that_are_not_stable(capsys, tmp_path):
    rng = np.random.default_rng(2)
    rows = [f"1,{what},{who},{rng.integers(-1, 2)}\n" for who in range(50) for what in range(20)]
    (tmp_path / "votes.csv").write_text("timestamp,comment-id,voter-id,vote\n" + "".join(rows))
    found = json.loads(told(capsys, tmp_path, "--json"))
    assert (found["stable"], found["groups"], found["why"]) == (False, [], ["not_stable"])
    assert {one["group"] for one in found["people"]} == {None}
    assert "No groups are shown." in told(capsys, tmp_path)


def test_it_prints_a_table_for_people(capsys, folder):
    text = told(capsys, folder)
    assert "60 people, 11 statements" in text
    assert "Group 1: 30 people" in text
    assert "Shared by all groups:\n  agree     statement 5" in text


def test_without_the_file_of_statements_it_says_that_all_are_counted(capsys, folder):
    assert cli.main(["landscape", str(folder)]) == 0
    assert "took out" not in capsys.readouterr().err
    (folder / "comments.csv").unlink()
    assert cli.main(["landscape", str(folder), "--json"]) == 0
    answer = capsys.readouterr()
    assert "There is no comments.csv: statements that hosts took out are counted" in answer.err
    assert len(json.loads(answer.out)["people"]) == 60


def test_of_one_person_it_claims_nothing(capsys, tmp_path):
    (tmp_path / "votes.csv").write_text("timestamp,comment-id,voter-id,vote\n1,1,1,1\n1,2,1,-1\n")
    found = json.loads(told(capsys, tmp_path, "--json"))
    assert (found["groups"], found["shared"], found["stable"], found["why"]) == ([], [], False, ["too_few_people"])
    text = told(capsys, tmp_path)
    assert "1 person, 2 statements" in text
    assert "No statement has enough answers on one side." in text


@pytest.mark.parametrize("seed", ["-1", "abc", "1.5"])
def test_a_seed_that_is_none_is_a_mistyped_command(capsys, folder, seed):
    with pytest.raises(SystemExit) as left:
        cli.main(["landscape", str(folder), "--seed", seed])
    assert left.value.code == 2
    assert "is not a whole number from 0 on" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["nowhere", "empty", "broken"])
def test_it_says_what_is_wrong_and_leaves_with_one(capsys, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "votes.csv").write_bytes(b"timestamp,comment-id,voter-id,vote\n1,2,3,\xff\n")
    assert cli.main(["landscape", str(tmp_path / name), "--json"]) == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "Nothing was made." in heard.err
    assert "Traceback" not in heard.err


def test_it_needs_no_database_and_writes_nothing(folder, tmp_path):
    data = tmp_path / "data"
    env = os.environ | {"ALONGSIDE_DATA": str(data)}
    alongside = str(Path(sys.executable).with_name("alongside"))
    done = subprocess.run([alongside, "landscape", str(folder), "--json"], env=env, capture_output=True, check=True)
    assert json.loads(done.stdout)["people"]
    assert not data.exists()
