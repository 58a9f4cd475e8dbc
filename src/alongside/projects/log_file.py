"""Checking an exported log: every entry, every root, every signed checkpoint. The first bad line is named."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alongside.engines.merkle import Frontier, leaf_hash
from alongside.ledger.log import commitment_to
from alongside.ledger.signing import read_note
from alongside.projects.public_log import FORMAT

MOST_CHARACTERS = 200_000  # of one line


class BadLog(ValueError):
    """What is wrong, and where: `entry` is the position of the first bad entry, None when it is no entry."""

    def __init__(self, what: str, entry: int | None = None, line: int = 0) -> None:
        super().__init__(what)
        self.what, self.entry, self.line = what, entry, line

    def __str__(self) -> str:
        place = f"entry {self.entry}" if self.entry is not None else f"line {self.line}"
        return f"{place}: {self.what}"


@dataclass
class Checked:
    """What was found to be right."""

    entries: int = 0
    opened: int = 0
    checkpoints: int = 0
    root: str = ""


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _rows(lines: Iterable[str], tree: Frontier) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line with its number. A line that cannot be read stands where the next entry should."""
    for number, line in enumerate(lines, 1):
        try:
            if len(line) > MOST_CHARACTERS:
                raise ValueError("the line is too long")
            row = json.loads(line, object_pairs_hook=_no_twice, parse_constant=_refused)
            if not isinstance(row, dict):
                raise ValueError("it is not one JSON object")
        except (ValueError, RecursionError) as problem:
            raise BadLog(f"is not as a log is written ({problem})", tree.size, number) from None
        yield number, row


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def check_log(lines: Iterable[str], *, key: bytes | None = None) -> Checked:
    """Check a whole exported log. `key`: the log's public key, known from elsewhere; None: the file's own.

    BadLog names the first entry that is not right.
    """
    told, tree, number, signed = Checked(), Frontier(), 1, -1
    rows = _rows(lines, tree)
    _number, head = next(rows, (1, {}))
    if head.get("format") != FORMAT or not isinstance(head.get("size"), int):
        raise BadLog("this is no log that Alongside wrote", line=1)
    own = _bytes64(head.get("key"))
    if key is not None and own != key:
        raise BadLog("the log was written with another key", line=1)
    for number, row in rows:
        if "checkpoint" in row:
            _check_note(row, tree, own, number)
            told.checkpoints, signed = told.checkpoints + 1, tree.size
        else:
            told.opened += _check_entry(row, tree, number)
    if tree.size != head["size"]:
        raise BadLog(f"the log should have {head['size']} entries and ends here", tree.size, number)
    if signed != tree.size:
        raise BadLog("the log does not end with a signed checkpoint", max(signed, 0), number)
    told.entries, told.root = tree.size, tree.root().hex()
    return told


def _bytes64(text: Any) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (ValueError, binascii.Error):
        raise BadLog("has no key", line=1) from None


def _hash(text: Any, what: str, entry: int, line: int) -> bytes:
    if not isinstance(text, str) or len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise BadLog(f"its {what} is not a hash", entry, line)
    return bytes.fromhex(text)


def _check_entry(row: dict[str, Any], tree: Frontier, line: int) -> bool:
    """Whether it was opened as well."""
    entry = tree.size
    if isinstance(row.get("entry"), bool) or row.get("entry") != entry:
        raise BadLog(f"entry {entry} should stand here", entry, line)
    if row.keys() - {"entry", "commitment", "root", "opening"}:
        raise BadLog("holds what does not belong there", entry, line)
    commitment = _hash(row.get("commitment"), "commitment", entry, line)
    opening = row.get("opening")
    if opening is not None and not _opens(opening, commitment):
        raise BadLog("what it tells is not what was committed to", entry, line)
    tree.add(leaf_hash(commitment))
    if _hash(row.get("root"), "root", entry, line) != tree.root():
        raise BadLog("was changed: it does not lead to its root", entry, line)
    return opening is not None


def _opens(opening: Any, commitment: bytes) -> bool:
    try:
        return commitment_to(bytes.fromhex(opening["salt"]), dict(opening["content"])) == commitment
    except (KeyError, TypeError, ValueError):
        return False


def _check_note(row: dict[str, Any], tree: Frontier, key: bytes, line: int) -> None:
    last = max(tree.size - 1, 0)
    try:
        size, root = read_note(str(row.get("note")), key)
    except ValueError as problem:
        raise BadLog(f"the checkpoint after it {problem}", last, line) from None
    if size != tree.size or row["checkpoint"] != size:
        raise BadLog(f"the checkpoint after it is of {size} entries, and {tree.size} are here", last, line)
    if root != tree.root():
        raise BadLog("the signed checkpoint after it has another root: an entry up to here was changed", last, line)
