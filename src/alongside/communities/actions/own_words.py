"""What a member told hosts is the member's: on the map hosts use their own words, so that it can be taken back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.communities.models import Community, Hint, PaperWords, Try
from alongside.communities.words import first_words
from alongside.kit.text import RUN, plain_words, repeats

SAY_IT_YOURSELF = later("Say it in your own words. Whoever told you may take theirs back.")

# Where hosts write about a community: the way from a row to it, and the fields that hold words.
WRITTEN: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Community: ("pk", ("name", "why", "size", "reach", "how_far_words", "next_words")),
    Try: ("community", ("who", "what", "came_of_it")),
    PaperWords: ("community", ("heading", "words", "gets", "access", "offline")),
}
FIELDS = frozenset(field for _path, fields in WRITTEN.values() for field in fields)
NAMES = ("name", "heading", "who")  # a short one is a name that anyone finds


def _is_copy(text: str, said: str, *, short_too: bool) -> bool:
    """Several of these words in a row; or all of it, where they are fewer."""
    words = plain_words(said)
    if len(words) < RUN:
        return short_too and bool(words) and plain_words(text) == words
    return repeats(said, text)


def _holds(about: Mapping[str, Any], hints: Iterable[Hint]) -> list[str]:
    said = [words for hint in hints for words in (hint.words, hint.why, hint.idea)]
    return [
        field
        for field, text in about.items()
        if field in FIELDS and any(_is_copy(str(text or ""), words, short_too=field not in NAMES) for words in said)
    ]


def copied_fields(about: Mapping[str, Any], hints: Iterable[Hint]) -> list[str]:
    """Which of these fields have a member's words in them, as that member said them.

    Hosts may call the community what the member called it: that name goes when the member takes it back.
    """
    found = list(hints)
    called = [plain_words(hint.words) for hint in found]
    is_name = plain_words(str(about.get("name") or "")) in called
    return [field for field in _holds(about, found) if field != "name" or not is_name]


def must_be_own_words(about: Mapping[str, Any], hints: Iterable[Hint]) -> None:
    if copied_fields(about, hints):
        raise ValueError(str(SAY_IT_YOURSELF))


def name_of_none(community: Community) -> str:
    """What stands on the map until a host finds a name again."""
    return _("Community %(n)d") % {"n": community.pk}


def empty_copies(hint: Hint) -> None:
    """The hint goes, and so does what hosts once copied from it about its community. The desk asks for other words."""
    community = Community.objects.select_for_update(of=("self",)).filter(hints=hint).select_related("project").first()
    if community is None:
        return
    for model, (path, fields) in WRITTEN.items():
        for row in model._base_manager.filter(**{path: community.pk}):
            copies = _holds({field: getattr(row, field) for field in fields}, [hint])
            if copies:
                instead = _instead(row, community)
                model._base_manager.filter(pk=row.pk).update(**{field: instead.get(field, "") for field in copies})


def _instead(row: Model, community: Community) -> dict[str, str]:
    """What stands where no words may be missing."""
    if isinstance(row, Community):
        return {"name": name_of_none(community)}
    if isinstance(row, Try):
        return {"what": _("(Words were taken back.)")}
    first = first_words(community, community.project)
    return {"heading": first.heading, "words": first.words}
