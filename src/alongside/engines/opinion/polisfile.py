"""The answers of a Polis export: from votes.csv or, without it, from participants-votes.csv."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from alongside.engines.opinion.matrix import AGREE, DISAGREE, Answers, Ints, gather
from alongside.engines.polis import LATEST, MOST_ID, too_many_bad
from alongside.engines.tables import BadRow, FileProblem, column_of, open_table, whole_number

VOTES, PARTICIPANTS, COMMENTS = "votes.csv", "participants-votes.csv", "comments.csv"
LIMITS = {"vote": (DISAGREE, AGREE), "moderated": (-1, 1), "timestamp": (0, LATEST)}  # else an id or a count
Answer = tuple[int, int, int]  # person, statement, value
Totals = dict[int, tuple[int, int]]  # {id: (agrees, disagrees)}, as the export itself counted them


@dataclass(frozen=True, eq=False)
class Export:
    """`answers` with 1 for agree, whichever way round the file has it. `published`: each person's group in Polis.

    `knows_moderated`: False where the export does not say which statements were taken out; then they are all counted.
    """

    answers: Answers
    moderated_out: tuple[int, ...]
    published: Mapping[int, int]
    knows_moderated: bool = True


def read_answers(folder: Path) -> Export:
    """Read the folder. FileProblem, naming file, line and column, at anything that is not as it should be."""
    if not folder.is_dir():
        raise FileProblem("is not a folder.", file=str(folder), mend=f"Give the folder that holds {VOTES}.")
    source = next((name for name in (VOTES, PARTICIPANTS) if (folder / name).is_file()), "")
    if not source:
        mend = "Unpack the export from Polis and give its folder."
        raise FileProblem(f"there is no {VOTES} and no {PARTICIPANTS}.", file=str(folder), mend=mend)
    told = _comments(folder / COMMENTS)
    people = _people(folder / PARTICIPANTS, with_answers=source == PARTICIPANTS)
    listed = _votes(folder / VOTES) if source == VOTES else people.answers
    if not listed:
        raise FileProblem("there are no answers.", file=source, mend="Download it again once people have answered.")
    answers = gather(*np.array(listed, np.int64).T, everyone=people.everyone)
    if _is_turned(answers, told.totals, people.totals):
        answers = replace(answers, values=-answers.values)
    return Export(answers, tuple(told.out), people.published, (folder / COMMENTS).is_file())


class _Rows:
    """The rows of a table, cells read as whole numbers; bad rows are collected and told together at the end."""

    def __init__(self, path: Path) -> None:
        self.table, self._bad = open_table(path), list[BadRow]()
        self._line, self._cells = 0, list[str]()

    def __iter__(self) -> Iterator[list[str]]:
        for line, cells in self.table.rows():
            if isinstance(cells, BadRow):
                self._bad.append(cells)
            else:
                self._line, self._cells = line, cells
                yield cells
        if self._bad:
            raise too_many_bad(self.table.name, self._bad)

    def number(self, at: int, column: str) -> int:
        """The number in the cell `at` of the row now read, within the limits of what `column` may hold."""
        text, (least, most) = self._cells[at], LIMITS.get(column, (0, MOST_ID))
        found = whole_number(text, least, most)
        if found is None:
            what = f"“{text[:40]}” is not a whole number from {least} to {most}."
            self._bad.append(BadRow(self._line, what, self.table.header[at]))
            return least
        return found


def _votes(path: Path) -> list[Answer]:
    """Oldest first; of the same moment, or without times, in the file's order."""
    rows = _Rows(path)
    names = ["voter-id", "comment-id", "vote", *(["timestamp"] if "timestamp" in rows.table.header else [])]
    places = [(column_of(rows.table, name), name) for name in names]
    found = [[rows.number(at, name) for at, name in places] for _ in rows]
    found.sort(key=lambda row: row[3:])
    return [(who, what, how) for who, what, how, *_ in found]


@dataclass
class _Comments:
    totals: Totals = field(default_factory=dict)
    out: list[int] = field(default_factory=list)


def _comments(path: Path) -> _Comments:
    """How often each comment was answered, and which were moderated out. Nothing where there is no such file."""
    found = _Comments()
    if not path.is_file():
        return found
    rows = _Rows(path)
    id_at, moderated_at = (column_of(rows.table, name) for name in ("comment-id", "moderated"))
    counts = _count_columns(rows, "agrees", "disagrees")
    for _ in rows:
        statement = rows.number(id_at, "comment-id")
        if rows.number(moderated_at, "moderated") < 0:
            found.out.append(statement)
        if counts:
            found.totals[statement] = (rows.number(counts[0], "agrees"), rows.number(counts[1], "disagrees"))
    return found


@dataclass
class _People:
    answers: list[Answer] = field(default_factory=list)
    everyone: list[int] = field(default_factory=list)
    totals: Totals = field(default_factory=dict)
    published: dict[int, int] = field(default_factory=dict)


def _people(path: Path, *, with_answers: bool) -> _People:
    """Who took part, how often each agreed and disagreed, their group, and their answers (a column each statement)."""
    found = _People()
    if not path.is_file():
        return found
    rows = _Rows(path)
    header = rows.table.header
    who_at, counts = column_of(rows.table, "participant"), _count_columns(rows, "n-agree", "n-disagree")
    group_at = header.index("group-id") if "group-id" in header else None
    statements = _statement_columns(header) if with_answers else []
    for cells in rows:
        who = rows.number(who_at, "participant")
        found.everyone.append(who)
        if counts:
            found.totals[who] = (rows.number(counts[0], "n-agree"), rows.number(counts[1], "n-disagree"))
        if group_at is not None and cells[group_at].strip():
            found.published[who] = rows.number(group_at, "group-id")
        found.answers += [(who, what, rows.number(at, "vote")) for at, what in statements if cells[at].strip()]
    return found


def _statement_columns(header: list[str]) -> list[tuple[int, int]]:
    """(place, statement) of each column whose name is a number."""
    return [(at, what) for at, name in enumerate(header) if (what := whole_number(name, 0, MOST_ID)) is not None]


def _count_columns(rows: _Rows, *names: str) -> list[int]:
    """Where the columns of these names are; none where one is missing."""
    header = rows.table.header
    return [header.index(name) for name in names] if set(names) <= set(header) else []


def _is_turned(answers: Answers, by_statement: Totals, by_person: Totals) -> bool:
    """Whether the export's own counts fit better with 1 meaning disagree, as in some exports."""
    rows = np.repeat(np.arange(answers.people.size), answers.each)
    as_is = turned = 0
    for ids, place, totals in ((answers.statements, answers.columns, by_statement), (answers.people, rows, by_person)):
        agrees, disagrees = (_count_of(place, answers.values == value, ids.size) for value in (AGREE, DISAGREE))
        told = np.array([totals.get(one, (-1, -1)) for one in ids.tolist()])
        known = told[:, 0] >= 0
        away = [
            abs(told[:, 0] - up) + abs(told[:, 1] - down) for up, down in ((agrees, disagrees), (disagrees, agrees))
        ]
        as_is, turned = as_is + int(away[0][known].sum()), turned + int(away[1][known].sum())
    return turned < as_is


def _count_of(place: Ints, chosen: Ints, size: int) -> Ints:
    return np.bincount(place[chosen], minlength=size)
