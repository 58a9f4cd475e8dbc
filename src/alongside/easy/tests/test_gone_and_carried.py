"""Taking everything back forgets how one reads, a restored backup too; an archive carries easy words, not wishes."""

import pytest

from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.models import Form, Reading
from alongside.easy.texts import all_texts, text_called
from alongside.ethics.actions import answer
from alongside.exchange import archive
from alongside.exchange.reading import bring_in
from alongside.exchange.tables import FILE_OF, STAYING, SUBJECTS
from alongside.ledger.models import Erasure
from alongside.people.actions import join_people
from alongside.projects.actions import add_member, set_phase
from alongside.projects.withdrawals import Withdrawal, what_it_reaches
from alongside.sensemaking.actions import make_theme
from alongside.voices.actions import take_back as take_back_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    settings.KEYS_FOLDER = tmp_path


def take_back(cast, person):
    answer(cast.project, person, "notes", yes=True, by=person)
    return answer(cast.project, person, "notes", yes=False, by=person)


def test_it_is_forgotten_with_the_last_project_that_keeps_anything(cast, reads):
    add_member(cast.other, cast.bryn, by=cast.olga, side="community")
    for person in (cast.amina, cast.bryn):
        reads(person, size="3", language="so")
    told = Withdrawal(cast.amina, cast.project, frozenset({"notes"}), by=cast.amina)
    assert "How you like to read is forgotten." in what_it_reaches(told)
    take_back(cast, cast.amina)
    take_back(cast, cast.bryn)
    assert list(Reading.objects.values_list("person", flat=True)) == [cast.bryn.pk]


def test_a_restored_backup_does_not_bring_it_back(cast, reads):
    row = reads(cast.amina, size="3")
    kept = {field.attname: getattr(row, field.attname) for field in Reading._meta.concrete_fields}
    actions.forget_reading(cast.amina, by=cast.amina)
    erased = Erasure.objects.get(what="reading")
    Reading.objects.create(**kept)
    assert not actions.forget_reading_again(row.pk, "another mark")
    assert actions.forget_reading_again(int(erased.subject_id), erased.mark)
    assert not Reading.objects.exists()


def test_of_two_records_of_one_person_what_was_chosen_last_holds(cast, reads):
    reads(cast.amina, size="2")
    reads(cast.cole, size="3", easy_first=True, language="so")
    join_people(cast.amina, cast.cole, by=cast.amina)
    row = Reading.objects.get()
    assert (row.person_id, row.size, row.easy_first) == (cast.amina.pk, "3", True)


def test_an_archive_carries_easy_words_to_what_they_stand_on(cast, reads, tmp_path):
    reads(cast.amina, sign="zora-sign", size="3")
    set_phase(cast.project, by=cast.hana, title="First", starts_on=cast.project.starts_on)
    phase = set_phase(cast.project, by=cast.hana, title="Listen", starts_on=cast.project.starts_on)
    theme = make_theme(cast.project, by=cast.hana, title="Warmth")
    for name, row in (("projects.question", cast.project), ("projects.phase", phase), ("sensemaking.theme", theme)):
        actions.write_easy(cast.project, text_called(name), row, by=cast.hana, lines=[Line("Easy.", "tea")])
    path = tmp_path / "out.zip"
    archive.write(cast.project, path)
    assert b"zora-sign" not in path.read_bytes()
    bring_in(path)
    new = type(cast.project).objects.latest("pk")
    forms = {form.text: form for form in Form.objects.filter(project=new)}
    assert forms["projects.question"].subject_id == new.pk
    assert new.phases.get(pk=forms["projects.phase"].subject_id).title == "Listen"
    assert new.themes.get(pk=forms["sensemaking.theme"].subject_id).title == "Warmth"
    assert forms["sensemaking.theme"].words == "{tea} Easy."
    assert not Reading.objects.exclude(person=cast.amina).exists()


def test_words_taken_back_leave_easy_words_old_ones_too(cast, say):
    said = say(cast.amina, "My stairs are dark and steep.")
    text = text_called("projects.question")
    for more in ("We listen.", "We look."):
        lines = [Line("My stairs are dark and steep.", "stairs"), Line(more)]
        actions.write_easy(cast.project, text, cast.project, by=cast.hana, lines=lines)
    take_back_voice(said, by=cast.amina)
    kept = [form.words for form in Form.objects.order_by("pk")]
    assert not [words for words in kept if "dark and steep" in words]
    assert [words.splitlines()[1] for words in kept] == ["We listen.", "We look."]


def test_an_archive_knows_what_every_text_stands_on(cast):
    for text in all_texts():
        model = text.rows(cast.project).model
        if text.name in STAYING:
            assert model not in FILE_OF
        elif text.stands_on == "pk" and model is not type(cast.project):
            assert SUBJECTS.get(text.name) is model, f"{text.name}: put it into SUBJECTS of exchange/tables.py"
        elif text.of_project:
            assert text.name not in SUBJECTS
