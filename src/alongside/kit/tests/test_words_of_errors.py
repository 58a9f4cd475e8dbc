"""What is wrong with a field is said in our own words, whatever its kind, and says what would be right."""

import pytest
from django import forms

from alongside.kit.forms import DateField, LineField, WordsField


class EveryKind(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=9)
    line = LineField(max_length=5)
    words = WordsField(max_length=6)
    day = DateField()
    one = forms.ChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("number", "many", "Please write a whole number."),
        ("number", "0", "Please write 1 or more."),
        ("number", "10", "Please write 9 or less."),
        ("line", "abcdefg", "This is too long. It has 7 letters; at most 5 fit."),
        ("words", "abc\ndefg", "This is too long. It has 8 letters; at most 6 fit."),
        ("day", "soon", "Please choose a day, or write it like 2026-03-31."),
        ("one", "b", "Please choose one of the list."),
        ("one", "", "Please choose one."),
    ],
)
def test_it_is_told_in_plain_words(name, typed, told):
    assert EveryKind({name: typed}).errors[name] == [told]


def test_a_long_text_is_never_cut_in_silence():
    form = EveryKind({"words": "abc\ndefg"})
    assert "maxlength" not in str(form["words"])
    assert "abc\ndefg" in str(form["words"])
    assert 'maxlength="5"' in str(form["line"])
