"""Reading a table of voices: which column is what, and which rows cannot come in."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from alongside.engines.tables import BadRow, FileProblem, Table, column_of, guess_columns, moment

MOST_WORDS = 5000
MOST_BAD_KEPT = 10_000
NAMES: dict[str, tuple[str, ...]] = {
    "words": (
        *("words", "voice", "comment body", "comment", "comments", "text", "body", "response", "answer", "statement"),
        *("feedback", "contribution", "idea", "message", "quote", "what was said", "suggestion"),
    ),
    "person": ("person", "participant", "participant id", "author id", "author", "name", "nickname", "who", "speaker"),
    "said_at": ("said at", "said on", "timestamp", "date", "datetime", "when", "created at", "submitted at", "time"),
    "gathering": ("gathering", "workshop", "meeting", "event", "session"),
    "naming": ("naming", "consent", "how to name"),
    "language": ("language", "lang"),
    "external_id": ("external id", "comment id", "id", "ref", "reference", "response id"),
}
QUIETER = ("first", "initials", "pseudonym", "group", "anonymous", "do_not_quote")
NAMINGS = ("full", *QUIETER)


@dataclass(frozen=True)
class VoiceRow:
    line: int
    words: str
    person: str = ""
    said_at: datetime | None = None
    gathering: str = ""
    naming: str = ""
    language: str = ""
    external_id: str = ""


@dataclass
class Checked:
    """The outcome of reading the whole file once."""

    good: int = 0
    bad_count: int = 0
    bad: list[BadRow] = field(default_factory=list)
    people: set[str] = field(default_factory=set)


def mapping_for(table: Table, chosen: dict[str, str], *, guess: bool = True) -> dict[str, int]:
    """{purpose: place of its column}: what was chosen, else (`guess`) what the header says. Words are needed."""
    given = {purpose: name for purpose, name in chosen.items() if name}
    for name in given.values():
        column_of(table, name)
    left = [name for name in table.header if guess and name not in given.values()]
    guessed = guess_columns(left, NAMES)
    names = guessed | given
    if "words" not in names:
        if len(table.header) != 1:
            found = ", ".join(table.header[:20])
            mend = f"Say which column holds the words, with --words. Found: {found}."
            raise FileProblem("no column is named like people's words.", file=table.name, line=1, mend=mend)
        names["words"] = table.header[0]
    return {purpose: table.header.index(name) for purpose, name in names.items()}


def voice_rows(table: Table, columns: dict[str, int]) -> Iterator[VoiceRow | BadRow]:
    """Every row as a voice, or why it is none. Reads the file as it goes."""
    for line, cells in table.rows():
        yield cells if isinstance(cells, BadRow) else _voice_row(table, line, cells, columns)


def _voice_row(table: Table, line: int, cells: list[str], columns: dict[str, int]) -> VoiceRow | BadRow:
    def cell(purpose: str) -> str:
        return cells[columns[purpose]].strip() if purpose in columns else ""

    words, when, naming = cell("words"), cell("said_at"), cell("naming").lower()
    said_at = moment(when) if when else None
    reason, purpose = "", "words"
    if not words:
        reason = "there are no words."
    elif len(words) > MOST_WORDS:
        reason = f"the words are longer than {MOST_WORDS:,} characters. Split them in two rows."
    elif when and said_at is None:
        reason, purpose = f"“{when[:40]}” is not a date. Write it as 2026-03-31.", "said_at"
    elif naming and naming not in NAMINGS:
        reason, purpose = f"“{naming[:40]}” is not one of {', '.join(QUIETER)}.", "naming"
    elif naming == "full":
        reason, purpose = (
            f"only people themselves can choose their full name. Use one of {', '.join(QUIETER)}.",
            "naming",
        )
    if reason:
        return BadRow(line, reason, table.header[columns[purpose]])
    return VoiceRow(
        line, words, " ".join(cell("person").split())[:80], said_at, cell("gathering")[:200], naming,
        cell("language")[:12], cell("external_id")[:80],
    )  # fmt: skip


def check(table: Table, columns: dict[str, int], progress: Callable[[int], None] = lambda _done: None) -> Checked:
    """Read the whole file and tell what would come in."""
    found = Checked()
    for count, row in enumerate(voice_rows(table, columns), 1):
        if isinstance(row, BadRow):
            found.bad_count += 1
            if len(found.bad) < MOST_BAD_KEPT:
                found.bad.append(row)
        else:
            found.good += 1
            if row.person:
                found.people.add(row.person)
        if count % 5000 == 0:
            progress(count)
    return found


def good_rows(table: Table, columns: dict[str, int]) -> Iterator[VoiceRow]:
    return (row for row in voice_rows(table, columns) if isinstance(row, VoiceRow))


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
