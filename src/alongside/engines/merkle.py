"""Merkle trees as RFC 9162 (section 2.1) has them: hashes, roots, proofs, and checking proofs. Bytes in, bytes out.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), the empty tree SHA-256(""). Positions count from 0.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """What a growing tree must remember: the roots of its whole subtrees, the largest first. log2(size) hashes.

    `size` leaves were added. Adding costs two hashes on average; the root costs one for each subtree.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """`leaf` is a leaf's hash."""
        self.peaks.append(leaf)
        self.size += 1
        ones = self.size
        while ones % 2 == 0:
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            ones //= 2

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def _split(size: int) -> int:
    """The largest power of two below `size`, which is 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)


RangeRoot = Callable[[int, int], bytes]  # root of the leaves from start up to, not with, end


def inclusion_proof(position: int, size: int, root: RangeRoot) -> list[bytes]:
    """The hashes that lead from a leaf to the root of the first `size` leaves, lowest first.

    ValueError when there is no such leaf.
    """
    if not 0 <= position < size:
        raise ValueError("there is no such leaf")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            path.append(root(middle, end))
            end = middle
        else:
            path.append(root(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(old: int, size: int, root: RangeRoot) -> list[bytes]:
    """The hashes that show that the first `old` leaves are the same in the tree of `size` leaves.

    ValueError unless 0 < old <= size.
    """
    if not 0 < old <= size:
        raise ValueError("there is no such older tree")
    start, end, whole, path = 0, size, True, list[bytes]()
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(root(middle, end))
            end = middle
        else:
            path.append(root(start, middle))
            start, whole = middle, False
    if not whole:
        path.append(root(start, end))
    return path[::-1]


def _are_hashes(*found: bytes) -> bool:
    return all(len(one) == SIZE for one in found)


def _up(at: int, last: int) -> tuple[int, int]:
    """One level up, past levels at which a subtree on the right edge stands alone."""
    while at % 2 == 0 and at:
        at, last = at >> 1, last >> 1
    return at, last


def is_included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf's hash at this position to this root (RFC 9162, 2.1.3.2).

    `size` is what the checkpoint with this root says; a proof alone does not show it.
    """
    if not 0 <= position < size or not _are_hashes(leaf, root, *proof):
        return False
    at, last, found = position, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node_hash(one, found)
            at, last = _up(at, last)
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether the proof shows that the tree only grew from `old` to `size` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size or not _are_hashes(old_root, root, *proof):
        return False
    if old == size:
        return not proof and old_root == root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _grows(old - 1, size - 1, path) == (old_root, root)


def _grows(at: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The older and the newer root that this path leads to; empty ones where it is too long or too short."""
    while at % 2:
        at, last = at >> 1, last >> 1
    before = now = path[0]
    for one in path[1:]:
        if last == 0:
            return b"", b""
        if at % 2 or at == last:
            before, now = node_hash(one, before), node_hash(one, now)
            at, last = _up(at, last)
        else:
            now = node_hash(now, one)
        at, last = at >> 1, last >> 1
    return (before, now) if last == 0 else (b"", b"")
