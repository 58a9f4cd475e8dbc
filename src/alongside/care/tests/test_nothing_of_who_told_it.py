"""A worry leaves no address, browser, account, session or time of day: in no table, no log, no email, no page."""

import logging
import zipfile
from datetime import datetime

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alongside.care.actions import forget_old
from alongside.care.models import Concern
from alongside.care.tasks import begin_rounds, hourly_round, tell_leads
from alongside.exchange import archive

PAGE = "/p/warm-homes/worried/"
FROM = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Zorabrowser/9", "HTTP_REFERER": "http://testserver/zora-ref"}
SENT = {"words": "He is afraid: zora-worry.", "reach": "zora-phone", "name": "zora-name", "submit_key": "zora-key-zora"}
TRACES = ["203.0.113.77", "Zorabrowser", "zora-ref", "zora-worry", "zora-phone", "zora-name", "zora-key", "13:37"]


def everything() -> dict[str, str]:
    """Each row of each table, as text; sealed bytes as letters too."""
    found = {}
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for number, row in enumerate(cursor.fetchall()):
                cells = [bytes(c).decode("latin-1") if isinstance(c, bytes | memoryview) else str(c) for c in row]
                found[f"{model._meta.label} {number}"] = " | ".join(cells)
    return found


def new_rows(before: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in everything().items() if before.get(key) != text}


@pytest.mark.parametrize("who", ["nobody", "amina"])
def test_only_the_words_sealed_and_the_day_are_kept(cast, as_, who, caplog):
    caplog.set_level(logging.DEBUG)
    cast.sam.email = "sam@example.org"
    cast.sam.save()
    client: Client = as_(cast.amina if who == "amina" else None)
    client.get(PAGE)
    before = everything()
    with time_machine.travel(datetime(2026, 5, 6, 13, 37, 21, tzinfo=timezone.get_current_timezone()), tick=False):
        client.post(PAGE, {"words": ""}, **FROM)
        answer = client.post(PAGE, SENT, **FROM)
    assert answer.status_code == 200
    assert {key.split()[0] for key in new_rows(before)} == {"care.Concern"}, "one row in one table"
    row = new_rows(before)[f"care.Concern {Concern.objects.count() - 1}"]
    assert not [trace for trace in TRACES if trace in row]
    assert answer.context["code"].replace("-", "") not in row
    assert str(Concern.objects.get().on) == "2026-05-06"
    assert f"| {cast.amina.pk} |" not in row.replace(f"| {cast.project.pk} |", "|")
    said = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert not [trace for trace in [*TRACES, "worried"] if trace in said]
    tell_leads()
    letter = str(mail.outbox[0].message())
    assert not [trace for trace in TRACES if trace in letter]


def test_the_walk_would_see_what_is_not_sealed(cast, monkeypatch):
    monkeypatch.setattr(
        "alongside.care.actions.concerns.seal", lambda row, field, words: setattr(row, field, words.encode())
    )
    Client().post(PAGE, SENT, **FROM)
    assert [key for key, text in everything().items() if "zora-worry" in text]


def test_who_is_signed_in_stays_out_of_the_answer_too(cast, as_):
    as_(cast.amina).post(PAGE, SENT)
    concern = Concern.objects.get()
    page = as_(cast.sam).get(f"/p/warm-homes/concerns/{concern.pk}/").content.decode()
    assert "Amina" not in page


def test_no_history_no_search_and_no_file_tells_of_it(cast, as_, tmp_path):
    Client().post(PAGE, SENT)
    for path in ("history/", "", "desk/"):
        page = as_(cast.hana).get(f"/p/warm-homes/{path}").content.decode()
        assert "zora" not in page
        assert "1 worry" not in page
    archive.write(cast.project, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as zipped:
        assert not [name for name in zipped.namelist() if "concern" in name]


def test_pages_of_worries_are_stored_by_no_browser(cast, as_):
    for path in (PAGE, "/worry-code/", PAGE + "paper/"):
        assert "no-store" in as_(None).get(path)["Cache-Control"]


def test_rounds_go_by_the_hour_and_one_waits_at_a_time(cast):
    with time_machine.travel(datetime(2026, 5, 6, 13, 37, tzinfo=timezone.get_current_timezone()), tick=False):
        for _twice in range(2):
            begin_rounds()
        row = DBTaskResult.objects.get(task_path=hourly_round.module_path)
    assert timezone.localtime(row.run_after).strftime("%H:%M:%S") == "14:00:00"
    assert forget_old(timezone.localdate()) == 0
