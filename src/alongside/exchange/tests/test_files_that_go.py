"""A file made for download goes as soon as words that it holds are taken back, whatever kind of words."""

import pytest

from alongside.decisions.actions import comment_on, start_draft, take_back_comment, write_passage
from alongside.ethics.actions import answer, note_risk, take_back_plan_words, withdraw
from alongside.exchange import archive
from alongside.exchange.files import EXPORT, file_of
from alongside.ledger.actions import end_job, start_job
from alongside.projects.actions import choose_naming

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast, settings, tmp_path):
    settings.EXPORT_FOLDER, settings.ERASED_FILE = tmp_path / "out", tmp_path / "erased.jsonl"
    settings.EXPORT_FOLDER.mkdir()

    def make():
        job = start_job(EXPORT, project_id=cast.project.pk, person=cast.hana)
        archive.write(cast.project, file_of(job))
        end_job(job, "finished", bytes=1)
        return file_of(job)

    return make


def test_a_risk(cast, held, deliver):
    risk = note_risk(cast.project, by=cast.amina, words="My neighbour reads this: zora.")
    file = held()
    take_back_plan_words(risk, by=cast.amina)
    deliver()
    assert not file.exists()


def test_a_comment(cast, held, deliver):
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    passage = write_passage(draft, by=cast.hana, heading="H", text="The hall is cold.").passage
    comment = comment_on(passage, by=cast.amina, words="It was me who froze.")
    file = held()
    take_back_comment(comment, by=cast.amina)
    deliver()
    assert not file.exists()


def test_before_anybody_removed_it_nobody_takes_it_away(cast, held, as_):
    file = held()
    url = f"/p/warm-homes/export/{file.stem}/"
    assert as_(cast.hana).get(url).status_code == 200
    choose_naming(cast.project.memberships.get(person=cast.bryn), by=cast.bryn, naming="anonymous")
    assert as_(cast.hana).get(url).status_code == 404


def test_a_name_that_may_not_be_told_any_more(cast, held):
    answer(cast.project, cast.bryn, "name", yes=True, by=cast.bryn)
    file = held()
    answer(cast.project, cast.bryn, "name", yes=False, by=cast.bryn)
    assert not file.exists()


def test_everything_of_somebody_who_said_no_voice(cast, held):
    note_risk(cast.project, by=cast.amina, words="My neighbour reads this: zora.")
    file = held()
    withdraw(cast.project, cast.bryn, ["phone"], by=cast.bryn)
    assert file.exists(), "how Bryn is reached is in no file"
    withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    assert not file.exists()
