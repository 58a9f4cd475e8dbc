"""What `alongside themes` does: a table of voices in, suggested groups out. No database, nothing kept."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.engines.tables import BadRow, FileProblem, Table, column_of, guess_columns, open_table
from alongside.engines.themes import Group, Suggestions, suggest
from alongside.engines.voicefile import NAMES

MOST_SHOWN = 12


@dataclass(frozen=True)
class Voices:
    """What a file says, row for row. `placed`: the theme of the rows that have one."""

    texts: list[str]
    languages: list[str]
    placed: dict[int, str]


def run(args: argparse.Namespace) -> int:
    """Print the groups suggested for the table args.path. 1, with the reason, where that is not right; 130: stopped."""
    begin = time.perf_counter()
    try:
        voices = read_voices(open_table(Path(args.path)), args.column, args.placed)
        found = suggest(
            voices.texts,
            placed=voices.placed,
            languages=voices.languages,
            count=args.groups,
            seed=args.seed,
            progress=_progress,
        )
    except (ValueError, OSError) as problem:
        sys.stderr.write(f"{problem}\nNothing was suggested.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was suggested.\n")
        return 130
    spent = time.perf_counter() - begin
    text = json.dumps(as_json(found, spent), ensure_ascii=False) if args.json else as_text(found, voices.texts, spent)
    sys.stdout.write(f"{text}\n")
    return 0


def _progress(part: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{part:4.0%}" if part < 1 else "\r    \r")
        sys.stderr.flush()


def read_voices(table: Table, column: str, placed: str) -> Voices:
    """The words of every row after the header, empty ones too. FileProblem: no such column, broken or no rows."""
    words = _words_column(table, column, placed)
    theme = column_of(table, placed) if placed else None
    named = guess_columns(table.header, NAMES).get("language", "")
    language = column_of(table, named) if named else None
    rows = list(_rows(table))
    if not rows:
        raise FileProblem("there are no voices in it.", file=table.name, mend="Each row after the header is one voice.")
    labels = {at: cells[theme].strip() for at, cells in enumerate(rows)} if theme is not None else {}
    return Voices(
        [cells[words] for cells in rows],
        [cells[language].strip() if language is not None else "" for cells in rows],
        {at: label for at, label in labels.items() if label},
    )


def _words_column(table: Table, column: str, placed: str) -> int:
    if column:
        return column_of(table, column)
    others = [name for name in table.header if name != placed]
    guessed = guess_columns(others, NAMES).get("words") or (others[0] if len(others) == 1 else "")
    if not guessed:
        mend = f"Say which column holds the words, with --column. Found: {', '.join(table.header[:20])}."
        raise FileProblem("no column is named like people's words.", file=table.name, line=1, mend=mend)
    return column_of(table, guessed)


def _rows(table: Table) -> Iterator[list[str]]:
    """Rows of nothing but empty cells count too, so that the number of a row is its place below the header."""
    wide, raw = len(table.header), table.raw()
    next(raw)
    for line, cells in raw:
        if isinstance(cells, BadRow):
            raise FileProblem(cells.reason, file=table.name, line=line, mend="Mend this row, then try again.")
        if any(cells) and (len(cells) < wide or any(cells[wide:])):
            told = f"this row has {len(cells)} cells where the header has {wide}."
            raise FileProblem(told, file=table.name, line=line, mend="Mend this row, then try again.")
        yield [*cells[:wide], *[""] * (wide - len(cells))]


def as_json(found: Suggestions, seconds: float) -> dict[str, Any]:
    """The suggestions as plain values. Rows are numbered from 1: the first row below the header."""
    return {
        "groups": [_group(group) for group in found.groups],
        "alone": _numbers(found.alone),
        "placed": _numbers(found.placed),
        "seed": found.seed,
        "version": found.version,
        "learned_from": found.learned_from,
        "seconds": round(seconds, 4),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "theme": group.theme,
        "words": list(group.words),
        "rows": _numbers(group.rows),
        "typical": _numbers(group.typical),
        "why": [
            {
                "row": member.row + 1,
                "confidence": member.confidence,
                "words": list(member.words),
                "nearest": _numbers(member.nearest),
            }
            for member in group.members
        ],
    }


def _numbers(rows: tuple[int, ...]) -> list[int]:
    return [row + 1 for row in rows]


def as_text(found: Suggestions, texts: list[str], seconds: float) -> str:
    """The suggestions as a short list."""
    lines = [f"{_voices(len(texts))}, {seconds:.1f} s. These are suggestions: only people place voices.", ""]
    for group in found.groups:
        name = f"Into “{group.theme}”" if group.theme is not None else "New group"
        lines.append(f"{name}, {_voices(len(group.rows))}: {', '.join(group.words)}")
        lines += [f"  row {row + 1}: {_short(texts[row])}" for row in group.typical]
        lines += [f"  rows: {_some(group.rows)}", ""]
    lines += [] if found.groups else ["No groups: too few of these voices share words.", ""]
    lines += [f"Alone, {_voices(len(found.alone))}: {_some(found.alone)}"] if found.alone else []
    lines += [f"Placed by people, not moved: {_voices(len(found.placed))}"] if found.placed else []
    return "\n".join([*lines, f"Engine {found.version}, seed {found.seed}"])


def _voices(count: int) -> str:
    return "1 voice" if count == 1 else f"{count:,} voices"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 100 else f"{words[:99]}…"


def _some(rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(row + 1) for row in rows[:MOST_SHOWN])
    return shown + (f" and {len(rows) - MOST_SHOWN:,} more" if len(rows) > MOST_SHOWN else "")
