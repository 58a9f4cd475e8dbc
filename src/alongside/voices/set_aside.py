"""Voices can be set aside: how `moderation` finds one, and what goes when its words go."""

from typing import Any

from django.urls import reverse

from alongside.moderation.actions import forget_subject
from alongside.moderation.models import What
from alongside.moderation.subjects import Subject, finds
from alongside.projects.models import Project
from alongside.voices.models import Voice
from alongside.voices.queries import show_one, voices_of
from alongside.voices.reach import reaches_when_gone


@finds(What.VOICE.value)
def a_voice(project: Project, pk: int, viewer: Any) -> Subject | None:
    row = voices_of(project).filter(pk=pk).select_related("project").first()
    if row is None:
        return None
    shown = show_one(row, viewer=viewer, project=project)
    return Subject(
        what=What.VOICE.value,
        id=pk,
        project=project,
        words=shown.words,
        url=reverse("voices:voice", args=[project.slug, pk]),
        person=row.person,
        language=row.language,
        is_gone=shown.is_taken_back,
    )


@reaches_when_gone
def forget_what_was_said_about_it(voice: Voice, words: str) -> None:
    forget_subject(voice.project, What.VOICE, voice.pk)
