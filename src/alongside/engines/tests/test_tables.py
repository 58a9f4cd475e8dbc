"""Tables as people's programs write them."""

import pytest

from alongside.engines.tables import BadRow, FileProblem, moment, open_table

SAID = "Who;When;What was said\r\nZoë;03/02/2026;“Cold”, très froid\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_it_finds_how_a_table_is_written(tmp_path, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes(SAID.encode(encoding))
    table = open_table(path)
    assert (table.header, table.delimiter) == (["Who", "When", "What was said"], ";")
    assert list(table.rows()) == [(2, ["Zoë", "03/02/2026", "“Cold”, très froid"])]


def test_it_reads_what_spreadsheets_leave_behind(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('sep=;\nwho;words;;\nPat;"Two\nlines";;\n;;;\n;;\nKim;Damp\nAli;Cold;;x\nAli;Cold;\nBo\n')
    table = open_table(path)
    assert table.header == ["who", "words"]
    rows = list(table.rows())
    assert [(line, row) for line, row in rows if isinstance(row, list)] == [
        (3, ["Pat", "Two\nlines"]),
        (7, ["Kim", "Damp"]),
        (9, ["Ali", "Cold"]),
    ]
    assert [row.line for _line, row in rows if isinstance(row, BadRow)] == [8, 10]


@pytest.mark.parametrize("text", [";;\na;b;c\n", "sep=;\n", ",,,\n"])
def test_a_table_without_a_header_is_refused(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text)
    with pytest.raises(FileProblem, match="header"):
        open_table(path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-03", "2026-02-03"),
        ("03/02/2026", "2026-02-03"),
        ("3/2/26", "2026-02-03"),
        ("03.02.2026 14:05", "2026-02-03"),
        ("03-Feb-26", "2026-02-03"),
        ("3 February 2026", "2026-02-03"),
        ("02/28/2026", None),
        ("46056", None),
        ("soon", None),
    ],
)
def test_it_reads_days_as_people_write_them(text, day):
    found = moment(text)
    assert (found.date().isoformat() if found else None) == day
