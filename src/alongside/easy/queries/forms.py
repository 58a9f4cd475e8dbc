"""Live forms of texts, whether they still fit, and how many texts have one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from alongside.easy.languages import direction_of, lang_of, name_of
from alongside.easy.lines import Line, lines_in, plain
from alongside.easy.models import Form
from alongside.easy.texts import Text, all_texts, text_called
from alongside.projects.models import Project

MOST_FORMS = 5000  # of one project, read at once for the page of all its texts


@dataclass(frozen=True)
class ShownForm:
    """One form ready to read. `is_stale`: the text has changed since it was made."""

    form: Form
    is_stale: bool

    @property
    def lines(self) -> list[Line]:
        return lines_in(self.form.words)

    @property
    def plain(self) -> str:
        return plain(self.form.words)

    @property
    def language(self) -> str:
        return name_of(self.form.language)

    @property
    def lang(self) -> str:
        return lang_of(self.form.language)

    @property
    def direction(self) -> str:
        return direction_of(self.form.language)


def live_forms(project: Project) -> "QuerySet[Form]":
    return Form.objects.filter(project=project, ended_at=None)


def shown(text: Text, row: Any, forms: Iterable[Form]) -> list[ShownForm]:
    """These forms of this text, each with whether it still fits."""
    now = text.hash_of(row)
    return [ShownForm(form, form.made_from != now) for form in forms]


def forms_for(name: str, subjects: Iterable[int]) -> dict[int, list[Form]]:
    """The live forms of these texts by what they stand on. One query."""
    found: dict[int, list[Form]] = defaultdict(list)
    rows = Form.objects.filter(ended_at=None, text=name, subject_id__in=list(subjects))
    for form in rows.select_related("made_by"):
        found[form.subject_id].append(form)
    return found


@dataclass(frozen=True)
class Stand:
    """One text of a project, and how it stands."""

    text: Text
    row: Any
    subject: int
    title: str
    words: str
    forms: list[ShownForm] = field(default_factory=list)

    @property
    def easy(self) -> ShownForm | None:
        return next((one for one in self.forms if one.form.what == Form.What.EASY), None)

    @property
    def films(self) -> list[ShownForm]:
        return [one for one in self.forms if one.form.what == Form.What.FILM]

    @property
    def languages(self) -> list[ShownForm]:
        return [one for one in self.forms if one.form.what == Form.What.LANGUAGE]


def stands(text: Text, rows: Sequence[Any]) -> list[Stand]:
    """How the texts on these rows stand; a row without words has no text. One query."""
    return _stands(text, rows, forms_for(text.name, [text.subject_of(row) for row in rows]))


def _stands(text: Text, rows: Iterable[Any], forms: Mapping[int, list[Form]]) -> list[Stand]:
    found = []
    for row in rows:
        words = text.words(row).strip()
        if words:
            subject = text.subject_of(row)
            title = str(text.title(row)) or str(text.label)
            found.append(Stand(text, row, subject, title, words, shown(text, row, forms.get(subject, []))))
    return found


def texts_of(project: Project, most: int) -> list[tuple[Text, list[Stand]]]:
    """Every kind of text with words in this project, at most so many of each. A query for each kind, and one more."""
    forms: dict[str, dict[int, list[Form]]] = defaultdict(lambda: defaultdict(list))
    for form in live_forms(project).select_related("made_by")[:MOST_FORMS]:
        forms[form.text][form.subject_id].append(form)
    found = [(text, _stands(text, text.rows_now(project)[:most], forms[text.name])) for text in all_texts()]
    return [(text, rows) for text, rows in found if rows]


def out_of_date(project: Project, most: int = 400) -> list[Form]:
    """Live forms whose text has changed since. A query for each kind that has forms, and one for the forms."""
    by_text: dict[str, list[Form]] = defaultdict(list)
    for form in live_forms(project)[:most]:
        by_text[form.text].append(form)
    found: list[Form] = []
    for name, forms in by_text.items():
        text = text_called(name)
        if text is None:
            continue
        rows = text.rows_on(project, {form.subject_id for form in forms})
        hashes = {text.subject_of(row): text.hash_of(row) for row in rows}
        found += [form for form in forms if hashes.get(form.subject_id, form.made_from) != form.made_from]
    return found
