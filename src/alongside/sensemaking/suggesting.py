"""Asking the engine for suggestions, and reading them back for the pages."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean
from typing import Any

from django.db.models import Count, Q, QuerySet

from alongside.engines.themes import suggest
from alongside.ledger.models import Job
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Placement, SuggestedGroup, Suggestion, SuggestionRun
from alongside.voices.models import Voice
from alongside.voices.queries import ShownVoice, show, voices_of

JOB = "suggestions"
AT_ONCE = 1500  # voices that are looked through while somebody waits for the page; more are a job
MOST_REFUSED = 200  # of the refused groups, the newest so many are remembered
MOST_SHOWN = 60  # groups on the page; there are rarely more than thirty


def standing(project: Project) -> "QuerySet[Voice]":
    return voices_of(project).filter(taken_back_at=None)


def look(
    project: Project,
    *,
    by: Person,
    seed: int = 0,
    progress: Callable[[float], None] = lambda _part: None,
) -> SuggestionRun:
    """Look through all voices of a project, with what people placed and refused so far, and keep what was found."""
    rows = list(standing(project).order_by("pk").values_list("pk", "words", "language"))
    at = {pk: row for row, (pk, _words, _language) in enumerate(rows)}
    found = suggest(
        [words for _pk, words, _language in rows],
        placed=_placed(project, at),
        refused=_refused(project, at),
        refused_groups=_refused_groups(project, at),
        languages=[language for _pk, _words, language in rows],
        seed=seed,
        progress=progress,
    )
    return actions.keep_suggestions(project, found, [pk for pk, _words, _language in rows], by=by)


def _placed(project: Project, at: dict[int, int]) -> dict[int, int]:
    """Row → theme, where people put it; the newest theme of a voice in several."""
    live = Placement.objects.filter(theme__project=project, theme__ended_at=None, ended_at=None).order_by("pk")
    return {at[voice]: theme for voice, theme in live.values_list("voice_id", "theme_id") if voice in at}


def _refused(project: Project, at: dict[int, int]) -> dict[int, set[int]]:
    rows = Suggestion.objects.filter(group__run__project=project, refused=True, group__theme__isnull=False)
    refused: dict[int, set[int]] = defaultdict(set)
    for voice, theme in rows.values_list("voice_id", "group__theme_id"):
        if voice in at:
            refused[at[voice]].add(theme)
    return refused


def _refused_groups(project: Project, at: dict[int, int]) -> list[set[int]]:
    groups = SuggestedGroup.objects.filter(run__project=project, outcome="refused", theme=None).order_by("-pk")
    ids = list(groups.values_list("pk", flat=True)[:MOST_REFUSED])
    sets: dict[int, set[int]] = defaultdict(set)
    for group, voice in Suggestion.objects.filter(group__in=ids).values_list("group_id", "voice_id"):
        if voice in at:
            sets[group].add(at[voice])
    return [rows for rows in sets.values() if len(rows) > 1]


@dataclass(frozen=True)
class ShownGroup:
    """A suggested group for the page: how many of its voices still wait, how sure of them on average, typical ones."""

    group: SuggestedGroup
    count: int
    sure: int
    typical: list[ShownVoice]


def newest_run(project: Project) -> SuggestionRun | None:
    return SuggestionRun.objects.filter(project=project).select_related("made_by").first()


def job_of(project: Project) -> Job | None:
    return Job.objects.filter(project_id=project.pk, kind=JOB, ended_at=None).order_by("-made_at").first()


def _waiting() -> Q:
    """Suggestions that nobody has dealt with, of voices that stand in no theme yet."""
    loose = ~Q(voice__placements__in=Placement.objects.filter(ended_at=None, theme__ended_at=None))
    return Q(group__ended_at=None, voice__taken_back_at=None) & loose


def waiting_in(run: SuggestionRun) -> "QuerySet[Suggestion]":
    return Suggestion.objects.filter(_waiting(), group__run=run)


def open_groups(run: SuggestionRun, viewer: Any) -> list[ShownGroup]:
    """The groups that wait, those for themes there are first, then the largest. A constant number of queries."""
    waiting = waiting_in(run)
    counts = dict(waiting.values_list("group").annotate(Count("pk")).order_by())
    rows = SuggestedGroup.objects.filter(pk__in=counts, ended_at=None).select_related("theme", "run__project")
    groups = sorted(rows, key=lambda one: (one.theme_id is None, -counts[one.pk], one.pk))[:MOST_SHOWN]
    chosen: dict[int, list[Suggestion]] = defaultdict(list)
    sure: dict[int, list[int]] = defaultdict(list)
    for row in waiting.filter(group__in=groups).select_related("voice").order_by("-is_typical", "-confidence", "pk"):
        sure[row.group_id].append(row.confidence)
        if len(chosen[row.group_id]) < 3:
            chosen[row.group_id].append(row)
    voices = show([row.voice for rows in chosen.values() for row in rows], viewer=viewer, project=run.project)
    by_id = {voice.id: voice for voice in voices}
    return [
        ShownGroup(one, counts[one.pk], round(mean(sure[one.pk])), [by_id[row.voice_id] for row in chosen[one.pk]])
        for one in groups
    ]


@dataclass(frozen=True)
class ShownSuggestion:
    """One voice of a group and why it is there."""

    voice: ShownVoice
    words: str
    confidence: int
    nearest: str


def members(group: SuggestedGroup, viewer: Any) -> list[ShownSuggestion]:
    """The voices of a group that still wait, the most typical first."""
    rows = list(Suggestion.objects.filter(_waiting(), group=group).select_related("voice", "nearest")[:300])
    voices = show([row.voice for row in rows], viewer=viewer, project=group.run.project)
    near = show([row.nearest for row in rows if row.nearest], viewer=viewer, project=group.run.project)
    nearest = {voice.id: voice.words for voice in near}
    return [
        ShownSuggestion(voice, row.words, row.confidence, nearest.get(row.nearest_id or 0, ""))
        for row, voice in zip(rows, voices, strict=True)
    ]


def alone(project: Project, run: SuggestionRun) -> "QuerySet[Voice]":
    """Voices in no theme and in no suggestion that waits: single ones, to be looked at one by one."""
    return queries.loose_voices(project).exclude(pk__in=waiting_in(run).values("voice"))
