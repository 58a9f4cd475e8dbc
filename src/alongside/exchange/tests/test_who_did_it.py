"""Who did what: an archive tells it only where the row itself tells it, and no hour leads there."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import transaction

from alongside.exchange import archive, history
from alongside.exchange.tables import TABLES, person_columns
from alongside.exchange.tests.test_any_project import steps_in_the_code
from alongside.ledger.actions import note_step
from alongside.ledger.models import Step
from alongside.moderation.actions import set_aside
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.projects.history import PRIVATE
from alongside.sensemaking.models import Theme
from alongside.trust.actions.expectations import write_line

AT = datetime(2026, 2, 3, 4, 5, 6, 789, UTC)


def table(path, name):
    with zipfile.ZipFile(path) as zipped:
        return list(csv.DictReader(io.StringIO(zipped.read(f"data/{name}.csv").decode(), newline="")))


def steps(project, tmp_path):
    archive.write(project, tmp_path / "one.zip")
    return table(tmp_path / "one.zip", "steps")


@pytest.fixture
def theme(cast):
    return Theme.objects.create(project=cast.project, title="Cold", made_by=cast.hana)


def test_lines_without_a_name_stay_without_one(cast, say, tmp_path):
    line = write_line(cast.project, by=cast.amina, kind="hope", words="That somebody listens.")
    voice = say(cast.bryn, "My neighbour is a thief.")
    rule, reason = rules_in_force(cast.project).lines[0], "It speaks badly of one person."
    set_aside(cast.project, "voice", voice.pk, by=cast.cole, rule=rule, reason=reason, is_about_hosts=False)
    told = {row["verb"]: row for row in steps(cast.project, tmp_path)}
    for verb in ("expectation.written", "words.set_aside"):
        assert (told[verb]["actor"], told[verb]["at"][10:]) == ("", "T00:00:00+00:00"), verb
    assert line.made_at.isoformat() not in {row["at"] for row in told.values()}


def test_verbs_are_told_without_who_unless_named_here(cast, theme, tmp_path):
    """Every verb of the product, on a row that tells of Hana: a new verb keeps quiet."""
    verbs = {verb for verb, _facts in steps_in_the_code() if verb and not verb.startswith(PRIVATE)}
    assert len(verbs) > 60
    with transaction.atomic():
        for verb in verbs:
            note_step(verb, subject=theme, project_id=cast.project.pk, actor=cast.hana)
    told = [row for row in steps(cast.project, tmp_path) if row["verb"] in verbs]
    assert {row["verb"] for row in told if row["actor"]} == {"theme.made", "theme.merged"}
    hours = {row["verb"] for row in told if not row["at"].endswith("T00:00:00+00:00")}
    assert hours == history.ACTOR_IN.keys() & verbs


def test_every_verb_with_its_who_is_told_by_a_column():
    verbs = {verb for verb, _facts in steps_in_the_code()}
    columns = {table.file: set(person_columns(table)) for table in TABLES}
    for verb, (file, *names) in history.ACTOR_IN.items():
        assert verb in verbs, f"{verb} is nowhere in the code"
        assert set(names) <= columns[file], f"{file} does not tell who did {verb}"


def test_somebody_else_than_the_row_tells_is_not_told(cast, theme, tmp_path):
    with transaction.atomic():
        note_step("theme.made", subject=theme, project_id=cast.project.pk, actor=cast.cole)
    assert [row["actor"] for row in steps(cast.project, tmp_path)] == [""]


def test_a_step_told_by_its_day_does_not_stand_between_two_of_one_person(cast, theme, tmp_path):
    with transaction.atomic():
        for verb in ("theme.made", "words.set_aside", "theme.made"):
            note_step(verb, subject=theme, project_id=cast.project.pk, actor=cast.hana)
    Step.objects.filter(project_id=cast.project.pk).update(at=AT)
    told = steps(cast.project, tmp_path)
    assert [row["verb"] for row in told] == ["words.set_aside", "theme.made", "theme.made"]
    assert [row["at"] for row in told] == ["2026-02-03T00:00:00+00:00", AT.isoformat(), AT.isoformat()]
