"""What a machine suggests is kept as suggestions; what a person makes of them are placements of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.engines.themes import Suggestions
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Project
from alongside.sensemaking.actions.themes import make_theme, place_voices
from alongside.sensemaking.models import Placement, SuggestedGroup, Suggestion, SuggestionRun, Theme
from alongside.voices.models import Voice


@transaction.atomic
def keep_suggestions(project: Project, found: Suggestions, voice_ids: Sequence[int], *, by: Person) -> SuggestionRun:
    """Keep a run of the engine. `voice_ids`: the voice of each row. Voices taken back meanwhile are left out."""
    must_host(by, project)
    standing = set(Voice.objects.filter(pk__in=voice_ids, taken_back_at=None).values_list("pk", flat=True))
    run = SuggestionRun.objects.create(
        project=project,
        made_by=by,
        engine=found.version,
        seed=found.seed,
        voices=len(voice_ids) - len(found.placed),
        taught=len(found.placed),
    )
    themes = set(Theme.objects.filter(project=project, ended_at=None).values_list("pk", flat=True))
    for group in found.groups:
        theme = int(group.theme) if group.theme is not None else None
        if theme is not None and theme not in themes:
            continue
        made = SuggestedGroup.objects.create(run=run, theme_id=theme, words=", ".join(group.words)[:300])
        Suggestion.objects.bulk_create(
            Suggestion(
                group=made,
                voice_id=voice_ids[member.row],
                confidence=round(100 * member.confidence),
                words=", ".join(member.words)[:200],
                nearest_id=_first([voice_ids[row] for row in member.nearest], standing),
                is_typical=member.row in group.typical,
            )
            for member in group.members
            if voice_ids[member.row] in standing
        )
    note_step("themes.suggested", subject=project, project_id=project.pk, actor=by, count=len(found.groups))
    return run


def _first(ids: Iterable[int], standing: set[int]) -> int | None:
    return next((pk for pk in ids if pk in standing), None)


def _open(group: SuggestedGroup, by: Person) -> SuggestedGroup:
    """The group, locked; ValueError when somebody has dealt with it meanwhile."""
    must_host(by, group.run.project)
    fresh = SuggestedGroup.objects.select_for_update().select_related("run__project").get(pk=group.pk)
    if fresh.ended_at is not None:
        raise ValueError(_("Somebody has dealt with this suggestion meanwhile."))
    return fresh


def _end(group: SuggestedGroup, outcome: str, by: Person) -> None:
    rows = SuggestedGroup.objects.filter(pk=group.pk)
    rows.update(outcome=outcome, ended_at=timezone.now(), ended_by=by)


def _ticked(group: SuggestedGroup, voice_ids: Iterable[int]) -> list[Suggestion]:
    rows = Suggestion.objects.filter(group=group, voice__in=list(voice_ids), voice__taken_back_at=None)
    return list(rows.select_related("voice").order_by("voice_id"))


@transaction.atomic
def accept_group(
    group: SuggestedGroup, voice_ids: Iterable[int], *, by: Person, theme: Theme | None = None, title: str = ""
) -> Theme:
    """Put the ticked voices in `theme`, or in a new one called `title`. The others of the group stay in sight, loose.

    What was not ticked is refused for this theme, which teaches the next suggestions.
    """
    group = _open(group, by)
    ticked = _ticked(group, voice_ids)
    if not ticked:
        raise ValueError(_("Tick the voices that belong together."))
    project = group.run.project
    if theme is not None and theme.project_id != project.pk:
        raise ValueError(_("This theme belongs to another project."))
    into = theme or make_theme(project, by=by, title=title)
    place_voices([row.voice for row in ticked], into, by=by)
    placed = Placement.objects.filter(theme=into, voice__in=[row.voice_id for row in ticked], ended_at=None)
    by_voice = {row.voice_id: row for row in placed}
    for row in ticked:
        row.placement = by_voice.get(row.voice_id)
    Suggestion.objects.bulk_update(ticked, ["placement"])
    Suggestion.objects.filter(group=group, placement=None).update(refused=True)
    SuggestedGroup.objects.filter(pk=group.pk).update(theme=into)
    _end(group, SuggestedGroup.Outcome.ACCEPTED, by)
    return into


@transaction.atomic
def refuse_group(group: SuggestedGroup, *, by: Person) -> None:
    """These do not belong together. Remembered: they are not suggested like this again."""
    group = _open(group, by)
    Suggestion.objects.filter(group=group).update(refused=True)
    _end(group, SuggestedGroup.Outcome.REFUSED, by)
    note_step("suggestion.refused", subject=group.run.project, project_id=group.run.project_id, actor=by)


def _copied(row: Suggestion, group: SuggestedGroup) -> Suggestion:
    kept: dict[str, Any] = {name: getattr(row, name) for name in ("voice_id", "confidence", "words", "nearest_id")}
    return Suggestion(group=group, is_typical=row.is_typical, **kept)


@transaction.atomic
def split_group(
    group: SuggestedGroup, voice_ids: Iterable[int], *, by: Person
) -> tuple[SuggestedGroup, SuggestedGroup]:
    """The ticked voices become a suggested group, the others another. Still nothing is placed."""
    group = _open(group, by)
    ticked = {row.voice_id for row in _ticked(group, voice_ids)}
    rows = list(group.suggestions.all())
    if not ticked or len(ticked) == len(rows):
        raise ValueError(_("Tick some of the voices, but not all."))
    one, other = (
        SuggestedGroup.objects.create(run=group.run, theme=group.theme, words=group.words) for _part in (1, 2)
    )
    Suggestion.objects.bulk_create(_copied(row, one if row.voice_id in ticked else other) for row in rows)
    _end(group, SuggestedGroup.Outcome.SPLIT, by)
    return one, other


@transaction.atomic
def merge_groups(group: SuggestedGroup, other: SuggestedGroup, *, by: Person) -> SuggestedGroup:
    """Two suggested groups become one. Still nothing is placed."""
    first, second = sorted((group, other), key=lambda one: one.pk)
    if first.pk == second.pk or first.run_id != second.run_id:
        raise ValueError(_("Choose another group of the same suggestions."))
    first, second = _open(first, by), _open(second, by)
    words = list(dict.fromkeys([*first.words.split(", "), *second.words.split(", ")]))
    whole = SuggestedGroup.objects.create(
        run=first.run, theme=first.theme or second.theme, words=", ".join(filter(None, words))[:300]
    )
    rows = {row.voice_id: row for part in (first, second) for row in part.suggestions.all()}
    Suggestion.objects.bulk_create(_copied(row, whole) for row in rows.values())
    for part in (first, second):
        _end(part, SuggestedGroup.Outcome.MERGED, by)
    return whole


@transaction.atomic
def forget_in_suggestions(voice: Voice, words: str) -> None:
    """Words were taken back: the voice leaves its suggestions, and so do typical words that nobody else said there.

    What stands in a group's theme gave it words too.
    """
    near = Q(suggestions__voice=voice) | Q(theme__placements__voice=voice)
    groups = list(SuggestedGroup.objects.filter(near).distinct())
    Suggestion.objects.filter(voice=voice).delete()
    for group in groups:
        here = Q(suggestions__group=group)
        if group.theme_id:
            here |= Q(placements__theme=group.theme_id)
        rows = Voice.objects.filter(here, taken_back_at=None).exclude(pk=voice.pk).distinct()
        said = " ".join(rows.values_list("words", flat=True)).casefold()
        kept = [word for word in group.words.split(", ") if word and word.casefold() in said]
        SuggestedGroup.objects.filter(pk=group.pk).update(words=", ".join(kept))
