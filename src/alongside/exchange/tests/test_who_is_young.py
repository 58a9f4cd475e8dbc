"""Nothing in an archive differs by who is young; and what both must allow stays as strict where it is brought in."""

import zipfile

import pytest

from alongside.engines.tables import FileProblem
from alongside.ethics import actions
from alongside.ethics.models import Permission
from alongside.ethics.queries import notice_words, permits_in
from alongside.exchange import archive, reading
from alongside.exchange.tests.test_who_did_it import table
from alongside.people.models import Person
from alongside.projects.models import Membership
from alongside.voices.actions import record_voice


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


@pytest.fixture
def young(cast):
    """Amina is young, and Bryn is her father. Cole answers the same as she does."""
    Membership.objects.filter(person__in=(cast.amina, cast.cole)).update(naming="full")
    actions.set_young_rules(cast.project, by=cast.hana, is_on=True, cut_off=16, both=["quote", "name"])
    actions.record_authority(
        cast.project, cast.amina, cast.bryn, by=cast.hana, acting="parent", ground="She is in year seven."
    )
    actions.ask(cast.project, [cast.cole], ["my_photo"], by=cast.hana)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    for person in (cast.amina, cast.cole):
        for kind in ("quote", "name", "my_photo"):
            actions.answer(cast.project, person, kind, yes=True, by=person)
    return cast.amina


def of(path, person):
    """The rows about one person, without what differs from row to row."""
    number = next(row["id"] for row in table(path, "people") if row["nickname"] == person.nickname)
    rows = [row for row in table(path, "permissions") if row["person"] == number and not row["until"]]
    return {row["kind"]: {key: row[key] for key in row.keys() - {"id", "record", "person", "at"}} for row in rows}


def test_a_young_person_looks_like_everybody_else(cast, young, tmp_path):
    path = tmp_path / "one.zip"
    for kind in ("quote", "name"):
        actions.answer(cast.project, young, kind, yes=True, by=cast.bryn)
    archive.write(cast.project, path)
    assert of(path, young) == of(path, cast.cole)
    notices = table(path, "notices")
    easy = notice_words("my_photo", actions.answering.handling_of(cast.project), easy=True).splitlines()[-1]
    assert [row for row in notices if easy in row["words"]] == []
    assert {(row["kind"], row["number"]) for row in notices} == {("quote", "1"), ("name", "1"), ("my_photo", "1")}
    with zipfile.ZipFile(path) as zipped:
        text = "\n".join(zipped.read(name).decode() for name in zipped.namelist())
    assert "parent" not in text
    assert "is_second" not in text


@pytest.mark.parametrize("parent_says", [None, False])
def test_a_yes_without_a_parent_s_is_a_no_elsewhere(cast, young, tmp_path, parent_says):
    path = tmp_path / "one.zip"
    if parent_says is not None:
        for kind in ("quote", "name"):
            actions.answer(cast.project, young, kind, yes=parent_says, by=cast.bryn)
    archive.write(cast.project, path)
    assert young.nickname not in {row["nickname"] for row in table(path, "people")}, "her name is not allowed by both"
    before = Person.objects.order_by("-pk")[0].pk
    came = reading.bring_in(path).project
    rows = Permission.objects.filter(project=came, until=None, person__pk__gt=before)
    assert not rows.filter(is_second=True).exists()
    permits = permits_in(came)
    allowed = {row.person_id for row in rows if permits.allows("quote", came.pk, row.person_id, None)}
    assert len(allowed) == 1, "Cole alone"
    assert rows.filter(kind="my_photo", state="given").count() == 2
    archive.write(came, tmp_path / "two.zip")
    for name in ("permissions", "notices", "people"):
        assert table(path, name) == table(tmp_path / "two.zip", name)


def test_a_yes_by_saying_something_is_no_odd_no_elsewhere(cast, tmp_path):
    """Cole said no on a page and then something; Amina said something, and nobody has asked her parent."""
    actions.set_young_rules(cast.project, by=cast.hana, is_on=True, cut_off=16, both=["quote", "publish"])
    Membership.objects.filter(person__in=(cast.amina, cast.cole)).update(naming="full")
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    for kind in ("quote", "publish"):
        actions.answer(cast.project, cast.cole, kind, yes=False, by=cast.cole)
    for person in (cast.cole, cast.amina):
        record_voice(cast.project, words="The hall is cold.", by=person, person=person)
    archive.write(cast.project, tmp_path / "one.zip")
    own, his = of(tmp_path / "one.zip", cast.amina), of(tmp_path / "one.zip", cast.cole)
    assert {kind: own[kind] for kind in ("quote", "publish", "notes")} == {
        kind: his[kind] for kind in ("quote", "publish", "notes")
    }
    times = {row["at"] for row in table(tmp_path / "one.zip", "permissions")}
    assert {one[10:] for one in times} == {"T00:00:00+00:00"}, "days alone: the same moment would join them"


def test_an_archive_with_the_parents_in_it_is_refused(cast, young, tmp_path):
    archive.write(cast.project, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as zipped, zipfile.ZipFile(tmp_path / "old.zip", "w") as out:
        for name in zipped.namelist():
            old = zipped.read(name)
            out.writestr(name, old.replace(b",state,how,", b",state,acting,how,") if "permissions" in name else old)
    with pytest.raises(FileProblem, match="columns are not those of this version"):
        reading.bring_in(tmp_path / "old.zip")
