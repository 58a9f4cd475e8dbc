"""Every public text of every room. Rooms tell of theirs here; nothing here knows who does.

A text is named by its kind ("projects.about") and the id of the row it stands on. Parts of which there is one in a
project (its question, each part of the promise) stand on the project.
"""

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as Lazy

from alongside.kit.text import clean_words
from alongside.projects.models import Project


@dataclass(frozen=True)
class Text:
    """One kind of public text."""

    name: str
    label: str | Lazy  # "The question", "A phase of the plan"
    rows: Callable[[Project], "QuerySet[Any]"]  # what it stands on; those without words are left out later
    words: Callable[[Any], str]  # of one of these rows
    url: Callable[[Project, Any], str]  # the page it is read on
    title: Callable[[Any], str] = lambda row: ""  # how one of many is told from the others
    _: KW_ONLY
    everyone: Callable[[Any], bool]  # whether whoever sees the project may read this one; else it is on its page alone
    few: bool = False  # so few in a project that a page may read them all at once
    stands_on: str = "pk"  # of a row in versions, the field with the id that stays: "project_id", "passage_id"

    @property
    def of_project(self) -> bool:
        """One in a project, in versions: the first row has its words."""
        return self.stands_on == "project_id"

    def subject_of(self, row: Any) -> int:
        """The id of what the text stands on."""
        return int(getattr(row, self.stands_on))

    def rows_now(self, project: Project) -> "QuerySet[Any]":
        """The rows that hold words today."""
        rows = self.rows(project)
        return rows.filter(pk__in=rows.values("pk")[:1]) if self.of_project else rows

    def rows_on(self, project: Project, subjects: Iterable[int]) -> "QuerySet[Any]":
        """Those of today's rows that stand on these ids."""
        return self.rows_now(project).filter(**{f"{self.stands_on}__in": list(subjects)})

    def hash_of(self, row: Any) -> str:
        return hash_of(self.words(row))


def whoever_sees(row: Any) -> bool:
    """Of texts that everybody reads who sees the project."""
    return True


def hash_of(words: str) -> str:
    """What the words were when a form was made from them: the SHA-256 of the cleaned text."""
    return sha256(clean_words(words).encode()).hexdigest()


_texts: dict[str, Text] = {}


def public_text(text: Text) -> Text:
    """Register a kind of text. Called when apps start."""
    _texts[text.name] = text
    return text


def all_texts() -> list[Text]:
    """Every kind, the lowest room's first: the project itself, then what came of it. (Apps start from the top.)"""
    rooms = list(dict.fromkeys(name.partition(".")[0] for name in _texts))
    return sorted(_texts.values(), key=lambda text: -rooms.index(text.name.partition(".")[0]))


def text_called(name: str) -> Text | None:
    return _texts.get(name)


def few_names() -> list[str]:
    return [text.name for text in _texts.values() if text.few]
