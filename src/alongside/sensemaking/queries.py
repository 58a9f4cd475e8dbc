"""Reading themes: what is in them, where they came from, what became of them, who disputes them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking.models import Placement, Theme, ThemeOrigin, UseCheck
from alongside.voices.models import Voice
from alongside.voices.queries import ShownVoice, show, voices_of

Edge = tuple[int, int, str]


def _inside() -> QuerySet[Placement]:
    return Placement.objects.filter(ended_at__isnull=True, voice__taken_back_at__isnull=True)


def _voice_count() -> Any:
    counted = _inside().filter(theme=OuterRef("pk")).order_by().values("theme").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_counts(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """The themes with `voice_count`: voices in them now, those taken back left out."""
    return themes.annotate(voice_count=_voice_count())


def live_themes(project: Project) -> QuerySet[Theme]:
    """Themes of the project that have not been joined or split into others, with `voice_count`."""
    return with_counts(Theme.objects.filter(project=project, ended_at__isnull=True))


def standing_placements(theme_ids: Iterable[int]) -> QuerySet[Placement]:
    """What these themes hold: live placements; for an ended theme those that were in it when it ended.

    Voices taken back are among them (as a mark). Those taken out before are not.
    """
    return Placement.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at=F("theme__ended_at")), theme_id__in=list(theme_ids)
    )


def themes_of(voice: Voice) -> QuerySet[Theme]:
    """The live themes this voice sits in."""
    return Theme.objects.filter(placements__voice=voice, placements__ended_at__isnull=True)


def loose_voices(project: Project) -> QuerySet[Voice]:
    """Standing voices that are in no theme now. They are never out of sight."""
    placed = Placement.objects.filter(voice=OuterRef("pk"), ended_at__isnull=True)
    return voices_of(project).filter(~Exists(placed), taken_back_at__isnull=True)


def _walk(start: Iterable[int], edges: dict[int, list[Edge]], *, up: bool = False) -> set[Edge]:
    """Every edge reached from `start`, once each."""
    found: set[Edge] = set()
    waiting = list(start)
    while waiting:
        for edge in edges.get(waiting.pop(), ()):
            if edge not in found:
                found.add(edge)
                waiting.append(edge[0] if up else edge[1])
    return found


def _edges_of(project_ids: Any) -> tuple[dict[int, list[Edge]], dict[int, list[Edge]]]:
    """All joins and splits of the projects, by origin and by outcome. One query: they are few, voices are many."""
    down: dict[int, list[Edge]] = defaultdict(list)
    up: dict[int, list[Edge]] = defaultdict(list)
    rows = ThemeOrigin.objects.filter(theme__project_id__in=project_ids).order_by("pk")
    for origin, theme, kind in rows.values_list("origin_id", "theme_id", "kind"):
        down[origin].append((origin, theme, kind))
        up[theme].append((origin, theme, kind))
    return down, up


def lineage(theme_ids: Iterable[int]) -> tuple[dict[int, Theme], list[Edge]]:
    """All themes these came from and became, to any depth, with edges (from_id, to_id, "merge" | "split").

    Two queries always: the project's joins and splits are read whole (they are acts of people, hundreds at most)
    and walked here, which is the same on every database and cannot loop.
    """
    ids = set(theme_ids)
    down, up = _edges_of(Theme.objects.filter(pk__in=ids).values("project_id"))
    edges = sorted(_walk(ids, down) | _walk(ids, up, up=True))
    themes = Theme.objects.in_bulk(ids | {pk for edge in edges for pk in edge[:2]})
    return themes, edges


def _shown_on(dispute: UseCheck, later: set[int], held: set[tuple[int, int]], left: set[tuple[int, int]]) -> set[int]:
    """The themes a dispute is shown on: its own, and those after it that the voice was carried into.

    If the voice was taken out before its theme ended, no later theme has it: then all of them show the dispute.
    """
    if (dispute.voice_id, dispute.theme_id) in left:
        return {dispute.theme_id} | later
    return {dispute.theme_id} | {pk for pk in later if (dispute.voice_id, pk) in held}


def disputes_by_theme(project: Project) -> dict[int, list[UseCheck]]:
    """Every dispute of the project, settled or not, by the themes it is shown on. Three queries however many."""
    disputes = list(
        UseCheck.objects.filter(theme__project=project, verdict=UseCheck.Verdict.DISPUTED)
        .select_related("voice", "theme", "reply_by")
        .order_by("said_at", "pk")
    )
    if not disputes:
        return {}
    down, _up = _edges_of([project.pk])
    rows = Placement.objects.filter(voice_id__in={d.voice_id for d in disputes})
    ended = list(rows.values_list("voice_id", "theme_id", "ended_at", "theme__ended_at"))
    held = {(voice, theme) for voice, theme, _at, _theme_at in ended}
    left = held - {(voice, theme) for voice, theme, at, theme_at in ended if at is None or at == theme_at}
    shown: dict[int, list[UseCheck]] = defaultdict(list)
    for dispute in disputes:
        later = {edge[1] for edge in _walk([dispute.theme_id], down)}
        for pk in _shown_on(dispute, later, held, left):
            shown[pk].append(dispute)
    return shown


def disputes_of(theme: Theme) -> list[UseCheck]:
    """Disputes shown with this theme, oldest first, settled ones too: its own, and those carried here with a voice."""
    return disputes_by_theme(theme.project).get(theme.pk, [])


def open_disputes(project: Project) -> dict[int, int]:
    """How many unsettled disputes each theme shows, by theme id. Those of people who took their words back are over."""
    counted = {
        pk: sum(1 for one in found if one.is_open_dispute and one.voice.taken_back_at is None)
        for pk, found in disputes_by_theme(project).items()
    }
    return {pk: count for pk, count in counted.items() if count}


def unanswered_disputes(project: Project) -> QuerySet[UseCheck]:
    """Open disputes to which no host has replied."""
    rows = UseCheck.objects.filter(theme__project=project, verdict=UseCheck.Verdict.DISPUTED, reply="")
    return rows.filter(settled_at__isnull=True, voice__taken_back_at__isnull=True)


def checks_for(person: Person) -> QuerySet[UseCheck]:
    """What this person was asked about their own words, or disputed; newest first. Words taken back are left out."""
    rows = UseCheck.objects.filter(voice__person=person, voice__taken_back_at__isnull=True)
    return rows.select_related("voice", "theme", "theme__project", "reply_by").order_by("-id")


def what_taking_back_reaches(voice: Voice) -> list[str]:
    """A sentence for the page where a person takes words back."""
    count = themes_of(voice).count()
    text = ngettext("They are in %(count)s theme.", "They are in %(count)s themes.", count)
    return [text % {"count": count}] if count else []


def origins_of(themes: Iterable[Theme]) -> dict[int, list[ThemeOrigin]]:
    """What each of these themes came from, one step back, by theme id. One query."""
    found: dict[int, list[ThemeOrigin]] = defaultdict(list)
    for row in ThemeOrigin.objects.filter(theme__in=list(themes)).select_related("origin").order_by("pk"):
        found[row.theme_id].append(row)
    return found


def fullest_themes(project: Project, most: int = 20) -> list[tuple[int, str, int]]:
    """(theme id, title, voices in it) of the live themes with most voices, in three queries."""
    live = Theme.objects.filter(project=project, ended_at__isnull=True)
    rows = Placement.objects.filter(ended_at__isnull=True, theme__in=live.order_by().values("pk")).order_by()
    counted = dict(rows.values_list("theme_id").annotate(count=Count("pk")))
    gone = Voice.objects.filter(project=project, taken_back_at__isnull=False).values("pk")
    for pk, count in rows.filter(voice__in=gone).values_list("theme_id").annotate(count=Count("pk")):
        counted[pk] -= count
    first = sorted((-count, pk) for pk, count in counted.items() if count)[:most]
    titles = dict(Theme.objects.filter(pk__in=[pk for _count, pk in first]).values_list("pk", "title"))
    return [(pk, titles[pk], -count) for count, pk in first]


@dataclass(frozen=True)
class ShownDispute:
    """A dispute as this viewer may see it: the person's words, named as they chose, and the hosts' reply."""

    id: int
    words: str
    name: str
    said: str
    voice_id: int
    theme: Theme
    said_at: datetime | None
    reply: str
    replied_at: datetime | None
    settled_at: datetime | None
    is_open: bool
    is_taken_back: bool
    is_withheld: bool
    is_mine: bool
    is_typed: bool  # a host wrote it down for the person


def show_disputes(disputes: list[UseCheck], *, viewer: Any, project: Project) -> list[ShownDispute]:
    """Open ones first. Who asked not to be quoted is not quoted here either."""
    voices = show([one.voice for one in disputes], viewer=viewer, project=project)
    rows = [_shown_dispute(one, voice) for one, voice in zip(disputes, voices, strict=True)]
    return sorted(rows, key=lambda row: not row.is_open)


def _shown_dispute(check: UseCheck, voice: ShownVoice) -> ShownDispute:
    hidden = voice.is_taken_back or (voice.is_withheld and not voice.words)
    return ShownDispute(
        id=check.pk,
        words="" if hidden else check.words,
        name=voice.name,
        said=voice.words,
        voice_id=voice.id,
        theme=check.theme,
        said_at=check.said_at,
        reply=check.reply,
        replied_at=check.replied_at,
        settled_at=check.settled_at,
        is_open=check.is_open_dispute and not voice.is_taken_back,
        is_taken_back=voice.is_taken_back,
        is_withheld=hidden and not voice.is_taken_back,
        is_mine=voice.is_mine,
        is_typed=check.typed_by_id is not None,
    )


def voices_together(theme_ids: Iterable[int]) -> int:
    """How many different voices these themes hold now."""
    return _inside().filter(theme_id__in=list(theme_ids)).values("voice_id").distinct().count()


def where_now(themes: Iterable[Theme]) -> dict[int, list[Theme]]:
    """For each ended theme, the live themes it has become. Two queries."""
    ended = {theme.pk for theme in themes if theme.ended_at is not None}
    if not ended:
        return {}
    known, edges = lineage(ended)
    down: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        down[edge[0]].append(edge)
    return {
        pk: [known[new] for new in sorted({edge[1] for edge in _walk([pk], down)}) if known[new].ended_at is None]
        for pk in ended
    }
