"""A table of voices comes in on the pages and from the command line."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.engines.tables import escape_cell, open_table, unescape_cell
from alongside.engines.voicefile import check, good_rows, mapping_for
from alongside.exchange import jobs, tasks
from alongside.exchange.actions import bring_in_voices
from alongside.exchange.files import file_of, tell_progress
from alongside.exchange.jobs import run_bring_in
from alongside.ledger.actions import cancel_job, run_job
from alongside.ledger.models import Job
from alongside.projects.models import Membership
from alongside.voices.models import Voice

TABLE = b'Name,Date,Comment\r\nPat,2026-02-03,"Cold,\r\nvery cold"\r\nPat,soon,Damp\r\nKim,,=Warm\r\n'


def test_on_the_pages(cast, as_):
    address = "/p/warm-homes/bring-in/"
    assert as_(cast.amina).get(address).status_code == 403
    hana = as_(cast.hana)
    sent = hana.post(address, {"file": SimpleUploadedFile("notes.csv", TABLE)})
    job = Job.objects.get()
    assert sent.url == f"{address}{job.pk}/"
    assert as_(cast.olga).get(sent.url).status_code == 403
    assert "very cold" in hana.get(sent.url).content.decode()
    chosen = {"words": "Comment", "person": "Name", "said_at": "Date", "encoding": "utf-8-sig", "delimiter": ","}
    checked = hana.post(sent.url, chosen).content.decode()
    assert "Bring in 2 voices" in checked
    assert "line 4" in checked
    assert not Voice.objects.exists()
    assert b"line 4" in hana.get(f"{sent.url}bad-rows/").content
    assert hana.post(sent.url, {**chosen, "bring_in": "yes"}).url == f"/p/warm-homes/jobs/{job.pk}/"
    job.refresh_from_db()
    assert run_job(job, run_bring_in).state == "finished"
    assert list(Voice.objects.order_by("pk").values_list("words", "person__nickname")) == [
        ("Cold,\r\nvery cold", "Pat"),
        ("=Warm", "Kim"),
    ]
    assert hana.get(f"/p/warm-homes/jobs/{job.pk}/").status_code == 200


def test_stopped_it_keeps_nothing(cast, as_):
    as_(cast.hana).post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("notes.csv", TABLE)})
    job = Job.objects.get()
    Job.objects.update(options={"columns": {"words": "Comment"}})
    cancel_job(job)
    job.refresh_from_db()
    assert run_job(job, run_bring_in).state == "cancelled"
    assert not Voice.objects.exists()


def test_it_can_be_watched_and_stopped_while_it_writes(cast, as_, monkeypatch):
    hana = as_(cast.hana)
    address = hana.post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("notes.csv", TABLE)}).url
    hana.post(address, {"words": "Comment", "person": "Name"})
    job = Job.objects.get()
    page = f"/p/warm-homes/jobs/{job.pk}/"
    seen = []

    def watched(job, done, total):
        tell_progress(job, done, total)
        seen.append(hana.get(page).content.decode())
        hana.post(f"{page}stop/")
        tell_progress(job, done, total)

    monkeypatch.setattr(jobs, "tell_progress", watched)
    tasks.run.func(str(job.pk))
    job.refresh_from_db()
    assert "3 of 3 done" in seen[0]
    assert job.state == "cancelled"
    assert not Voice.objects.exists()
    assert "Start again" in hana.get(page).content.decode()
    assert list(file_of(job).parent.glob(f"{job.pk}.*")) == [], "neither the upload nor a mark of its work stays"


@pytest.mark.parametrize("data", [b"a,a\n1,2\n", b"", b'"a\nb', b"\x81\x8d,b\n1,2\n"])
def test_a_bad_file_is_told_beside_the_field(cast, as_, data):
    answer = as_(cast.hana).post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("bad.csv", data)})
    assert answer.status_code == 422


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "'", "''=", "\t", "\r", "", "a=", "a"])
def test_escaping_is_undone_exactly(text):
    assert unescape_cell(escape_cell(text)) == text
    assert not escape_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_broken_row_among_good_ones(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("words;when\nfine;2026-01-01\n\nx\0y;\nlong " + "a" * 6000 + ";\nalso fine;31/12/2025\nshort\n")
    table = open_table(path)
    found = check(table, mapping_for(table, {}))
    assert found.good == 2
    assert [row.line for row in found.bad] == [4, 5, 7]


def test_told_how_it_is_written_it_reads_the_columns_again(cast, as_):
    hana = as_(cast.hana)
    data = "Who;Said\r\nPat;Très froid, le café aussi\r\n".encode("cp1252")
    address = hana.post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("a.csv", data)}).url
    assert "Très froid" in hana.get(address).content.decode()
    comma = hana.post(address, {"encoding": "cp1252", "delimiter": ","})
    assert comma.context["table"].header == ["Who;Said"]
    assert "read again" in comma.content.decode()
    wrong = hana.post(address, {"encoding": "utf-8-sig", "delimiter": ";"})
    assert (wrong.status_code, wrong.context["table"].header) == (422, ["Who;Said"])
    assert "cannot be read as UTF-8" in wrong.content.decode()
    mended = hana.post(address, {"encoding": "cp1252", "delimiter": ";", "words": "Who;Said"})
    assert mended.context["table"].header == ["Who", "Said"]
    assert "found" not in mended.context, "columns chosen in the table as it was read before are not checked"
    checked = hana.post(address, {"words": "Said", "person": "Who"})
    assert checked.context["found"].good == 1
    assert Job.objects.get().options["delimiter"] == ";"


def test_it_says_what_came_in_and_leads_there(cast, as_):
    hana = as_(cast.hana)
    address = hana.post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("notes.csv", TABLE)}).url
    assert hana.post(address, {"bring_in": "yes"}).status_code == 200, "unchecked columns bring nothing in"
    hana.post(address, {"words": "Comment", "person": "Name", "said_at": "Date"})
    done = hana.post(address, {"bring_in": "yes"}).url
    run_job(Job.objects.get(), run_bring_in)
    page = hana.get(done).content.decode()
    for told in ("2 voices came in", "2 new people came in", "1 row was left out", "/voices/", "/people/"):
        assert told in page
    assert "already ended" in hana.post(f"{done}stop/", follow=True).content.decode()


def test_it_tells_large_numbers_readably_and_when_nobody_said_it(cast, as_):
    data = b"words\n" + b"The bus is late\n" * 1200
    hana = as_(cast.hana)
    address = hana.post("/p/warm-homes/bring-in/", {"file": SimpleUploadedFile("a.csv", data)}).url
    page = hana.post(address, {"words": "words"}).content.decode()
    assert "Bring in 1,200 voices" in page
    assert "No column says who said them" in page


def test_a_file_can_only_make_naming_quieter(cast, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "person,naming,words\nPat,full,a\nPat,first,b\nAmina,first,c\nAmina,do_not_quote,d\nBryn,anonymous,e\n"
    )
    Membership.objects.filter(person=cast.amina).update(naming="anonymous")
    Membership.objects.filter(person=cast.bryn).update(naming="do_not_quote")
    table = open_table(path)
    columns = mapping_for(table, {})
    assert ["full name" in str(row) for row in check(table, columns).bad] == [True]
    names = {"match_members": True, "total": 4, "by": cast.hana}
    rows = [
        replace(row, person={"Amina": cast.amina.nickname, "Bryn": cast.bryn.nickname}.get(row.person, row.person))
        for row in good_rows(table, columns)
    ]
    bring_in_voices(cast.project, rows, **names)
    found = dict(Voice.objects.filter(source="import").values_list("words", "naming"))
    assert found == {"b": "first", "c": "", "d": "do_not_quote", "e": ""}
    assert Voice.objects.get(words="c").person == cast.amina


@pytest.mark.sqlite
def test_from_the_command_line(begun, tmp_path):
    def run(*words):
        command = [str(Path(sys.executable).parent / "alongside"), *words]
        env = {**os.environ, "ALONGSIDE_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": ""}
        env.pop("DJANGO_SETTINGS_MODULE")
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=False)

    begun(tmp_path / "data")
    (tmp_path / "bad.csv").write_bytes(TABLE)
    bad = run("import", "voices", "bad.csv", "--json")
    assert bad.returncode == 1
    assert "bad.csv, line 4, column “Date”" in bad.stderr
    (tmp_path / "good.csv").write_bytes(TABLE.replace(b"soon", b""))
    good = run("import", "voices", "good.csv", "--title", "Cold homes", "--json")
    told = json.loads(good.stdout.splitlines()[-1])
    assert (told["project"], told["people"], told["voices"], told["stances"]) == ("cold-homes", 2, 3, 0)
    assert run("export", "cold-homes", "out.zip").returncode == 0
    again = json.loads(run("import", "archive", "out.zip", "--json").stdout)
    assert (again["project"], again["voices"]) == ("cold-homes-2", 3)
    assert run("export", "nothing", "none.zip").returncode == 1
    assert not (tmp_path / "none.zip").exists()
