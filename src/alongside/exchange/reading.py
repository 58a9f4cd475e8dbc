"""Reading an archive: everything is checked; anything wrong is told with its place, and nothing is kept."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, models, transaction

from alongside.easy.models import Form
from alongside.engines.tables import BadRow, FileProblem, raw_rows, unescape_cell, whole_number
from alongside.exchange import asides, history
from alongside.exchange.actions import (
    BroughtIn,
    Progress,
    Within,
    answer_of,
    in_batches,
    new_project,
    no_progress,
    note_brought_in,
)
from alongside.exchange.staging import NEW, Stage
from alongside.exchange.tables import ALL, PROJECT_FIELDS, SUBJECTS, VERSION, TableOf
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects.models import Project

MOST_BYTES = 2 * 1024**3
MOST_RATIO = 400
NAMES = {"README.txt", "project.json", "schema.json", history.FILE, *(f"data/{table.file}.csv" for table in ALL)}
NOT_READ = {"README.txt", asides.FILE}


def _open(path: Path) -> zipfile.ZipFile:
    try:
        found = zipfile.ZipFile(path)
    except OSError as error:
        mend = "Check the name and that you may read it."
        raise FileProblem(f"cannot be read ({error.strerror}).", file=path.name, mend=mend) from None
    except zipfile.BadZipFile:
        mend = "Choose the zip that Alongside wrote; it may be cut off."
        raise FileProblem("is not a zip file that can be read.", file=path.name, mend=mend) from None
    names = [info.filename for info in found.infolist()]
    strange = sorted(set(names) - NAMES - NOT_READ)
    missing = sorted(NAMES - set(names) - NOT_READ)
    if strange or missing or len(names) != len(set(names)):
        what = f"holds a file that does not belong: {strange[0]!r}." if strange else f"lacks {missing or 'order'}."
        raise FileProblem(what, file=path.name, mend="Choose an archive as Alongside wrote it.")
    size = sum(info.file_size for info in found.infolist())
    packed = sum(info.compress_size for info in found.infolist())
    if size > MOST_BYTES or size > max(packed, 4096) * MOST_RATIO:
        raise FileProblem("unpacks to far more than it should.", file=path.name, mend="This is not a true archive.")
    return found


def _json(zipped: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        if zipped.getinfo(name).file_size > 5_000_000:
            raise ValueError
        found = json.loads(zipped.read(name).decode("utf-8"))
    except (ValueError, zipfile.BadZipFile, RecursionError):
        raise FileProblem("is not JSON that can be read.", file=name, mend="Export the project again.") from None
    if not isinstance(found, dict):
        raise FileProblem("does not hold one JSON object.", file=name, mend="Export the project again.")
    return found


def _typed(field: "models.Field[Any, Any]", kind: str, text: str) -> Any:
    """The value of a cell. ValueError in plain words when it is none of its kind."""
    if kind == "text":
        return _text(field, unescape_cell(text))
    if text == "":
        if field.null:
            return None
        raise ValueError("this cell must not be empty.")
    return _NOT_TEXT[kind](field, text)


def _text(field: "models.Field[Any, Any]", text: str) -> str:
    if field.max_length and len(text) > field.max_length:
        raise ValueError(f"this is longer than {field.max_length} characters.")
    if field.choices and text not in {key for key, _label in field.flatchoices} and not (field.blank and text == ""):
        raise ValueError(f"“{text[:40]}” is not one of the words this column can hold.")
    if text and isinstance(field, models.URLField):
        _must_be_link(text)
    return text


def _must_be_link(text: str) -> None:
    """A page makes a link of it: what runs as a script must not come in. As strict as noting a change is."""
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        scheme = ""
    if scheme not in {"http", "https"}:
        raise ValueError(f"“{text[:40]}” is not a link that starts with http:// or https://.")


_RANGES: dict[Any, tuple[int, int]] = {
    models.SmallIntegerField: (-1, 1),
    models.PositiveSmallIntegerField: (0, 32_767),
    models.BigIntegerField: (0, 2**63 - 1),
    models.PositiveBigIntegerField: (0, 2**63 - 1),
}


def _number(field: "models.Field[Any, Any]", text: str) -> int:
    least, most = _RANGES.get(type(field), (0, 2**31 - 1))
    number = whole_number(text, least, most)
    if number is None:
        raise ValueError(f"“{text[:40]}” is not a whole number that fits here.")
    return number


def _yes_no(_field: "models.Field[Any, Any]", text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(f"“{text[:40]}” is not yes or no.")
    return text == "yes"


def _time(_field: Any, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text[:60])
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"“{text[:40]}” is not a time with its zone.") from None


def _date(_field: "models.Field[Any, Any]", text: str) -> date:
    try:
        return date.fromisoformat(text[:60])
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a date such as 2026-03-31.") from None


def _hour(_field: Any, text: str) -> time:
    try:
        return time.fromisoformat(text[:20])
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a time of day such as 18:30.") from None


_NOT_TEXT: dict[str, Callable[["models.Field[Any, Any]", str], Any]] = {
    "number": _number,
    "yes/no": _yes_no,
    "time": _time,
    "date": _date,
    "hour": _hour,
}


class _Reader:
    """Makes every table ready. Row 1, 2, 3 of a file is -1, -2, -3 in the stage."""

    def __init__(self, zipped: zipfile.ZipFile, stage: Stage, progress: Progress) -> None:
        self.zipped, self.stage, self.progress = zipped, stage, progress

    def table(self, table: TableOf) -> None:
        later: list[tuple[int, str, int]] = []
        if table.model is Form:  # it stands on rows of many files, by keys that are no foreign keys
            self.stage.reserve()
        for batch in in_batches(self._objects(table, later)):
            self.stage.add(batch)
            self.progress(table.file, self.stage.counts[table.model], 0)
        count = self.stage.counts.get(table.model, 0)
        for line, column, other in later:
            if other > count:
                raise self._dangling(table, line, column, other)

    def history(self) -> None:
        """Make the steps ready. They hold keys that are no foreign keys: the rest gets its real keys first."""
        self.stage.reserve()
        for batch in in_batches(self._steps()):
            self.stage.add(batch)
            self.progress("steps", self.stage.counts[Step], 0)

    def _steps(self) -> Iterator[Step]:
        for line, cells in self._cells(history.FILE, tuple(history.COLUMNS)):
            try:
                yield history.step_from(cells, _time(None, cells[4]), self.stage)
            except ValueError as error:
                raise FileProblem(str(error), file=history.FILE, line=line, mend="Export the project again.") from None

    def _objects(self, table: TableOf, later: list[tuple[int, str, int]]) -> Iterator[Any]:
        name = f"data/{table.file}.csv"
        for line, cells in self._cells(name, table.columns):
            yield self._object(table, name, line, cells, later)

    def _cells(self, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
        """(line, cells after the id) of each row. FileProblem where a row or its id is not as it should be."""
        with self.zipped.open(name) as raw:
            rows = raw_rows(io.TextIOWrapper(raw, encoding="utf-8", newline=""), ",", name)
            header = next(rows, (0, []))[1]
            if header != ["id", *columns]:
                mend = f"Needed: id,{','.join(columns)}."
                raise FileProblem("the columns are not those of this version.", file=name, line=1, mend=mend)
            for number, (line, cells) in enumerate(rows, 1):
                if isinstance(cells, BadRow) or len(cells) != len(columns) + 1 or cells[0] != str(number):
                    reason = cells.reason if isinstance(cells, BadRow) else "the row or its id is not as it should be."
                    raise FileProblem(reason, file=name, line=line, mend="Export the project again.")
                yield line, cells[1:]

    def _object(
        self, table: TableOf, name: str, line: int, cells: list[str], later: list[tuple[int, str, int]]
    ) -> models.Model:
        row = table.model()
        for column, text in zip(table.columns, cells, strict=True):
            field, kind = table.field(column), table.kind(column)
            if not kind.startswith("id:"):
                setattr(row, column, self._value(name, line, column, field, kind, text))
            else:
                key = self._key(table, field, line, column, text)
                setattr(row, field.attname, key)
                if key and field.related_model is table.model:
                    later.append((line, column, -key))
        if table.path == "project":
            row.project_id = NEW  # type: ignore[attr-defined]
        if isinstance(row, Person):
            row.set_unusable_password()
        if isinstance(row, Form):
            row.subject_id = self._subject(table, line, row)
        return row

    def _value(self, name: str, line: int, column: str, field: "models.Field[Any, Any]", kind: str, text: str) -> Any:
        try:
            return _typed(field, kind, text)
        except ValueError as error:
            mend = "Export the project again."
            raise FileProblem(str(error), file=name, line=line, column=column, mend=mend) from None

    def _key(self, table: TableOf, field: "models.Field[Any, Any]", line: int, column: str, text: str) -> int | None:
        if text == "" and field.null:
            return None
        other: Any = field.related_model
        number, there = whole_number(text, 1, 10**9), self.stage.counts.get(other, 0)
        if number is None or (number > there and other is not table.model):
            raise self._dangling(table, line, column, text)
        return -number

    def _subject(self, table: TableOf, line: int, row: Form) -> int:
        """The real key of what a form's text stands on; below zero for the project, which has none yet."""
        model, number = SUBJECTS.get(row.text), row.subject_id
        if model is None:
            return NEW
        if number > self.stage.counts.get(model, 0):
            raise self._dangling(table, line, "subject_id", number)
        return self.stage.real(model, -number) if number else 0

    def _dangling(self, table: TableOf, line: int, column: str, text: Any) -> FileProblem:
        what = f"“{str(text)[:40]}” is not the id of anything in this archive."
        mend = "Export the project again."
        return FileProblem(what, file=f"data/{table.file}.csv", line=line, column=column, mend=mend)


def _project_values(told: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in PROJECT_FIELDS:
        field: Any = Project._meta.get_field(name)
        text = told.get(name)
        if text is None and field.null:
            values[name] = None
            continue
        if not isinstance(text, str):
            raise FileProblem("this is missing or is not text.", file="project.json", column=name)
        kind = {"starts_on": "date", "ended_on": "date", "made_at": "time"}.get(name)
        try:
            values[name] = _NOT_TEXT[kind](field, text) if kind else _text(field, text)
        except ValueError as error:
            raise FileProblem(str(error), file="project.json", column=name) from None
    return values


def bring_in(
    path: Path, *, by: Person | None = None, progress: Progress = no_progress, within: Within = transaction.atomic
) -> BroughtIn:
    """A new project from an archive. FileProblem, and nothing kept, when anything in it is not right."""
    with _open(path) as zipped, Stage() as stage:
        described = _json(zipped, "schema.json")
        if described.get("format") != "alongside-project" or described.get("version") != VERSION:
            what = f"is of version {str(described.get('version'))[:20]}; this Alongside reads version {VERSION}."
            raise FileProblem(what, file="schema.json", mend="Use the Alongside that wrote it, or a newer one.")
        told = _json(zipped, "project.json").get("project")
        if not isinstance(told, dict):
            raise FileProblem("does not tell of a project.", file="project.json", mend="Export the project again.")
        values = _project_values(told)
        reader = _Reader(zipped, stage, progress)
        try:
            for table in ALL:
                reader.table(table)
            reader.history()
        except (UnicodeError, zipfile.BadZipFile, EOFError):
            raise FileProblem("is damaged.", file=path.name, mend="Copy or export it again.") from None
        return _write(values, stage, path, by, within)


def _write(values: dict[str, Any], stage: Stage, path: Path, by: Person | None, within: Within) -> BroughtIn:
    try:
        with within():
            project = new_project(by=by, as_is=True, **values)
            stage.write(project)
            answer = answer_of(project, stage)
            note_brought_in(answer, by=by)
    except IntegrityError:
        mend = "Two rows that must differ are the same, or a row breaks a rule. Export the project again."
        raise FileProblem("the rows do not fit together.", file=path.name, mend=mend) from None
    return answer
