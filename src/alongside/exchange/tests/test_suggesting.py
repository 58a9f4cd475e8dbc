"""`alongside themes`: a table in, groups of its rows out, or a plain reason why not."""

import json

import pytest

from alongside import cli

SAID = [
    *(
        "The bus is late every morning",
        "Our bus driver waits, that is kind",
        "No bus on Sundays",
        "The bus is too dear",
    ),
    *("The library closes at four", "Our library has free books", "Keep the library open", "More library books"),
    "Violins",
]


def suggested(capsys, *words):
    status = cli.main(["themes", *map(str, words)])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return status, told.out, told.err


@pytest.fixture
def table(tmp_path):
    """Write a table of two columns and say where it is."""

    def written(rows, header="name;comment", encoding="utf-8"):
        path = tmp_path / "voices.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return path

    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_it_prints_groups_of_row_numbers_from_one(table, capsys, encoding):
    path = table([f"Zoë;{said}" for said in SAID], encoding=encoding)
    status, out, _ = suggested(capsys, path, "--json", "--groups", 2, "--seed", 3)
    found = json.loads(out)
    assert status == 0
    assert sorted(group["rows"] for group in found["groups"]) == [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert {"bus", "library"} <= {word for group in found["groups"] for word in group["words"]}
    assert all(set(group["typical"]) <= set(group["rows"]) for group in found["groups"])
    assert all([why["row"] for why in group["why"]] == group["rows"] for group in found["groups"])
    assert (found["alone"], found["placed"], found["seed"], found["version"]) == ([9], [], 3, "themes-1")
    assert found["seconds"] > 0


def test_empty_rows_keep_their_number(table, capsys):
    path = table([";", *[f"Pat;{said}" for said in SAID[:4]], ";", "Kim;"])
    found = json.loads(suggested(capsys, path, "--json")[1])
    assert [group["rows"] for group in found["groups"]] == [[2, 3, 4, 5]]
    assert found["alone"] == [1, 6, 7]


def test_a_theme_column_teaches_and_its_rows_stay(table, capsys):
    themes = ["Getting about"] * 3 + [""] + ["Books"] * 3 + ["", ""]
    path = table(
        [f"{theme};{said}" for theme, said in zip(themes, SAID, strict=True)], header="theme;what they told us"
    )
    found = json.loads(suggested(capsys, path, "--json", "--placed", "theme")[1])
    assert found["placed"] == [1, 2, 3, 5, 6, 7]
    assert {group["theme"]: group["rows"] for group in found["groups"]} == {"Getting about": [4], "Books": [8]}
    assert found["alone"] == [9]


def test_people_get_a_short_list(table, capsys):
    status, out, _ = suggested(capsys, table([f"x;{said}" for said in SAID]), "--groups", 2)
    assert status == 0
    assert "New group, 4 voices" in out
    assert "Alone, 1 voice: 9" in out
    assert "only people place voices" in out


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("", [], "the file is empty"),
        ("comment\n", [], "there are no voices"),
        ("a,b\n1,2\n", [], "--column"),
        ("a,comment\n1,2\n", ["--column", "words"], "column “words”"),
        ("a,comment\n1,2\n", ["--placed", "theme"], "column “theme”"),
        ("a,comment\n1,2\n1,2,3\n", [], "line 3"),
        ('a,comment\n1,"2\n', [], "quoted cell"),
    ],
)
def test_what_is_not_right_is_said_in_plain_words(tmp_path, capsys, text, more, said):
    path = tmp_path / "voices.csv"
    path.write_text(text)
    status, out, err = suggested(capsys, path, *more, "--json")
    assert (status, out) == (1, "")
    assert said in err
    assert "Nothing was suggested." in err


@pytest.mark.parametrize("more", [("--groups", "0"), ("--seed", "-1"), ("--seed", "x")])
def test_a_number_that_cannot_be_is_a_mistyped_command(table, capsys, more):
    with pytest.raises(SystemExit) as left:
        suggested(capsys, table([f"x;{said}" for said in SAID]), *more)
    assert left.value.code == 2
    assert "is not a whole number from" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    status, out, err = suggested(capsys, tmp_path / "none.csv")
    assert (status, out) == (1, "")
    assert "none.csv: cannot be read" in err
