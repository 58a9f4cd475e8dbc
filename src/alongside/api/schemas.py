"""The shapes of what goes in and out. Unknown fields going in are refused."""

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from django.db.models import Model
from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from alongside.decisions.models import Decision, Draft, PassageVersion
from alongside.kit.text import clean_line, clean_words
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme

Item = TypeVar("Item")


class Strict(Schema):
    """Going in: nothing but the fields named here."""

    model_config = ConfigDict(extra="forbid")


def _length(most: int, *, least: int = 1) -> StringConstraints:
    return StringConstraints(min_length=least, max_length=most)


def _cleaner(clean: object) -> object:
    from pydantic import AfterValidator

    return AfterValidator(clean)  # type: ignore[arg-type]


def _line(model: type[Model], field: str) -> object:
    """One line, as long as this field of the model may be; cleaned, and not empty after that."""
    most = model._meta.get_field(field).max_length  # type: ignore[union-attr]
    return Annotated[str, _length(most or 300), _cleaner(clean_line), _length(most or 300)]


Words = Annotated[str, _length(5000), _cleaner(clean_words), _length(5000)]
MaybeWords = Annotated[str, _length(5000, least=0), _cleaner(clean_words)]
Id = Annotated[int, Field(gt=0, lt=2**62)]
Ids = Annotated[list[Id], Field(max_length=1000)]
Number = Annotated[int, Field(gt=0, lt=2**31)]
Side = Literal["community", "staff"]


class Paged(Schema, Generic[Item]):
    items: list[Item]
    next: int | None


class Wrong(Schema):
    detail: str


class ProjectOut(Schema):
    slug: str
    title: str
    question: str
    about: str
    community_side: str
    staff_side: str
    starts_on: date
    ended_on: date | None


class ProjectIn(Strict):
    title: _line(Project, "title")  # type: ignore[valid-type]
    question: _line(Project, "question")  # type: ignore[valid-type]
    community_side: _line(Project, "community_side")  # type: ignore[valid-type]
    staff_side: _line(Project, "staff_side")  # type: ignore[valid-type]
    about: MaybeWords = ""
    visibility: Literal["everyone", "members"] = "everyone"


class SetAsideOut(Schema):
    """The hosts set the words aside: by which rule, and why."""

    rule: str
    reason: str


class VoiceOut(Schema):
    id: int
    words: str
    name: str
    taken_back: bool
    withheld: bool
    set_aside: SetAsideOut | None = None
    said_at: datetime
    source: str


class VoiceIn(Strict):
    """`member` is a membership id, for a host who types in what somebody else said; without it the words are yours."""

    words: Words
    member: Id | None = None
    nobody: bool = False
    source: Literal["online", "live", "paper"] = "online"
    submit_key: Annotated[str, _length(64)] | None = None


class MemberIn(Strict):
    nickname: _line(Person, "nickname")  # type: ignore[valid-type]
    side: Side = "community"


class MemberOut(Schema):
    id: int
    card: str


class ThemeOut(Schema):
    id: int
    title: str
    about: str
    voices: int


class ThemeIn(Strict):
    title: _line(Theme, "title")  # type: ignore[valid-type]
    about: MaybeWords = ""


class PlaceIn(Strict):
    voices: Ids


class MergeIn(Strict):
    themes: Annotated[Ids, Field(min_length=2)]
    title: _line(Theme, "title")  # type: ignore[valid-type]
    about: MaybeWords = ""


class PartIn(Strict):
    title: _line(Theme, "title")  # type: ignore[valid-type]
    voices: Ids


class SplitIn(Strict):
    parts: Annotated[list[PartIn], Field(min_length=2, max_length=20)]


class DraftIn(Strict):
    title: _line(Draft, "title")  # type: ignore[valid-type]
    about: MaybeWords = ""


class DraftOut(Schema):
    id: int
    title: str


class PassageIn(Strict):
    heading: _line(PassageVersion, "heading")  # type: ignore[valid-type]
    text: Words
    themes: Ids = []
    voices: Ids = []


class RevisionIn(PassageIn):
    base_number: Number
    why: _line(PassageVersion, "why")  # type: ignore[valid-type]


class VersionOut(Schema):
    passage: int
    version: int
    number: int
    heading: str
    text: str


class DecisionIn(Strict):
    """`passages` are decided on as they stand now."""

    title: _line(Decision, "title")  # type: ignore[valid-type]
    outcome: Literal["adopted", "partly", "not_now", "no"]
    reason: Words
    decided_by: _line(Decision, "decided_by")  # type: ignore[valid-type]
    side: Side
    community_part: Literal["decided", "present", "none"]
    decided_on: date
    passages: Ids = []
    themes: Ids = []
    voices: Ids = []


class DecisionOut(Schema):
    id: int
    title: str
    outcome: str
    reason: str
    decided_by: str
    side: str
    community_part: str
    decided_on: date


class ChangeIn(Strict):
    kind: Literal["wanted", "unwanted", "mixed", "nothing_yet"]
    words: Words
    evidence: MaybeWords = ""
    seen_on: date


class ChangeOut(Schema):
    id: int
    decision: int
    kind: str
    words: str
    evidence: str
    seen_on: date


class ReceiptOut(Schema):
    id: int
    voice: int
    said: str
    decision: int
    title: str
    outcome: str
    reason: str
    theme: str
    passage: str
    issued_at: datetime


class Made(Schema):
    id: int
