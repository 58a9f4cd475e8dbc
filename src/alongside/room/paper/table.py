"""A table for an activity: empty to fill in, and filled to bring in. All that is wrong in it is told at once."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.engines.tables import BadRow, FileProblem, Table, column_of, open_table, whole_number
from alongside.gatherings.models import Activity, Kind
from alongside.room.actions.saying import checked_words
from alongside.room.filled import Wrong
from alongside.room.paper.fields import BALLOTS, PASSED, Field, Given, marks_from, may_have_words
from alongside.room.paper.sheets import MOST_NUMBER, Layout, Written, layout_of

MOST_BYTES = 1_000_000
MOST_ROWS = 5000
MOST_TOLD = 50  # things that are wrong, told at once
SHEET, WORDS, WHEN = "sheet", "words", "when"  # as in every language, so that a table can go from hand to hand


@dataclass
class Found:
    """What a filled table holds, and what is wrong with it, in plain words with line and column."""

    sheets: list[Written] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def answers(self) -> int:
        return sum(len(sheet.marks) for sheet in self.sheets)

    @property
    def voices(self) -> int:
        return sum(len(sheet.words) for sheet in self.sheets)


def columns_of(activity: Activity, layout: Layout) -> list[str]:
    """The header of the table."""
    columns = [SHEET, *(one.column for one in layout.fields)]
    columns += [PASSED] if activity.kind in BALLOTS and layout.fields else []
    columns += [WHEN] if activity.kind == Kind.TIMELINE else []
    return columns + ([WORDS] if may_have_words(activity) else [])


def empty_table(activity: Activity, first: int = 1, sheets: int = 0) -> str:
    """A table to fill in, with the numbers of so many sheets already there."""
    columns = columns_of(activity, layout_of(activity))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([str(number), *[""] * (len(columns) - 1)] for number in range(first, first + sheets))
    return "\ufeff" + text.getvalue()


def read_table(activity: Activity, content: bytes, name: str = "") -> Found:
    """What this file holds. FileProblem when it is no table of this activity at all."""
    if len(content) > MOST_BYTES:
        raise FileProblem(_("the file is larger than 1 MB."), file=name, mend=_("Split it in two."))
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        kept.write(content)
        kept.flush()
        table = open_table(Path(kept.name), name=name or _("the file"), delimiter=_delimiter(content))
        return _Reader(activity, table).read()


def _delimiter(content: bytes) -> str:
    """What stands after the first column's name: people's words in the header may hold any other sign more often."""
    found = re.match(rb'(?:\xef\xbb\xbf)?"?sheet"?([,;\t|])', content)
    return found[1].decode() if found else ""


def _place(line: int, column: str, what: str) -> str:
    told = {"line": line, "column": column, "what": what}
    return (_("Line %(line)d, column “%(column)s”: %(what)s") if column else _("Line %(line)d: %(what)s")) % told


class _Reader:
    """Reads one table. Columns are known by the number they begin with; their words may have changed since."""

    def __init__(self, activity: Activity, table: Table) -> None:
        self.activity, self.table = activity, table
        self.layout = layout_of(activity)
        self.found = Found()
        self.lines: dict[int, int] = {}  # number of a sheet: the line where its answers stand
        self.at: dict[str, int] = {SHEET: column_of(table, SHEET)}
        self.fields = self._columns()

    def _columns(self) -> dict[int, Field]:
        by_number = {one.number: one for one in self.layout.fields}
        known = set(columns_of(self.activity, self.layout)) - {one.column for one in self.layout.fields}
        fields: dict[int, Field] = {}
        for place, title in enumerate(self.table.header):
            number = re.match(r"\d+(/\d+)?", title)
            if title in known:
                self.at[title] = place
            elif number and number[0] in by_number:
                fields[place] = by_number[number[0]]
            elif title:
                raise FileProblem(
                    _("this column does not belong to “%(title)s”.") % {"title": self.activity.title},
                    file=self.table.name,
                    line=1,
                    column=title[:80],
                    mend=_("Download the empty table of this step and copy the answers into it."),
                )
        if not fields and WORDS not in self.at:
            mend = _("Download the empty table of this step and copy the answers into it.")
            raise FileProblem(_("there is no column with answers."), file=self.table.name, line=1, mend=mend)
        return fields

    def read(self) -> Found:
        rows = 0
        for line, cells in self.table.rows():
            rows += 1
            if rows > MOST_ROWS or len(self.found.wrong) >= MOST_TOLD:
                break
            if isinstance(cells, BadRow):
                self.found.wrong.append(_place(line, cells.column, cells.reason))
            else:
                self._read_row(line, [cell.strip() for cell in cells])
        if rows > MOST_ROWS:
            self.found.wrong.append(_("There are more than %(most)d rows. Split the file.") % {"most": MOST_ROWS})
        elif not self.found.sheets and not self.found.wrong:
            self.found.wrong.append(_("Nothing is filled in."))
        return self.found

    def _cell(self, cells: list[str], name: str) -> str:
        return cells[self.at[name]] if name in self.at else ""

    def _read_row(self, line: int, cells: list[str]) -> None:
        wrong = len(self.found.wrong)
        given = dict(self._given(line, cells))
        words = self._words(line, cells)
        if not given and not words and len(self.found.wrong) == wrong:
            return  # a sheet that nobody filled in
        number = whole_number(self._cell(cells, SHEET), 1, MOST_NUMBER)
        if number is None:
            told = _("“%(text)s” is not the number of a sheet.") % {"text": self._cell(cells, SHEET)[:20]}
            self.found.wrong.append(_place(line, SHEET, told))
        marks = self._marks(line, given) if len(self.found.wrong) == wrong else []
        if number is not None and given:
            self._once(line, number)
        if number is not None and len(self.found.wrong) == wrong:
            self.found.sheets.append(Written(number, marks, words=words))

    def _words(self, line: int, cells: list[str]) -> list[tuple[str, str]]:
        words, when = self._cell(cells, WORDS), self._cell(cells, WHEN)
        if not words and not when:
            return []
        try:
            return [(checked_words(self.activity, words), when)]
        except ValueError as error:
            self.found.wrong.append(_place(line, WORDS, str(error)))
            return []

    def _given(self, line: int, cells: list[str]) -> Iterator[tuple[str, str]]:
        for place, one in self.fields.items():
            try:
                value = one.read(cells[place])
            except ValueError as error:
                self.found.wrong.append(_place(line, self.table.header[place][:40], str(error)))
                continue
            if value:
                yield one.name, value
        if self._cell(cells, PASSED):
            yield PASSED, "1"

    def _marks(self, line: int, given: Given) -> list[tuple[int, str]]:
        try:
            return marks_from(self.activity, given, self.layout.fields, self.layout.numbers)
        except Wrong as error:
            self.found.wrong.append(_place(line, "", str(error)))
            return []

    def _once(self, line: int, number: int) -> None:
        if number in self.lines:
            told = _("Sheet %(number)d is in line %(before)d already.")
            self.found.wrong.append(_place(line, SHEET, told % {"number": number, "before": self.lines[number]}))
        self.lines.setdefault(number, line)


def what_it_holds(found: Found) -> str:
    """ "12 sheets, 84 answers and 3 voices", for a preview."""
    sheets = len({sheet.number for sheet in found.sheets})
    told: Mapping[str, str] = {
        "sheets": ngettext("%(n)d sheet", "%(n)d sheets", sheets) % {"n": sheets},
        "answers": ngettext("%(n)d answer", "%(n)d answers", found.answers) % {"n": found.answers},
        "voices": ngettext("%(n)d voice", "%(n)d voices", found.voices) % {"n": found.voices},
    }
    if found.voices and found.answers:
        return _("%(sheets)s, %(answers)s and %(voices)s") % told
    return (_("%(sheets)s, %(voices)s") if found.voices else _("%(sheets)s, %(answers)s")) % told
