"""Reading tables (CSV) that people bring: what encoding, what delimiter, which row is broken and why."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

MOST_CELL = 1_000_000
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


class FileProblem(ValueError):
    """Something in a file that stops us: what, where, and how to mend it."""

    def __init__(self, what: str, *, file: str = "", line: int = 0, column: str = "", mend: str = "") -> None:
        place = [file] if file else []
        place += [f"line {line}"] if line else []
        place += [f"column “{column}”"] if column else []
        self.what, self.file, self.line, self.column, self.mend = what, file, line, column, mend
        super().__init__(f"{', '.join(place)}{': ' if place else ''}{what}{' ' + mend if mend else ''}")


@dataclass(frozen=True)
class BadRow:
    line: int
    reason: str
    column: str = ""

    def __str__(self) -> str:
        return f"line {self.line}{f', column “{self.column}”' if self.column else ''}: {self.reason}"


@dataclass
class Table:
    """A table file as found: `rows()` reads it again from the start, row by row, in bounded memory."""

    path: Path
    name: str
    encoding: str
    delimiter: str
    header: list[str] = field(default_factory=list)
    names_delimiter: bool = False  # the first line only says which delimiter it is, for spreadsheets

    def raw(self) -> Iterator[tuple[int, list[str] | BadRow]]:
        """Every row from the header on, as it stands there."""
        with self.path.open("r", encoding=self.encoding, newline="") as file:
            if self.names_delimiter:
                file.readline()
            yield from raw_rows(file, self.delimiter, self.name, before=int(self.names_delimiter))

    def rows(self) -> Iterator[tuple[int, list[str] | BadRow]]:
        """(line, cells) or (line, BadRow). Empty rows are left out; short and long rows are bad.

        Spreadsheets write rows of nothing but delimiters, and empty cells beyond the last column: those are nothing.
        """
        wide = len(self.header)
        for line, cells in islice(self.raw(), 1, None):
            if isinstance(cells, BadRow):
                yield line, cells
            elif not any(cells):
                continue
            elif len(cells) < wide or any(cells[wide:]):
                yield line, BadRow(line, f"this row has {len(cells)} cells where the header has {wide}.")
            else:
                yield line, cells[:wide]


def raw_rows(
    lines: Iterable[str], delimiter: str, name: str, before: int = 0
) -> Iterator[tuple[int, list[str] | BadRow]]:
    """Every row with the line it begins on (`before`: lines read before). FileProblem where it ends inside a quote."""
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _broken(error, name, line)
            continue
        if cells and any("\0" in cell for cell in cells):
            yield line, BadRow(line, "this row has a NUL character (a byte of zero) in it.")
        elif cells:
            yield line, cells


def _broken(error: csv.Error, name: str, line: int) -> BadRow:
    text = str(error)
    if "end of data" in text:
        raise FileProblem(
            "the file ends in the middle of a quoted cell that begins here.",
            file=name,
            line=line,
            mend="The file may be cut off, or a quotation mark is missing. Save or download it again.",
        )
    if "field larger" in text:
        raise FileProblem(
            f"a cell is longer than {MOST_CELL:,} characters.",
            file=name,
            line=line,
            mend="A quotation mark is probably missing in this row.",
        )
    return BadRow(line, "the quotation marks in this row do not match.")


def find_encoding(path: Path, name: str) -> str:
    """By byte order mark; else UTF-8 if the whole file is; else Windows-1252. FileProblem when it is none."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise FileProblem("the file is empty.", file=name, mend="Choose the file again, or save it again.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decodes(path, "utf-16", name)
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 20 and start[at::2].count(0) > len(start) * 0.4:
            return _decodes(path, encoding, name)
    try:
        return _decodes(path, "utf-8-sig", name)
    except FileProblem as problem:
        if start.startswith(codecs.BOM_UTF8):
            raise
        try:
            return _decodes(path, "cp1252", name)
        except FileProblem:
            raise problem from None


def _decodes(path: Path, encoding: str, name: str) -> str:
    line = 1
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        mend = "Try utf-8, utf-16 or cp1252."
        raise FileProblem(f"“{encoding}” is not an encoding.", file=name, mend=mend) from None
    with path.open("rb") as file:
        while True:
            chunk = file.read(1 << 16)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                line += chunk[: getattr(error, "start", 0)].count(b"\n")
                raise FileProblem(
                    f"the letters cannot be read as {encoding.removesuffix('-sig').upper()}.",
                    file=name,
                    line=line,
                    mend="Open the file in a spreadsheet and save it as “CSV UTF-8”.",
                ) from None
            if not chunk:
                return encoding
            line += chunk.count(b"\n")


def find_delimiter(text: str) -> str:
    """The one that splits the first line into most cells; a comma when none does."""
    first = next(csv.reader(io.StringIO(text), delimiter="\0"), [""])
    line = first[0] if first else ""
    return max(DELIMITERS, key=lambda d: (line.count(d), d == ","))


def open_table(path: Path, *, name: str = "", encoding: str = "", delimiter: str = "") -> Table:
    """Look at a table file. FileProblem if it is no table with a header of different names."""
    name = name or path.name
    try:
        encoding = _decodes(path, encoding, name) if encoding else find_encoding(path, name)
        with path.open("r", encoding=encoding, newline="") as file:
            first = file.readline()
            named = re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)
            delimiter = delimiter or (named[1] if named else find_delimiter(first))
        table = Table(path, name, encoding, delimiter, names_delimiter=bool(named))
        found = next(table.raw(), None)
    except OSError as error:
        mend = "Check the name and that you may read it."
        raise FileProblem(f"cannot be read ({error.strerror}).", file=name, mend=mend) from None
    if found is None or isinstance(found[1], BadRow):
        raise FileProblem("there is no header row.", file=name, line=1, mend="The first row must name the columns.")
    header = [cell.strip() for cell in found[1]]
    for column in header:
        if column and header.count(column) > 1:
            mend = "Give each column its own name."
            raise FileProblem("two columns have the same name.", file=name, line=1, column=column, mend=mend)
    while header and not header[-1]:
        header.pop()
    if not header:
        raise FileProblem("there is no header row.", file=name, line=1, mend="The first row must name the columns.")
    table.header = header
    return table


def column_of(table: Table, name: str) -> int:
    """The place of a column. FileProblem if there is none of that name."""
    if name not in table.header:
        found = ", ".join(table.header[:20])
        raise FileProblem("this column is missing.", file=table.name, line=1, column=name, mend=f"Found: {found}.")
    return table.header.index(name)


def whole_number(text: str, least: int, most: int) -> int | None:
    """A whole number within bounds; None for anything else, however long."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return None
    number = int(text)
    return number if least <= number <= most else None


_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y")
_FORMATS = (*(day + time for time in ("", " %H:%M", " %H:%M:%S") for day in _DAYS), "%Y/%m/%d")


def moment(text: str) -> datetime | None:
    """A date or a time as people and machines write them; None if it cannot be read. Days before months."""
    text = text.strip()
    number = whole_number(text, 100_000_000, 4_102_444_800_000)
    if number is not None:
        return datetime.fromtimestamp(number / 1000 if number > 9_999_999_999 else number, UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = next(filter(None, (_by_format(text, one) for one in _FORMATS)), None)  # type: ignore[assignment]
    if found is None or not date(1900, 1, 1) <= found.date() <= date(2200, 1, 1):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _by_format(text: str, one: str) -> datetime | None:
    try:
        return datetime.strptime(text, one)
    except ValueError:
        return None


def escape_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula. `unescape_cell` undoes it exactly."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def unescape_cell(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def guess_columns(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each purpose the column whose name says it; purposes without one are left out."""
    plain = {re.sub(r"[^a-z]+", " ", column.lower()).strip(): column for column in reversed(header)}
    found: dict[str, str] = {}
    for purpose, spellings in names.items():
        for spelling in spellings:
            if spelling in plain and plain[spelling] not in found.values():
                found[purpose] = plain[spelling]
                break
    return found
