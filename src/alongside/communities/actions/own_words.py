"""What a member told hosts is the member's: on the map hosts use their own words, so that it can be taken back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.communities.models import Community, Hint
from alongside.kit.text import RUN, plain_words, repeats

SAY_IT_YOURSELF = later("Say it in your own words. Whoever told you may take theirs back.")


def _is_copy(text: str, said: str, *, short_too: bool) -> bool:
    """Several of these words in a row; or all of it, where they are fewer: but a short name is a name anyone finds."""
    words = plain_words(said)
    if len(words) < RUN:
        return short_too and bool(words) and plain_words(text) == words
    return repeats(said, text)


def copied_fields(about: Mapping[str, Any], hints: Iterable[Hint]) -> list[str]:
    """Which of name, why and reach have a member's words in them, as that member said them."""
    said = [words for hint in hints for words in (hint.words, hint.why, hint.idea)]
    fields = (("name", False), ("why", True), ("reach", True))
    return [
        field
        for field, short_too in fields
        if any(_is_copy(str(about.get(field) or ""), words, short_too=short_too) for words in said)
    ]


def must_be_own_words(about: Mapping[str, Any], hints: Iterable[Hint]) -> None:
    if copied_fields(about, hints):
        raise ValueError(str(SAY_IT_YOURSELF))


def name_of_none(community: Community) -> str:
    """What stands on the map until a host finds a name again."""
    return _("Community %(n)d") % {"n": community.pk}


def empty_copies(hint: Hint) -> None:
    """The hint goes, and so does what hosts once copied from it onto the map. The desk asks them for other words."""
    rows: models.QuerySet[Community] = Community.objects.select_for_update(of=("self",)).filter(hints=hint)
    for row in rows:
        copies = copied_fields({"name": row.name, "why": row.why, "reach": row.reach}, [hint])
        gone = dict.fromkeys(copies, "") | ({"name": name_of_none(row)} if "name" in copies else {})
        if gone:
            Community.objects.filter(pk=row.pk).update(**gone)
