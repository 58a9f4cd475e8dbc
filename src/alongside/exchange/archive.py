"""One project as one open archive: written so that it imports again unchanged."""

import csv
import io
import json
import os
import tempfile
import zipfile
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from alongside.decisions.models import Amendment, Comment
from alongside.easy.models import Form
from alongside.engines.tables import escape_cell
from alongside.ethics.models import Kind, Notice, Permission
from alongside.ethics.queries import permits_in
from alongside.exchange import asides, history
from alongside.exchange.actions import Progress, no_progress
from alongside.exchange.permitted import Permitted
from alongside.exchange.tables import (
    ALL,
    PEOPLE,
    PROJECT_FIELDS,
    SUBJECTS,
    TABLES,
    TableOf,
    person_columns,
    schema,
)
from alongside.moderation.models import What
from alongside.moderation.queries import set_aside_now
from alongside.people.models import Naming, Person
from alongside.projects.models import Membership, Project
from alongside.voices.models import Output, OutputNaming, Voice

README = """This is one whole project, taken out of Alongside.

project.json tells what the project is and when this was written.
schema.json tells of every file and every column: its type and its meaning.
data/ holds one table (CSV, UTF-8) for each kind of thing. Numbers in columns such as "voice" are ids in voices.csv.

What is in it
- the question, the plan, every version of the promise, and what was fixed, when and by whom
- people, only as they chose to be named in this project; who is a member, on which side, with which roles
- gatherings and who came
- voices to the letter, who typed them in, how each is to be named; statements and how people answered them
- what each person allowed, refused and took back, with the words they were told (permissions.csv, notices.csv); some
  were told the same in easier words, which are not in it. A yes to which somebody else must agree, and did not, is a no
- themes, where each came from, who placed which voice; checks with people, disputes and replies
- drafts with every version of every passage, what each rests on, comments, proposed texts and their answers
- decisions with their reasons and what they answer, receipts, and what became different
- public texts in easy words, films in sign language that are linked, translations
- history (steps.csv): what happened and on which day; who did it, and the hour, only where another file tells it too

What is not in it
- emails, cards, passkeys, keys for scripts, links and letters that invite, what people wish to be emailed, and how
  they like to read
- names that people did not choose to show here, or that would stand behind words they said without a name: they are
  "Person 1", "Person 2" …
- words that were taken back, are not to be quoted, or that the person does not allow in reports and files:
  their place is kept, without the words
- words that the hosts set aside: their place is kept, and set_asides.csv tells by which rule and why
- who else answered for a person, or was asked as well
- steps about names, cards and ways in; long jobs; other projects, and the name of the network

A text cell that begins with = + - @ or ' has one ' put before it, so that a spreadsheet does not run it.

Bring it in again:  alongside import archive FILE.zip
Nobody can sign in to a project brought in like this until a host gives people new cards or links. To take charge of
it, name the host:  alongside import archive FILE.zip --host EMAIL
"""


class _Ids:
    """Keys in the database to 1, 2, 3 … in the archive, for each table, in little memory."""

    def __init__(self, project: Project) -> None:
        self.keys = {t.model: array("q", t.rows(project).values_list("pk", flat=True).iterator()) for t in TABLES}
        people: set[int] = set()
        for table in TABLES:
            for column in person_columns(table):
                rows = table.rows(project).order_by().exclude(**{column: None})
                people.update(rows.values_list(f"{column}_id", flat=True).distinct().iterator())
        self.keys[Person] = array("q", sorted(people))

    def local(self, model: Any, key: int | None) -> str:
        if key is None:
            return ""
        place = bisect_left(self.keys[model], key)
        found = place < len(self.keys[model]) and self.keys[model][place] == key
        return str(place + 1) if found else ""


def _effective_namings(project: Project) -> tuple[dict[int, str], dict[int, set[str]], dict[int, str]]:
    """Naming of each member; each naming by which words of a person stand here; naming of voices in reports."""
    member = dict(Membership.objects.filter(project=project).values_list("person_id", "naming"))
    chosen: dict[int, set[str]] = defaultdict(set)
    rows = Voice.objects.filter(project=project, person__isnull=False, taken_back_at=None).order_by()
    for person, naming in rows.values_list("person_id", "naming").distinct():
        chosen[person].add(naming or member.get(person, ""))
    for model in (Comment, Amendment):
        wrote = model.objects.filter(passage__draft__project=project, by__isnull=False).order_by()
        for person in wrote.values_list("by_id", flat=True).distinct():
            chosen[person].add(member.get(person, ""))
    for person, naming in member.items():
        if not chosen[person] - {Naming.DO_NOT_QUOTE}:
            chosen[person].add(naming)
    report: dict[int, str] = {}
    outputs = OutputNaming.objects.filter(voice__project=project, output=Output.REPORT)
    for voice, person, naming in outputs.values_list("voice_id", "voice__person_id", "naming"):
        report[voice] = naming
        chosen[person].add(naming)
    return member, chosen, report


def _as_named(chosen: set[str]) -> set[str]:
    """By which names a person may stand here, where one row is behind all their words.

    The quietest of those they chose: whoever said one thing without a name is named nowhere, else the row would name
    them; and no other name stands beside one that was made up, or a group's.
    """
    if Naming.ANONYMOUS in chosen:
        return set()
    apart = chosen & {Naming.PSEUDONYM, Naming.GROUP}
    if apart:
        return apart if len(apart) == 1 else set()
    return {next((naming for naming in (Naming.INITIALS, Naming.FIRST, Naming.FULL) if naming in chosen), "")}


class _Writer:
    def __init__(self, project: Project, out: zipfile.ZipFile, progress: Progress) -> None:
        self.project, self.out, self.progress = project, out, progress
        self.ids = _Ids(project)
        self.member, self.chosen, self.report = _effective_namings(project)
        self.permits = permits_in(project)
        self.permitted = Permitted(project)
        self.told_as = {Permission: self.permitted.permission, Notice: self.permitted.notice}
        self.aside = {what: set(set_aside_now(what, project)) for what in What.values}
        self.total = sum(len(keys) for keys in self.ids.keys.values()) + history.steps_of(project).count()
        self.done = 0

    def text(self, name: str, text: str) -> None:
        self.out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)

    def table(self, table: TableOf) -> None:
        rows = self._people() if table is PEOPLE else self._of_project(table)
        self.rows(f"data/{table.file}.csv", table.columns, rows)

    def rows(self, name: str, columns: Iterable[str], rows: Iterable[list[str]]) -> None:
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with self.out.open(info, "w", force_zip64=True) as raw:
            file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            writer = csv.writer(file, lineterminator="\r\n")  # so that a cell with either of the two is quoted
            writer.writerow(["id", *columns])
            for number, cells in enumerate(rows, 1):
                writer.writerow([number, *cells])
                self.done += 1
            file.flush()
            file.detach()
        self.progress("rows written", self.done, max(self.done, self.total))

    def _of_project(self, table: TableOf) -> Iterator[list[str]]:
        fields = [table.field(name) for name in table.columns]
        kinds = [table.kind(name) for name in table.columns]
        rows = table.rows(self.project).values_list("pk", *(field.attname for field in fields))
        said = [place for place, name in enumerate(table.columns, 1) if name in asides.WORDS_OF.get(table.model, ())]
        for row in rows.iterator(chunk_size=2000):
            cells = list(row)
            if said and self._is_withheld(row, table):
                for place in said:
                    cells[place] = "–" if cells[place] and table.columns[place - 1] == "reply" else ""
            if table.model in self.told_as:
                told = self.told_as[table.model](dict(zip(table.columns, cells[1:], strict=True)))
                cells[1:] = [told[name] for name in table.columns]
            if table.model is Form:
                cells[2] = self._subject(cells[1], cells[2])
            models = [field.related_model for field in fields]
            yield [
                self.ids.local(model, value) if model else shown(value, kind)
                for model, kind, value in zip(models, kinds, cells[1:], strict=True)
            ]

    def _subject(self, text: str, subject: int) -> int:
        """The archive's id of what a form's text stands on; 0 where that is not there any more."""
        model = SUBJECTS.get(text)
        return int(self.ids.local(model, subject) or 0) if model else 1

    def _is_withheld(self, row: tuple[Any, ...], table: TableOf) -> bool:
        if row[0] in self.aside[asides.WHAT[table.model]]:
            return True
        if table.model is not Voice:
            return False
        cell = {name: row[1 + place] for place, name in enumerate(table.columns)}
        if cell["is_held"]:
            return True
        person, naming = cell["person"], cell["naming"]
        if not self.permits.words_may_go_out(Output.REPORT.value, self.project.pk, person, cell["gathering"]):
            return True
        effective = self.report.get(row[0]) or naming or self.member.get(person, "")
        return bool(effective == Naming.DO_NOT_QUOTE)

    def _people(self) -> Iterator[list[str]]:
        keys = self.ids.keys[Person]
        for start in range(0, len(keys), 500):
            found = Person.objects.in_bulk(list(keys[start : start + 500]))
            for offset, key in enumerate(keys[start : start + 500]):
                yield self._person(found[key], start + offset + 1)

    def _person(self, person: Person, number: int) -> list[str]:
        """Only the names that the person's own choices in this project let others see."""
        unnamed = self.permits.is_refused(Kind.NAME.value, self.project.pk, person.pk)
        unnamed = unnamed or (person.pk, Kind.NAME.value) in self.permitted.without_both
        chosen = set() if unnamed else _as_named(self.chosen.get(person.pk, set()))
        nickname = f"Person {number}"
        if Naming.FULL in chosen:
            nickname = person.nickname
        elif Naming.FIRST in chosen:
            nickname = person.named(Naming.FIRST)
        elif Naming.INITIALS in chosen:
            nickname = " ".join(part[0].upper()[0] for part in (person.full_name or person.nickname).split())
        cells = {
            "nickname": nickname,
            "full_name": person.full_name if Naming.FULL in chosen else "",
            "pseudonym": person.pseudonym if Naming.PSEUDONYM in chosen else "",
            "group_name": person.group_name if Naming.GROUP in chosen else "",
            "language": person.language,
            "made_at": person.made_at,
        }
        return [shown(cells[name], PEOPLE.kind(name)) for name in PEOPLE.columns]


def shown(value: Any, kind: str) -> str:
    """One value as a cell."""
    if value is None:
        return ""
    if kind == "time":
        return str(value.astimezone(UTC).isoformat())
    if kind in {"date", "hour"}:
        return str(value.isoformat())
    if kind == "yes/no":
        return "yes" if value else "no"
    return str(value) if kind == "number" else escape_cell(str(value))


def _project_json(project: Project, at: datetime) -> str:
    told: dict[str, Any] = {name: getattr(project, name) for name in PROJECT_FIELDS}
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
    told["made_at"] = project.made_at.astimezone(UTC).isoformat()
    return json.dumps({"slug": project.slug, "written_at": at.isoformat(), "project": told}, indent=1) + "\n"


def _schema_json() -> str:
    told = schema()
    told["files"][history.FILE] = history.described()
    told["files"][asides.FILE] = asides.described()
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


@contextmanager
def _snapshot() -> Iterator[None]:
    """One moment's view of everything, without keeping others from saving."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def write(project: Project, path: Path, *, progress: Progress = no_progress) -> int:
    """Write the archive beside `path`, then put it there whole, readable by the owner only. Answers how many rows."""
    handle, partial = tempfile.mkstemp(prefix=".alongside-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out, _snapshot():
            project = Project.objects.get(pk=project.pk)
            writer = _Writer(project, out, progress)
            writer.text("README.txt", README)
            writer.text("project.json", _project_json(project, timezone.now()))
            writer.text("schema.json", _schema_json())
            for table in ALL:
                writer.table(table)
            writer.rows(asides.FILE, asides.COLUMNS, asides.cells(project, writer.ids.local))
            writer.rows(history.FILE, history.COLUMNS, history.cells(project, writer.ids.local))
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return writer.done
