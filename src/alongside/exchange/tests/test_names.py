"""In an archive one row is behind all words of a person: the quietest name they chose is the one that it bears."""

import csv
import io
import zipfile

import pytest

from alongside.exchange import archive
from alongside.people.models import Person
from alongside.projects.models import Membership
from alongside.voices.actions import take_back

pytestmark = pytest.mark.django_db


def bryn_in(cast, tmp_path) -> dict[str, str]:
    path = tmp_path / "out.zip"
    archive.write(cast.project, path)
    with zipfile.ZipFile(path) as made:
        people = list(csv.DictReader(io.StringIO(made.read("data/people.csv").decode(), newline="")))
        voices = list(csv.DictReader(io.StringIO(made.read("data/voices.csv").decode(), newline="")))
    [own] = {row["person"] for row in voices}
    return next(row for row in people if row["id"] == own)


@pytest.mark.parametrize(
    ("namings", "nickname"),
    [
        (["full", "anonymous"], ""),
        (["full", "initials"], "B P"),
        (["full", "pseudonym"], ""),
        (["full", "full"], "Bryn"),
        (["full", "do_not_quote"], "Bryn"),
        (["full", ""], ""),  # not said for this one: as they are named in the project, without a name
    ],
)
def test_who_said_one_thing_without_a_name_is_named_nowhere(cast, say, tmp_path, namings, nickname):
    Membership.objects.filter(person=cast.bryn).update(naming="anonymous")
    Person.objects.filter(pk=cast.bryn.pk).update(pseudonym="Zora of the lock")
    for number, naming in enumerate(namings):
        say(cast.bryn, f"The hall is cold, {number}.", naming=naming)
    row = bryn_in(cast, tmp_path)
    assert row["nickname"] == (nickname or f"Person {row['id']}")
    assert row["full_name"] == ("Bryn Parry" if nickname == "Bryn" else "")
    assert row["pseudonym"] == ("Zora of the lock" if "pseudonym" in namings else "")


def test_what_was_taken_back_hides_no_name_any_more(cast, say, tmp_path):
    Membership.objects.filter(person=cast.bryn).update(naming="full")
    quiet = say(cast.bryn, "I was afraid.", naming="anonymous")
    say(cast.bryn, "The hall is cold.")
    take_back(quiet, by=cast.bryn)
    assert bryn_in(cast, tmp_path)["nickname"] == "Bryn"
