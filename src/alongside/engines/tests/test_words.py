"""Differences and merges lose no word."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.engines import words
from alongside.engines.words import merge_words, word_diff

texts = st.text(alphabet="ab \n", max_size=40) | st.text(max_size=30)


@given(texts, texts)
def test_it_gives_both_texts_back(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != "added") == old
    assert "".join(text for kind, text in pieces if kind != "taken") == new


@given(texts, texts)
def test_it_merges_a_change_of_one_side_only(base: str, changed: str) -> None:
    assert merge_words(base, base, changed) == changed
    assert merge_words(base, changed, base) == changed
    assert merge_words(base, changed, changed) == changed


@given(st.lists(st.sampled_from(["one", "two", "three"]), min_size=3, max_size=12))
def test_it_keeps_edits_in_different_places(tokens: list[str]) -> None:
    base = " ".join(tokens)
    assert merge_words(base, f"MINE {base}", f"{base} THEIRS") == f"MINE {base} THEIRS"


def test_it_refuses_to_choose_between_two_changes_of_one_word() -> None:
    assert merge_words("a warm home", "a cosy home", "a dry home") is None


def test_it_bounds_its_work_on_very_long_texts(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(words, "MOST_WORK", 10)
    assert word_diff("x a b c d y", "x e f g h y") == [
        ("same", "x "), ("taken", "a b c d"), ("added", "e f g h"), ("same", " y"),
    ]  # fmt: skip
