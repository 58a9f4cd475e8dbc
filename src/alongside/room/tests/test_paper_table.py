"""A filled table: looked at first, then all of it or nothing; what is wrong is told with line and column."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from alongside.room import actions, queries
from alongside.room.models import Mark
from alongside.voices.models import Voice

THINGS = ("Warm halls first.", "=Letters, in plain words.", "-Tea")


def here(workshop, activity, more=""):
    return f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/paper/{activity.pk}/{more}"


def file_of(content, name="filled.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return SimpleUploadedFile(name, data, content_type="text/csv")


def look(workshop, activity, client, content):
    return client.post(here(workshop, activity, "bring/"), {"file": file_of(content)})


def bring(workshop, activity, client, content):
    page = look(workshop, activity, client, content).content.decode()
    carried = page.split('name="content" value="')[1].split('"')[0]
    return page, client.post(here(workshop, activity, "bring/"), {"content": carried}, follow=True)


def header(workshop, activity, client):
    answer = client.get(here(workshop, activity, "table.csv"))
    return next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def filled(columns, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


def test_only_hosts_bring_tables_in(workshop, cast, as_):
    activity = workshop.run("statements", *THINGS)
    assert as_(cast.bryn).get(here(workshop, activity, "table.csv")).status_code == 403
    assert look(workshop, activity, as_(cast.bryn), "sheet,1 x\n1,a\n").status_code == 403
    assert as_(cast.bryn).post(here(workshop, activity, "bring/"), {"content": "00"}).status_code == 403
    assert not Mark.objects.exists()


def test_the_empty_table_filled_comes_back_and_counts_with_phones(workshop, cast, as_):
    activity, host = workshop.run("statements", *THINGS), as_(cast.hana)
    workshop.put(workshop.phone(), activity, s=1, v="1")
    columns = header(workshop, activity, host)
    assert columns == ["sheet", "1 Warm halls first.", "2 =Letters, in plain words.", "3 -Tea"]
    table = filled(columns, [1, "a", "D", ""], [2, "Agree", "pass", "0"], [3, "", "", ""])
    page, answer = bring(workshop, activity, host, table)
    assert "2 sheets, 5 answers" in page
    assert "Kept: 2 sheets, 5 answers." in answer.content.decode()
    counts = queries.counts_of(activity)
    assert (counts.seats, counts.paper) == (3, 2)
    assert [dict(line.parts) for line in counts.lines] == [
        {"agree": 3, "seats": 3},
        {"disagree": 1, "pass": 1, "seats": 2},
        {"pass": 1, "seats": 1},
    ]
    page, _answer = bring(workshop, activity, host, table.replace("1,a", "1,d"))
    assert "Typed in before: sheets 1–2." in page
    assert queries.counts_of(activity).paper == 2
    assert dict(queries.counts_of(activity).lines[0].parts) == {"agree": 2, "disagree": 1, "seats": 3}


def test_nothing_is_kept_by_looking(workshop, cast, as_):
    activity = workshop.run("statements", *THINGS)
    assert look(workshop, activity, as_(cast.hana), "sheet,1\n1,a\n").status_code == 200
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("kind", "row", "stands"),
    [
        ("dots", [5, 2, "", 1, ""], {0: "1:2,3:1"}),
        ("dots", [5, "", "", "", "yes"], {0: ""}),
        ("pairs", [5, "1", "-", ""], {100002: "1", 100003: ""}),
        ("nominal", [5, 3, 1, "", "", ""], {0: "3,1"}),
        ("pulse", [5, 0, "-", ""], {1: "0", 2: ""}),
    ],
)
def test_every_kind_has_its_table(workshop, cast, as_, kind, row, stands):
    activity, host = workshop.run(kind, *([] if kind == "pulse" else THINGS), picks=3), as_(cast.hana)
    bring(workshop, activity, host, filled(header(workshop, activity, host), row))
    assert dict(Mark.objects.values_list("slot", "value")) == stands


def test_a_diamond_is_filled_in_row_by_row(workshop, cast, as_):
    activity, host = workshop.run("diamond", *[f"Card {n}" for n in range(1, 10)]), as_(cast.hana)
    columns = header(workshop, activity, host)
    bring(workshop, activity, host, filled(columns, [1, 5, 3, 1, 2, 4, 6, 9, 8, 7, ""]))
    assert Mark.objects.get().value == "5:1,3:2,1:2,2:3,4:3,6:3,9:4,8:4,7:5"
    twice = look(workshop, activity, host, filled(columns, [2, 5, 5, 1, 2, 4, 6, 9, 8, 7, ""]))
    assert "Line 2: Each of the nine numbers stands in one square. Not there yet: 3." in twice.content.decode()


def test_words_come_in_as_voices_once(workshop, cast, as_):
    activity, host = workshop.run("timeline"), as_(cast.hana)
    rows = [[1, "2019", "The boiler broke."], [1, "", '’Tis cold, "they" said'], [2, "after the move", "=SUM(A1)"]]
    table = filled(header(workshop, activity, host), *rows)
    for _again in range(2):
        page, _answer = bring(workshop, activity, host, table)
        assert "2 sheets, 3 voices" in page
    said = [(one.moment, one.words) for one in queries.show_items(queries.items_of(activity))]
    assert said == [(when, words) for _sheet, when, words in rows]
    assert set(Voice.objects.values_list("source", "typed_by")) == {("paper", cast.hana.pk)}


WRONG = {
    "empty": (b"", "empty"),
    "only a header": (b"sheet,1 Warm\n", "Nothing is filled in."),
    "no sheet": (b"number,1 Warm\n1,a\n", "line 1, column “sheet”: this column is missing."),
    "wrong columns": (
        b"sheet,9 Nine\n1,a\n",
        "line 1, column “9 Nine”: this column does not belong to “A statements”.",
    ),
    "no answers": (b"sheet,\n1,a\n", "there is no column with answers."),
    "twice the column": (b"sheet,1 Warm,1 Warm\n1,a,a\n", "two columns have the same name"),
    "wrong letter": (b"sheet,1 Warm\n1,a\n2,q\n", "Line 3, column “1 Warm”: “q” cannot stand here."),
    "no number": (b"sheet,1 Warm\nP1,a\n", "Line 2, column “sheet”: “P1” is not the number of a sheet."),
    "nought": (b"sheet,1 Warm\n0,a\n", "is not the number of a sheet."),
    "a huge number": (b"sheet,1 Warm\n" + b"9" * 400 + b",a\n", "is not the number of a sheet."),
    "twice the sheet": (b"sheet,1 Warm\n4,a\n4,d\n", "Line 3, column “sheet”: Sheet 4 is in line 2 already."),
    "short row": (b"sheet,1 Warm,2 Letters\n1,a\n", "Line 2: this row has 2 cells where the header has 3."),
    "zero bytes": (b"sheet,1 Warm\n1,a\x00\n", "NUL character"),
    "nothing but zeros": (b"\x00" * 500, "line 1"),
    "half a quote": (b'sheet,1 Warm\n1,"a\n', "ends in the middle of a quoted cell"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "line 1"),
    "too many rows": (b"sheet,1 Warm\n" + b"1,\n" * 5001, "There are more than 5000 rows."),
    "huge": (b"sheet,1 Warm\n" + b"1,a\n" * 300_000, "larger than 1 MB"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_table_is_told_and_nothing_is_kept(workshop, cast, as_, what):
    content, told = WRONG[what]
    activity = workshop.run("statements", *THINGS)
    answer = look(workshop, activity, as_(cast.hana), content)
    assert answer.status_code == 422
    assert escape(told) in answer.content.decode()
    carried = as_(cast.hana).post(here(workshop, activity, "bring/"), {"content": content.hex()}, follow=True)
    assert "alert-danger" in carried.content.decode()
    assert not Mark.objects.exists()


def test_all_that_is_wrong_is_told_at_once(workshop, cast, as_):
    activity = workshop.run("statements", *THINGS)
    page = look(workshop, activity, as_(cast.hana), "sheet,1,2\n1,a,q\nx,a,a\n3,?,a\n").content.decode()
    assert page.count("cannot stand here") == 2
    assert "is not the number of a sheet" in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_spreadsheets_save_them(workshop, cast, as_, encoding, delimiter):
    activity = workshop.run("open")
    table = f"sheet{delimiter}words\r\n1{delimiter}Café with Zoë\r\n{delimiter}\r\n".encode(encoding)
    bring(workshop, activity, as_(cast.hana), table)
    assert Voice.objects.get().words == "Café with Zoë"


def test_signs_in_peoples_words_do_not_part_the_columns(workshop, cast, as_):
    activity, host = workshop.run("statements", "a; b; c; d | e | f", "x"), as_(cast.hana)
    bring(workshop, activity, host, filled(header(workshop, activity, host), [1, "a", "d"]))
    assert dict(Mark.objects.values_list("slot", "value")) == {1: "1", 2: "-1"}


def test_what_changed_between_looking_and_keeping_is_told(workshop, cast, as_):
    activity, host = workshop.run("statements", *THINGS), as_(cast.hana)
    page = look(workshop, activity, host, "sheet,1\n1,a\n").content.decode()
    carried = page.split('name="content" value="')[1].split('"')[0]
    actions.set_state(activity.items.get(number=1), "hidden", by=cast.hana)
    answer = host.post(here(workshop, activity, "bring/"), {"content": carried}, follow=True)
    assert "does not belong to" in answer.content.decode()
    assert not Mark.objects.exists()
    for nonsense in ("zz", "0"):
        lost = host.post(here(workshop, activity, "bring/"), {"content": nonsense}, follow=True)
        assert "The table was lost on the way" in lost.content.decode()
