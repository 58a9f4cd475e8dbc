#!/usr/bin/env python3
"""Checks a public log that Alongside wrote. Python alone, nothing to install, and no code of the product.

    python verify_log.py FILE [KEY]

KEY is the log's public key in base64, if you know it from elsewhere; else the one in the file is believed.
Exit status: 0 the log is good; 1 it is not, and the first bad entry is named; 2 the file cannot be read.
"""

import base64
import hashlib
import json
import sys

# Ed25519 after RFC 8032, section 6, for checking only. It is slow and plain on purpose: it shares nothing.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741


def recover(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * I % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point(raw):
    if len(raw) != 32:
        return None
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def plus(a, b):
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, a):
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = plus(found, a)
        a = plus(a, a)
        n >>= 1
    return found


BASE = (recover(4 * pow(5, P - 2, P) % P, 0), 4 * pow(5, P - 2, P) % P, 1, 0)
BASE = (BASE[0], BASE[1], 1, BASE[0] * BASE[1] % P)


def is_signed(key, message, signature):
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), plus(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def sha(data):
    return hashlib.sha256(data).digest()


class Tree:
    """Roots of whole subtrees, with how many leaves each has."""

    def __init__(self):
        self.parts = []
        self.size = 0

    def add(self, commitment):
        self.size += 1
        self.parts.append((1, sha(b"\x00" + commitment)))
        while len(self.parts) > 1 and self.parts[-1][0] == self.parts[-2][0]:
            (n, right), (_n, left) = self.parts.pop(), self.parts.pop()
            self.parts.append((2 * n, sha(b"\x01" + left + right)))

    def root(self):
        found = None
        for _n, part in reversed(self.parts):
            found = part if found is None else sha(b"\x01" + part + found)
        return found if found is not None else sha(b"")


class Bad(Exception):
    pass


def once(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise Bad("a name stands twice")
    return dict(pairs)


def refuse(name):
    raise Bad(f"{name} is no number")


def check_note(row, tree, key):
    text, _, tail = str(row.get("note")).partition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3:
        raise Bad("the checkpoint after it is no signed note")
    name = lines[0]
    known = sha(name.encode() + b"\n\x01" + key)[:4]
    for line in tail.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == "\u2014" and parts[1] == name:
            raw = base64.b64decode(parts[2], validate=True)
            if raw[:4] == known and is_signed(key, (text + "\n").encode(), raw[4:]):
                break
    else:
        raise Bad("the checkpoint after it is not signed with the key of this log")
    if lines[1] != str(tree.size) or row["checkpoint"] != tree.size:
        raise Bad("the checkpoint after it is of another size")
    if base64.b64decode(lines[2], validate=True) != tree.root():
        raise Bad("the signed checkpoint after it has another root: an entry up to here was changed")


def check_entry(row, tree):
    if type(row.get("entry")) is not int or row["entry"] != tree.size:
        raise Bad(f"entry {tree.size} should stand here")
    if set(row) - {"entry", "commitment", "root", "opening"}:
        raise Bad("holds what does not belong there")
    commitment = bytes.fromhex(row["commitment"])
    if len(commitment) != 32 or row["commitment"] != commitment.hex():
        raise Bad("its commitment is not a hash")
    opening = row.get("opening")
    if opening is not None:
        told = json.dumps(opening["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if sha(bytes.fromhex(opening["salt"]) + told.encode()) != commitment:
            raise Bad("what it tells is not what was committed to")
    tree.add(commitment)
    if row["root"] != tree.root().hex():
        raise Bad("was changed: it does not lead to its root")


def check_head(row, known):
    """The log's key."""
    if row.get("format") != "alongside-log-1" or type(row.get("size")) is not int:
        raise Bad("this is no log that Alongside wrote")
    key = base64.b64decode(row["key"], validate=True)
    if known is not None and key != known:
        raise Bad("the log was written with another key")
    return key


def read(line):
    row = json.loads(line, object_pairs_hook=once, parse_constant=refuse)
    if type(row) is not dict:
        raise Bad("it is not one JSON object")
    return row


WRONG = (Bad, ValueError, KeyError, TypeError, AttributeError, RecursionError)


def check(lines, known=None):
    """(entries, checkpoints, root). Bad with the first bad place."""
    lines, tree, checkpoints, signed = iter(lines), Tree(), 0, -1
    try:
        head = read(next(lines, ""))
        key = check_head(head, known)
    except WRONG as problem:
        raise Bad(f"line 1: {problem}") from None
    for line in lines:
        place = tree.size
        try:
            row = read(line)
            if "checkpoint" in row:
                place = max(tree.size - 1, 0)
                check_note(row, tree, key)
                checkpoints, signed = checkpoints + 1, tree.size
            else:
                check_entry(row, tree)
        except WRONG as problem:
            raise Bad(f"entry {place}: {problem}") from None
    if tree.size != head["size"]:
        raise Bad(f"entry {tree.size}: the log ends here and should not")
    if signed != tree.size:
        raise Bad(f"entry {max(signed, 0)}: the log does not end with a signed checkpoint")
    return tree.size, checkpoints, tree.root().hex()


def main(arguments):
    if not 1 <= len(arguments) <= 2 or arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        known = base64.b64decode(arguments[1], validate=True) if len(arguments) == 2 else None
        with open(arguments[0], encoding="utf-8", newline="\n") as file:
            size, checkpoints, root = check(file, known)
    except Bad as bad:
        print(f"NOT GOOD. {bad}")
        return 1
    except (OSError, ValueError) as problem:
        print(f"Cannot be read: {problem}")
        return 2
    print(f"Good. {size} entries, {checkpoints} signed checkpoints.\nRoot: {root}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
