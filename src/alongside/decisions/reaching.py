"""Taking a voice back takes its verbatim copies out of drafts, comments, decisions and easy words, old versions too."""

import re
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from alongside.decisions.actions import TAKEN_BACK, redact
from alongside.decisions.models import Amendment, Comment, Decision, Draft, PassageVersion
from alongside.easy.models import Form
from alongside.ethics.actions import note_paper
from alongside.ethics.models import OnPaper
from alongside.voices.models import Voice
from alongside.voices.reach import reaches, reaches_in

SHORTEST = 12


Places = list[tuple[QuerySet[Any], tuple[str, ...]]]


def _places_in_drafts(project_id: int) -> Places:
    inside = {"passage__draft__project": project_id}
    return [
        (PassageVersion.objects.filter(**inside), ("heading", "text", "why")),
        (Comment.objects.filter(**inside), ("words",)),
        (Amendment.objects.filter(**inside), ("heading", "text", "why", "reply")),
        (Draft.objects.filter(project=project_id), ("title", "about")),
    ]


def _other_places(project_id: int) -> Places:
    return [
        (Decision.objects.filter(project=project_id), ("title", "reason", "decided_by")),
        (Form.objects.filter(project=project_id), ("words",)),
    ]


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds these words verbatim, whatever the spaces between them. None where they are too few to tell."""
    tokens = words.split()
    return re.compile(r"\s+".join(map(re.escape, tokens))) if len(" ".join(tokens)) >= SHORTEST else None


def may_hold(rows: QuerySet[Any], fields: tuple[str, ...], words: str) -> QuerySet[Any]:
    """Those of which a field holds the longest of these words: the others need not be read."""
    longest, holds = max(words.split(), key=len), Q()
    for field in fields:
        holds |= Q(**{f"{field}__contains": longest})
    return rows.filter(holds)


@reaches_in("draft")
def redact_drafts(voice: Voice, words: str) -> None:
    """Put the mark where these words stand verbatim."""
    _redact_copies(_places_in_drafts(voice.project_id), voice, words)


@reaches
def redact_elsewhere(voice: Voice, words: str) -> None:
    """The same in decisions and in easy words."""
    _redact_copies(_other_places(voice.project_id), voice, words)


def _redact_copies(places: Places, voice: Voice, words: str) -> None:
    pattern = pattern_of(words)
    if pattern is None:
        return
    for rows, fields in places:
        for row in may_hold(rows, fields, words):
            _redact(row, fields, pattern, voice)


def _redact(row: Model, fields: tuple[str, ...], pattern: re.Pattern[str], voice: Voice) -> None:
    changed: dict[str, str] = {}
    for field in fields:
        old = getattr(row, field)
        new = pattern.sub(TAKEN_BACK, old)[: getattr(row._meta.get_field(field), "max_length", None)]
        if new != old:
            changed[field] = new
    if changed:
        redact(row, changed, voice=voice)
        if isinstance(row, PassageVersion):  # somebody may have printed the draft: hosts go after the copies
            url = reverse("decisions:draft", args=[voice.project.slug, row.passage.draft_id])
            note_paper(voice.project, kind=OnPaper.Kind.DRAFT, url=url)
