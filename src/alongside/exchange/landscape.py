"""What `alongside landscape` does: a Polis export in, its landscape out. No database, nothing kept."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from alongside.engines.opinion import WHY, Landscape, landscape
from alongside.engines.opinion.polisfile import COMMENTS, read_answers
from alongside.engines.tables import FileProblem


def run(args: argparse.Namespace) -> int:
    """Print the landscape of the export in args.path. Exit status 1, with the reason, where it cannot be read."""
    begin = time.perf_counter()
    try:
        export = read_answers(Path(args.path))
    except (FileProblem, OSError) as problem:
        sys.stderr.write(f"{problem}\nNothing was made.\n")
        return 1
    out = export.moderated_out
    found = landscape(export.answers, moderated_out=out, compatible=args.compatible, seed=args.seed)
    spent = time.perf_counter() - begin
    if not export.knows_moderated:
        sys.stderr.write(f"There is no {COMMENTS}: statements that hosts took out are counted like all others.\n")
    text = json.dumps(as_json(found, spent), allow_nan=False) if args.json else as_text(found, spent)
    sys.stdout.write(f"{text}\n")
    return 0


def as_json(found: Landscape, seconds: float) -> dict[str, Any]:
    """The landscape as plain values. `seconds`: how long reading and finding took."""
    return {
        "people": [{"id": one.id, "x": one.x, "y": one.y, "group": one.group} for one in found.people],
        "groups": [
            {
                "id": group.id,
                "size": group.size,
                "statements": [
                    {"id": said.statement, "for": said.side, "share_in": said.share_in, "share_out": said.share_out}
                    for said in group.statements
                ],
            }
            for group in found.groups
        ],
        "shared": [held.statement for held in found.shared],
        "divides": [parted.statement for parted in found.divides],
        "stable": found.stable,
        "stability": found.stability,
        "why": list(found.why),
        "explained": list(found.explained),
        "seconds": round(seconds, 4),
        "seed": found.seed,
        "engine": found.engine,
        "compatible": found.compatible,
    }


def as_text(found: Landscape, seconds: float) -> str:
    """The landscape as a short table."""
    people, statements = len(found.people), found.counts.statements.size
    lines = [f"{_count(people, 'person', 'people')}, {_count(statements, 'statement', 'statements')}, {seconds:.1f} s"]
    lines += [WHY[code] for code in found.why]
    lines += ["" if found.groups else "No groups are shown."]
    for group in found.groups:
        lines.append(f"Group {group.id}: {group.size:,} people")
        lines += [
            f"  {said.side:9} statement {said.statement:<6} {said.share_in:4.0%} here, {said.share_out:4.0%} elsewhere"
            for said in group.statements
        ]
    lines += [_heading(found)]
    lines += [f"  {held.side:9} statement {held.statement}" for held in found.shared[:10]]
    lines += [f"  and {len(found.shared) - 10} more"] if len(found.shared) > 10 else []
    told = "stable" if found.stable else "not stable"
    return "\n".join([*lines, "", f"Stability {found.stability:.2f} of 1 ({told}), seed {found.seed}"])


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _heading(found: Landscape) -> str:
    """Only where there are groups can all of them share something."""
    if found.groups:
        return "Shared by all groups:" if found.shared else "Nothing is shared by all groups."
    return "Most people answer alike on:" if found.shared else "No statement has enough answers on one side."
