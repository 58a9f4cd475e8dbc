"""A stolen database, its log, an archive or any page: no answer is anybody's."""

import logging
import re
import zipfile
from collections import Counter

from django.apps import apps
from django.contrib import admin
from django.db import connection

from alongside.equality import actions
from alongside.equality.models import Tally, Ticket
from alongside.exchange import archive
from alongside.projects.models import Membership

SAID = {"age": "30_44", "religion": "sikh"}


def everything() -> dict[str, Counter[tuple[str, ...]]]:
    """Each row of each table, as text."""
    found = {}
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found[model._meta.label] = Counter(tuple(str(cell) for cell in row) for row in cursor.fetchall())
    return found


def test_an_answer_changes_one_ticket_and_numbers_and_nothing_else(cast, as_, survey, caplog):
    caplog.set_level(logging.DEBUG)
    browser = as_(cast.amina)
    page = f"/p/warm-homes/about-us/{survey.pk}/answer/"
    browser.get(page)
    before = everything()
    assert browser.post(page, SAID, REMOTE_ADDR="203.0.113.77").status_code == 200
    changed = {label: rows - before[label] for label, rows in everything().items() if rows != before[label]}
    assert set(changed) == {"equality.Ticket", "equality.Tally"}
    ticket = str(*changed["equality.Ticket"])
    assert not [word for word in ("sikh", "30_44", "203.0.113", "20:", ":") if word in ticket]
    assert changed["equality.Tally"].total() == 3
    assert list(Tally.objects.exclude(count=0).values_list("count", flat=True)) == [1, 1, 1]
    said = " ".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))
    assert "sikh" not in said


def test_answering_and_declining_leave_the_same_ticket(cast, survey):
    actions.answer_as_member(survey, by=cast.amina, said=SAID)
    actions.answer_as_member(survey, by=cast.bryn, said=None)
    rows = Ticket.objects.filter(person__in=[cast.amina, cast.bryn])
    assert len({(row.kind, row.is_used, row.once_hash) for row in rows}) == 1


def test_no_table_has_a_time_an_order_or_a_way_from_number_to_person():
    names = {field.get_internal_type() for model in (Ticket, Tally) for field in model._meta.get_fields()}
    assert not names & {"DateTimeField", "DateField", "AutoField", "BigAutoField", "TimeField"}
    assert {field.name for field in Tally._meta.get_fields()} == {"id", "survey", "table", "cell", "count"}
    assert {field.name for field in Ticket._meta.get_fields()} == {
        "id", "survey", "kind", "person", "once_hash", "is_used",
    }  # fmt: skip


def test_the_order_of_rows_does_not_follow_the_order_of_answers(cast, survey):
    """Rows are made before anybody answers, and an answer moves none of them."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT id FROM "equality_tally"')
        before = cursor.fetchall()
        actions.answer_as_member(survey, by=cast.bryn, said=SAID)
        actions.answer_as_member(survey, by=cast.amina, said={"religion": "none"})
        cursor.execute('SELECT id FROM "equality_tally"')
        after = cursor.fetchall()
    assert set(before) == set(after)
    if connection.vendor == "sqlite":
        assert before == after


def test_no_admin_page_api_or_archive_has_a_number(cast, as_, survey, answered_by, tmp_path):
    answered_by(survey, 12, **SAID)
    assert not [model for model in admin.site._registry if model._meta.app_label == "equality"]
    archive.write(cast.project, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as zipped:
        assert not [n for n in zipped.namelist() if b"sikh" in zipped.read(n) or b"religion" in zipped.read(n)]
    for person in (cast.hana, cast.ada, cast.amina, cast.esi):
        page = as_(person).get(f"/p/warm-homes/about-us/{survey.pk}/").content.decode()
        shown = re.sub(r'value="[^"]*"', "", page.partition("<main")[2].partition("</main")[0])  # a token may hold any
        assert "12" not in shown


def test_closing_leaves_neither_number_nor_ticket_anywhere(cast, survey, answered_by):
    answered_by(survey, 12, religion="sikh")
    answered_by(survey, 3, religion="jewish")
    actions.close_survey(survey, by=cast.hana)
    rows = " ".join(str(row) for table in everything().values() for row in table)
    assert "jewish" not in rows


def test_whoever_leaves_takes_no_answer_with_them(cast, survey):
    """The number stays, because nobody knows whose it was; that they were asked is forgotten with the person."""
    actions.answer_as_member(survey, by=cast.amina, said=SAID)
    Membership.objects.filter(person=cast.amina).delete()
    Ticket.objects.filter(person=cast.amina).update(person=None)
    assert Tally.objects.get(survey=survey, table="religion", cell="sikh").count == 1
