"""A key is made once, whoever asks first, and is never half there."""

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from alongside.kit.keyfile import kept_key


def test_all_who_ask_at_once_get_the_same_whole_key(tmp_path):
    together = Barrier(8)

    def ask(n: int) -> bytes:
        together.wait()
        return kept_key(tmp_path / "a.key", lambda: bytes([n]) * 32)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(8)))
    assert len(found) == 1
    assert len(found.pop()) == 32


def test_a_key_that_could_not_be_made_leaves_nothing(tmp_path):
    def broken() -> bytes:
        raise OSError("no room left")

    with pytest.raises(OSError, match="no room"):
        kept_key(tmp_path / "a.key", broken)
    assert list(tmp_path.iterdir()) == []
    assert kept_key(tmp_path / "a.key", lambda: b"k") == b"k"


def test_it_is_the_owners_and_made_once(tmp_path):
    path = tmp_path / "a.key"
    assert kept_key(path, lambda: b"first") == kept_key(path, lambda: b"second") == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a.key"]
