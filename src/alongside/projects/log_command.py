"""`alongside log`: bring the public log up to date, write it into a file, check such a file."""

import argparse
import base64
import json
import sys
from pathlib import Path

from alongside.ledger.actions import write_checkpoint
from alongside.ledger.log import newest_checkpoint
from alongside.projects.log_file import BadLog, Checked, check_log
from alongside.projects.public_log import lines_of


def checkpoint(args: argparse.Namespace) -> int:
    write_checkpoint(whole=True)
    newest = newest_checkpoint()
    print(newest.note if newest else "Nothing has happened yet: the log is empty.", end="" if newest else "\n")
    return 0


def export(args: argparse.Namespace) -> int:
    """Write the log, as far as the newest checkpoint goes."""
    write_checkpoint(whole=True)
    newest = newest_checkpoint()
    if newest is None:
        print("Nothing has happened yet: the log is empty.", file=sys.stderr)
        return 1
    with Path(args.path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines_of(newest.size))
    print(
        f"{newest.size} entries. Check it: alongside log verify {args.path}  or  python tools/verify_log.py {args.path}"
    )
    return 0


def verify(args: argparse.Namespace) -> int:
    """Check a file. It needs nothing of this installation."""
    try:
        key = base64.b64decode(args.key, validate=True) if args.key else None
        with Path(args.path).open(encoding="utf-8", newline="\n") as file:
            told = check_log(file, key=key)
    except BadLog as bad:
        return _told_bad(bad, args)
    except (OSError, UnicodeDecodeError) as problem:
        print(f"{args.path}: cannot be read ({problem}).", file=sys.stderr)
        return 1
    except ValueError:
        print("The key is not base64.", file=sys.stderr)
        return 2
    print(json.dumps({"good": True, **vars(told)}) if args.json else _in_words(told))
    return 0


def _in_words(told: Checked) -> str:
    return (
        f"Good. {told.entries} entries, {told.opened} of them open to read, {told.checkpoints} signed checkpoints.\n"
        f"Root: {told.root}"
    )


def _told_bad(bad: BadLog, args: argparse.Namespace) -> int:
    if args.json:
        print(json.dumps({"good": False, "entry": bad.entry, "line": bad.line, "what": bad.what}))
    else:
        print(f"NOT GOOD. {bad}", file=sys.stderr)
    return 1
