"""Which form of a text comes first for one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alongside.easy.models import Form
from alongside.easy.queries.forms import ShownForm, forms_for, shown
from alongside.easy.reading import Reader
from alongside.easy.texts import text_called


@dataclass(frozen=True)
class Choice:
    """Which form comes first for this reader, and which others there are."""

    first: ShownForm | None  # None: the full words
    others: list[ShownForm]
    films: list[ShownForm]


def choose(forms: list[ShownForm], reader: Reader) -> Choice:
    """Their language first, then easy words for those who want them, then the full words. Films stand beside."""
    films = [one for one in forms if one.form.what == Form.What.FILM]
    films.sort(key=lambda one: one.form.language != reader.sign)
    words = [one for one in forms if one.form.what != Form.What.FILM]
    spoken = [one for one in words if one.form.language and one.form.language == reader.language]
    easy = [one for one in words if one.form.what == Form.What.EASY and reader.easy_first]
    first = next(iter(spoken + easy), None)
    return Choice(first, [one for one in words if one is not first], films)


def first_words(name: str, rows: Iterable[Any], reader: Reader) -> dict[int, str]:
    """For an email: what this reader reads before the full words of each text, by its subject. One query."""
    text, found = text_called(name), list(rows)
    if text is None:
        return {}
    forms = forms_for(name, [text.subject_of(row) for row in found])
    firsts = {
        text.subject_of(row): choose(shown(text, row, forms.get(text.subject_of(row), [])), reader).first
        for row in found
    }
    return {subject: one.plain for subject, one in firsts.items() if one}
