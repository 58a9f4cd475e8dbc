"""Words stay as said; only what cannot be seen or turns text around goes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.text import begin_of, clean_line, clean_words, ids_in, number_in


def test_it_drops_what_hides_in_text():
    assert clean_words("a\x00b\u202ec\u200bd\ud800") == "abcd"


def test_it_keeps_lines_joiners_and_emoji():
    assert clean_words(" one\r\ntwo\n\n  three ") == "one\ntwo\n\n  three"
    assert clean_words("👩\u200d🚒 می\u200cخواهم") == "👩\u200d🚒 می\u200cخواهم"


def test_it_puts_a_line_on_one_line():
    assert clean_line("  a\n b\tc ") == "a b c"


@pytest.mark.parametrize("sent", ["", "x", "-1", "+1", " 1", "1.0", "1_0", "١", "²", "9" * 19, "9" * 5000])
def test_it_reads_a_number_only_where_there_is_nothing_else(sent):
    assert (number_in(sent), number_in(sent, -1)) == (0, -1)
    assert ids_in([sent, "7", "0", "7"]) == [7, 0]
    assert number_in("9" * 18) == int("9" * 18)


@given(st.text())
def test_it_is_settled_after_one_cleaning_and_loses_no_letter(text):
    once = clean_words(text)
    assert clean_words(once) == once
    letters = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LN"]
    assert [c for c in once if unicodedata.category(c)[0] in "LN"] == letters


def test_it_ends_a_beginning_after_a_whole_word():
    assert begin_of("Short\nas it is.", 20) == "Short as it is."
    assert begin_of("The desk is open. The form is not.", 20) == "The desk is open…"
    assert begin_of("x" * 30, 10) == "x" * 9 + "…"


@given(st.text(), st.integers(min_value=2, max_value=200))
def test_a_beginning_is_never_too_long(text, most):
    assert len(begin_of(text, most)) <= most
