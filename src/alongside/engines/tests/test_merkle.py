"""Trees and proofs as RFC 9162 has them: known roots, all small sizes, and everything that must be refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

# The inputs and roots that certificate transparency logs test themselves with (RFC 6962 hashing, which 9162 keeps).
KNOWN = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
KNOWN[3:5] = [bytes([0x20, 0x21]), bytes([0x30, 0x31])]
KNOWN[5:8] = [bytes(range(0x40, 0x44)), bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70))]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(f"leaf {n}".encode()) for n in range(size)]


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as the RFC defines it, in its own words: slow and plain."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


def test_known_roots():
    leaves = [leaf_hash(one) for one in KNOWN]
    assert [root_of(leaves[: n + 1]).hex() for n in range(8)] == ROOTS
    assert root_of([]) == EMPTY


def test_every_proof_of_every_small_tree():
    for size in range(1, 66):
        leaves = leaves_of(size)
        root = root_of(leaves)
        assert root == by_definition(leaves)

        def part(start, end, leaves=leaves):
            return root_of(leaves[start:end])

        for n in range(size):
            proof = inclusion_proof(n, size, part)
            assert is_included(leaves[n], n, size, proof, root)
            assert not is_included(leaves[n], (n + 1) % size, size, proof, root) or size == 1
        for old in range(1, size + 1):
            proof = consistency_proof(old, size, part)
            assert is_consistent(old, size, proof, root_of(leaves[:old]), root)


@given(st.integers(1, 257), st.data())
def test_what_was_changed_is_refused(size, data):
    leaves = leaves_of(size)
    root = root_of(leaves)

    def part(start, end):
        return root_of(leaves[start:end])

    n, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    proof, grown, old_root = inclusion_proof(n, size, part), consistency_proof(old, size, part), root_of(leaves[:old])
    assert is_included(leaves[n], n, size, proof, root)
    assert is_consistent(old, size, grown, old_root, root)
    bit = bytearray(data.draw(st.sampled_from([leaves[n], *proof])))
    bit[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
    flipped = [bytes(bit) if one == bytes(leaves[n]) else one for one in proof]
    assert not is_included(bytes(bit), n, size, flipped, root) or bytes(bit) == leaves[n]
    assert not is_included(leaves[n], n, size, [*proof, EMPTY], root)
    for cut in range(len(proof)):
        assert not is_included(leaves[n], n, size, proof[:cut], root)
    assert not is_consistent(old, size, [*grown, EMPTY], old_root, root)
    if old < size:
        assert not is_consistent(old, size, grown, root, old_root), "roots the wrong way round"
        assert not is_consistent(old, size, grown[:-1], old_root, root)
        assert not is_consistent(old, size, grown, EMPTY, root)


def test_nonsense_is_refused_and_does_not_break():
    leaves, root = leaves_of(5), root_of(leaves_of(5))
    for position, size in ((-1, 5), (5, 5), (0, 0), (10**30, 5)):
        assert not is_included(leaves[0], position, size, [], root)
    assert not is_included(b"short", 0, 1, [], b"short")
    for old, size in ((0, 5), (6, 5), (-1, 5)):
        assert not is_consistent(old, size, [], root, root)
        with pytest.raises(ValueError, match="no such older tree"):
            consistency_proof(old, size, lambda _s, _e: EMPTY)
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(5, 5, lambda _s, _e: EMPTY)


def test_a_leaf_is_never_taken_for_a_node():
    """Without the two marks somebody could pass a node off as a leaf."""
    left, right = leaves_of(2)
    assert leaf_hash(left + right) != node_hash(left, right)


def test_it_remembers_little():
    tree = Frontier()
    for leaf in leaves_of(1000):
        tree.add(leaf)
    assert len(tree.peaks) == bin(1000).count("1")
    assert tree.root() == by_definition(leaves_of(1000))
