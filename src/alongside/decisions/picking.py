"""The themes and voices a host may tick for a passage: those ticked first, then those found. Never all of them."""

from typing import Any

from django.db.models import F, QuerySet

from alongside.decisions.forms.drafting import PassageForm
from alongside.decisions.queries import quoted_voices
from alongside.kit.text import clean_line, ids_in
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.sensemaking.queries import live_themes, standing_placements, with_counts
from alongside.voices.models import Output, Voice
from alongside.voices.queries import show, voices_found, voices_of

MOST_THEMES, MOST_VOICES = 30, 15


def _ticked(form: PassageForm, name: str) -> list[int]:
    return ids_in([str(pk) for pk in form[name].value() or []])


def options_of(form: PassageForm, viewer: Any, project: Project) -> dict[str, Any]:
    """`themes`: (theme, is ticked); `voices`: (shown voice, is ticked). Constant queries however many there are."""
    return {"themes": _themes(form, project), "voices": _voices(form, viewer, project)}


def _themes(form: PassageForm, project: Project) -> list[tuple[Theme, bool]]:
    ticked = _ticked(form, "themes")
    cited = with_counts(Theme.objects.filter(project=project, pk__in=ticked)).order_by("title", "id")
    find = clean_line(str(form["find_theme"].value() or ""))[:100]
    found = live_themes(project).exclude(pk__in=ticked)
    found = found.filter(title__icontains=find) if find else found
    others = found.order_by(F("voice_count").desc(), "id")[:MOST_THEMES]
    return [*((row, True) for row in cited), *((row, False) for row in others)]


def _voices(form: PassageForm, viewer: Any, project: Project) -> list[tuple[Any, bool]]:
    ticked = set(_ticked(form, "voices"))
    ticked |= set(quoted_voices(project, str(form["text"].value() or "")).values_list("pk", flat=True))
    cited = list(voices_of(project).filter(pk__in=ticked).order_by("id"))
    find = clean_line(str(form["find_voice"].value() or ""))[:100]
    found = voices_found(project, viewer, words=find) if find else _inside(project, _ticked(form, "themes"))
    others = found.filter(taken_back_at__isnull=True).exclude(pk__in=ticked).order_by("-id")[:MOST_VOICES]
    rows = [*cited, *others]
    shown = show(rows, viewer=viewer, project=project, output=Output.DRAFT.value)
    return [(voice, voice.id in ticked) for voice in shown]


def _inside(project: Project, themes: list[int]) -> QuerySet[Voice]:
    """The voices in these themes: what one looks for first."""
    return voices_of(project).filter(pk__in=standing_placements(themes).order_by().values("voice"))
