"""Whole projects go out, come in (here or in another installation), and go out again: the same to the last byte."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from alongside.engines.polis import read_export
from alongside.example.build import SLUG, build
from alongside.exchange import archive, asides, reading
from alongside.exchange.actions import bring_in_polis
from alongside.people.models import Person
from alongside.projects.models import Project

REAL = Path(os.environ.get("ALONGSIDE_POLIS_DATA") or Path(__file__).parents[5] / "shared" / "data" / "polis")
KNOWN = {"london.youth.policing": (27, 36, 638), "brexit-consensus": (204, 50, 5303)}
EXPORTS = sorted(path.parent.name for path in REAL.glob("*/comments.csv")) or [*KNOWN]
real_data = pytest.mark.skipif(
    not REAL.is_dir(),
    reason=f"REAL POLIS DATA NOT THERE: {REAL}. ALONGSIDE_POLIS_DATA names a folder of Polis exports.",
)


def contents(path):
    """Every file of an archive; what project.json tells without the address here and the time of writing."""
    with zipfile.ZipFile(path) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    found["project.json"] = json.loads(found["project.json"])["project"]
    found.pop(asides.FILE)  # tells why words are not in it; an archive that came in never had them
    return found


def same(one, two):
    """Compare file by file, so that a difference says which one."""
    first, second = contents(one), contents(two)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def out_in_out(project, folder):
    """Out, in again beside the first one (so with other keys for everything), and out."""
    archive.write(project, folder / "one.zip")
    answer = reading.bring_in(folder / "one.zip")
    archive.write(answer.project, folder / "two.zip")
    same(folder / "one.zip", folder / "two.zip")
    return answer


@real_data
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in KNOWN else [pytest.mark.slow]) for name in EXPORTS]
)
def test_a_polis_export_comes_back_the_same(db, tmp_path, name):
    came = bring_in_polis(read_export(REAL / name), by=None, source="Polis, CC BY 4.0")
    Person.objects.bulk_create(Person(nickname=f"Somebody else {number}") for number in range(7))
    again = out_in_out(came.project, tmp_path)
    counts = (again.people, again.voices, again.stances)
    assert counts == (came.people, came.voices, came.stances)
    assert KNOWN.get(name, counts) == counts
    kept = came.project.voices.order_by("pk").values_list("external_id", "words", "said_at")
    assert list(again.project.voices.order_by("pk").values_list("external_id", "words", "said_at")) == list(kept)


@pytest.mark.slow
def test_the_example_comes_back_the_same(transactional_db, tmp_path):
    build()
    out_in_out(Project.objects.get(slug=SLUG), tmp_path)


@pytest.mark.sqlite
@real_data
def test_it_goes_from_one_installation_to_another_by_command(begun, tmp_path):
    def run(place, *words):
        env = {**os.environ, "ALONGSIDE_DATA": str(tmp_path / place)}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        command = [str(Path(sys.executable).parent / "alongside"), *words]
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=True).stdout

    for place in ("here", "there"):
        begun(tmp_path / place)
    told = json.loads(run("here", "import", "polis", str(REAL / "london.youth.policing"), "--json"))
    run("here", "export", told["project"], "one.zip")
    again = json.loads(run("there", "import", "archive", "one.zip", "--json"))
    run("there", "export", again["project"], "two.zip")
    same(tmp_path / "one.zip", tmp_path / "two.zip")
    assert again.keys() == told.keys()
    assert {key: again[key] for key in ("people", "voices", "stances")} == {"people": 27, "voices": 36, "stances": 638}
    assert again["voices"] == told["voices"]
