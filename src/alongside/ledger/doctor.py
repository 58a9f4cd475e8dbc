"""`alongside doctor`: does the data folder meet the rules? It looks and changes nothing."""

import argparse
import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.engines.merkle import root_of
from alongside.kit.sealed import key_file as sealing_key
from alongside.ledger.erasures import lines
from alongside.ledger.log import leaf_hashes, newest_checkpoint
from alongside.ledger.models import Erasure
from alongside.ledger.signing import key_file as log_key
from alongside.ledger.signing import public_key, read_note

LEAST_FREE = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One rule: `state` is ok, look or wrong; `do` says how to mend it."""

    rule: str
    state: str
    found: str
    do: str = ""


def _folder() -> Path:
    return Path(settings.ERASED_FILE).parent


def _is_private(path: Path) -> bool:
    return not stat.S_IMODE(path.stat().st_mode) & 0o077


def folder() -> Iterator[Finding]:
    """Others on this machine must not read what is in the data folder."""
    rule, path = "Only the owner reads the data folder", _folder()
    if _is_private(path):
        yield Finding(rule, "ok", "It is closed to others.")
    else:
        yield Finding(rule, "wrong", "Others on this machine can look into it.", f"chmod 700 {path}")


def keys() -> Iterator[Finding]:
    """Keys are there, closed to others, and not in the database."""
    named = {"secret.key": _folder() / "secret.key", "sealing key": sealing_key(), "log key": log_key()}
    if settings.ENV.secret_key:
        named.pop("secret.key")
    for name, path in named.items():
        rule = f"The {name} is there and closed"
        if not path.exists():
            made = "It is made when it is first needed." if name != "secret.key" else "It is made at the first start."
            yield Finding(
                rule, "look", "It is not there.", f"If it was there before, bring it back from your copy. {made}"
            )
        elif _is_private(path):
            yield Finding(rule, "ok", "Only the owner can read it.")
        else:
            yield Finding(rule, "wrong", "Others can read it.", f"chmod 600 {path}")


def durability() -> Iterator[Finding]:
    """What was acknowledged is on the disk."""
    rule = "Acknowledged means kept"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
            asked = {name: f"PRAGMA {name}" for name in wanted}
        else:
            wanted = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
            asked = {name: f"SHOW {name}" for name in wanted}
        found = {}
        for name, question in asked.items():
            cursor.execute(question)
            found[name] = cursor.fetchone()[0]
    told = ", ".join(f"{name} {value}" for name, value in found.items())
    if found == wanted:
        yield Finding(rule, "ok", told)
    else:
        yield Finding(rule, "wrong", told, "Set: " + ", ".join(f"{name} {value}" for name, value in wanted.items()))


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    rule = "The database is as this version needs it"
    if waiting:
        yield Finding(rule, "wrong", f"{len(waiting)} changes wait.", "Start Alongside once: it makes them.")
    else:
        yield Finding(rule, "ok", "Nothing waits.")


def erased() -> Iterator[Finding]:
    """What was erased is known in the file beside the database, for the day a backup is brought back."""
    rule = "What was erased stays erased"
    in_file, rows = {one["mark"] for one in lines()}, set(Erasure.objects.values_list("mark", flat=True))
    path = Path(settings.ERASED_FILE)
    if path.exists() and not _is_private(path):
        yield Finding(rule, "wrong", "Others can read erased.jsonl.", f"chmod 600 {path}")
    elif in_file - rows:
        count = len(in_file - rows)
        yield Finding(rule, "wrong", f"An old backup brought back {count} things.", "Start Alongside: they go first.")
    elif rows - in_file:
        yield Finding(rule, "wrong", f"{len(rows - in_file)} lines are missing.", "Start Alongside: it writes them.")
    else:
        yield Finding(rule, "ok", f"{len(rows)} things, in the database and beside it.")


def log() -> Iterator[Finding]:
    """The public log still leads to its signed checkpoint, worked out anew from every leaf."""
    rule, newest = "The public log is whole", newest_checkpoint()
    if newest is None:
        yield Finding(rule, "ok", "It is empty so far.")
        return
    root = root_of(leaf_hashes(0, newest.size))
    try:
        signed = read_note(newest.note, public_key()) if log_key().exists() else (0, b"")
    except ValueError:
        signed = (0, b"")
    if signed == (newest.size, root):
        yield Finding(rule, "ok", f"{newest.size} entries lead to the signed root.")
    else:
        do = "Something was changed, or the log key is another one. Compare with a checkpoint that was kept elsewhere."
        yield Finding(rule, "wrong", f"The {newest.size} entries do not lead to the signed checkpoint.", do)


def disk() -> Iterator[Finding]:
    free, rule = shutil.disk_usage(_folder()).free, "There is room on the disk"
    state = "ok" if free >= LEAST_FREE else "look"
    yield Finding(rule, state, f"{free // 1024**2} MB free", "" if state == "ok" else "Make room.")


def look() -> list[Finding]:
    """All rules. Those that need the database are left out where it is not there yet."""
    found = [*folder(), *keys(), *disk()]
    try:
        found += [*durability(), *migrations()]
        if all(one.state == "ok" for one in found if one.rule.startswith("The database")):
            found += [*erased(), *log()]
    except DatabaseError as problem:
        found.append(Finding("The database answers", "wrong", str(problem), "Start Alongside once: it makes it."))
    return found


def run(args: argparse.Namespace) -> int:
    """Print each rule, and what to do. 1 when one is broken."""
    found = look()
    if args.json:
        print(json.dumps([asdict(one) for one in found], indent=1))
    else:
        for one in found:
            print(f"{one.state.upper():6} {one.rule}: {one.found}{f' -> {one.do}' if one.do else ''}")
    return 1 if any(one.state == "wrong" for one in found) else 0
