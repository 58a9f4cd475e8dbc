"""How the reader of a page reads: the person's wish, over which a device's own choice wins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from alongside.easy.languages import name_of, page_language
from alongside.easy.models import News, Reading, Size
from alongside.people.models import Person


@dataclass(frozen=True)
class Reader:
    """What a page or a letter needs to know of the one who reads it."""

    size: str = Size.NORMAL.value
    easy_first: bool = False
    aloud: bool = False
    sign: str = ""
    language: str = ""
    news: str = ""

    @property
    def page_language(self) -> str:
        """What pages and letters speak to them: their language where we have it, else the usual one."""
        return page_language(self.language) or settings.LANGUAGE_CODE

    @property
    def language_name(self) -> str:
        return name_of(self.language)

    @property
    def sign_name(self) -> str:
        return name_of(self.sign)

    @property
    def wants_paper(self) -> bool:
        return self.news == News.PAPER

    @property
    def wants_a_call(self) -> bool:
        return self.news == News.PHONE


ANYBODY = Reader()


def reader_from(row: Reading | None) -> Reader:
    if row is None:
        return ANYBODY
    return Reader(row.size, row.easy_first, row.aloud, row.sign, row.language, row.news)


def reading_of(person: Any) -> Reading | None:
    """The person's own wish; None for a stranger and for somebody who chose nothing."""
    if not isinstance(person, Person):
        return None
    return Reading.objects.filter(person=person).select_related("typed_by").first()


def readers_of(people: Iterable[int]) -> dict[int, Reader]:
    """How each of these people (ids) reads; those who chose nothing are left out. One query."""
    return {row.person_id: reader_from(row) for row in Reading.objects.filter(person__in=list(people))}


def reader_of(request: HttpRequest) -> Reader:
    """How this page is read, asked once for each request."""
    known: Reader | None = getattr(request, "_reader", None)
    if known is None:
        known = _with_device(request, reader_from(reading_of(getattr(request, "user", None))))
        request._reader = known  # type: ignore[attr-defined]
    return known


def _with_device(request: HttpRequest, wish: Reader) -> Reader:
    """What was chosen on this device (the room and the foot of each page ask there) comes before the wish."""
    size, easy = request.COOKIES.get("size", ""), request.COOKIES.get("easy", "")
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return Reader(
        size if size in Size.values else wish.size,
        easy == "1" if easy in {"0", "1"} else wish.easy_first,
        wish.aloud,
        wish.sign,
        language if language in dict(settings.LANGUAGES) else wish.language,
        wish.news,
    )
