"""Trails from the other end: who is behind a passage, a theme or a decision, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from alongside.decisions.models import Citation, Decision, DecisionSubject, Passage, PassageVersion
from alongside.engines.trails import Node
from alongside.impact.models import Change, Receipt
from alongside.impact.queries.trails import (
    MOST,
    RECEIPT,
    VOICE,
    Trail,
    add_changes,
    add_decisions,
    add_passages,
    add_themes,
)
from alongside.sensemaking.models import Theme
from alongside.sensemaking.queries import lineage, standing_placements
from alongside.voices.models import Voice

Lines = list[tuple[int, int, str]]


def _reached(start: set[int], lines: Lines, *, back: bool) -> set[int]:
    """Themes from which (`back`), or into which, voices were carried: to any depth, the start among them."""
    beside: dict[int, list[int]] = defaultdict(list)
    for one, two, _kind in lines:
        beside[two if back else one].append(one if back else two)
    found, waiting = set(start), list(start)
    while waiting:
        for other in beside[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _themes_behind(trail: Trail, cited: set[int], known: dict[int, Theme], lines: Lines) -> None:
    """The cited themes and those they came from, each with its number of standing voices, and of those taken back."""
    behind = _reached(cited, lines, back=True)
    trail.left_out += max(len(behind - cited) - MOST, 0)
    behind = cited | set(sorted(behind - cited)[-MOST:])
    held = standing_placements(behind).exclude(voice__taken_back_how=Voice.Asked.SLIP).order_by()
    gone = Count("pk", filter=Q(voice__taken_back_at__isnull=False))
    rows = held.values_list("theme_id").annotate(all=Count("pk"), gone=gone)
    counted = {pk: (every - gone, gone) for pk, every, gone in rows}
    kept = [line for line in lines if line[0] in behind and line[1] in behind]
    add_themes(trail, {pk: known[pk] for pk in behind}, kept, counted)


def _voices_named(trail: Trail, voices: Iterable[int | None], url: str, into: list[str]) -> None:
    """One box for all standing voices that are named by themselves, not through a theme."""
    named = {pk for pk in voices if pk}
    if own := Voice.objects.filter(pk__in=named, taken_back_at__isnull=True).count() if named else 0:
        words = ngettext("%(count)d voice cited by itself", "%(count)d voices cited by themselves", own)
        trail.add(Node("v", VOICE, words % {"count": own}, "", url, "voice"))
        for target in into:
            trail.join("v", target, "cited")


def _add_outcome(trail: Trail, decisions: dict[int, Decision]) -> None:
    """What became of these decisions: changes, and how many voices were answered."""
    add_decisions(trail, decisions)
    changes = list(Change.objects.filter(decision__in=decisions).order_by("seen_on", "id")[:MOST])
    add_changes(trail, changes)
    counts = Receipt.objects.filter(decision__in=decisions).order_by().values_list("decision_id")
    for pk, count in sorted(counts.annotate(n=Count("pk"))):
        label = ngettext("%(count)d person's words answered", "%(count)d voices answered", count) % {"count": count}
        trail.add(Node(f"r{pk}", RECEIPT, label, "", "", "receipt"))
        own = [change for change in changes if change.decision_id == pk]
        for source in [f"c{change.pk}" for change in own] or [f"d{pk}"]:
            trail.join(source, f"r{pk}")


def voices_behind(passage: Passage) -> QuerySet[Voice]:
    """Every voice any version of the passage rests on, by a theme or by itself."""
    cites = Citation.objects.filter(version__passage=passage)
    themes = list(cites.filter(theme__isnull=False).values_list("theme_id", flat=True).distinct())
    held = standing_placements(themes).order_by().values("voice_id")
    own = cites.filter(voice__isnull=False).values("voice_id")
    return Voice.objects.filter(Q(pk__in=held) | Q(pk__in=own))


def trail_of_passage(passage: Passage) -> Trail:
    """Who is behind this passage, and what came of it. The number of queries does not grow with the project."""
    trail, box = Trail(passage.draft.project), f"p{passage.pk}"
    cites = list(Citation.objects.filter(version__passage=passage).order_by("id")[:2000])
    cited = {one.theme_id for one in cites if one.theme_id}
    known, lines = lineage(cited) if cited else ({}, [])
    _themes_behind(trail, cited, known, lines)
    add_passages(trail, {one.pk: one for one in PassageVersion.objects.filter(passage=passage)})
    for pk in sorted(cited):
        trail.join(f"t{pk}", box, "cited")
    _voices_named(trail, (one.voice_id for one in cites), "#voices", [box])
    rows = Decision.objects.filter(subjects__version__passage=passage).distinct().order_by("-id")
    decisions = {one.pk: one for one in rows[:MOST]}
    _add_outcome(trail, decisions)
    for pk in decisions:
        trail.join(box, f"d{pk}", "decided")
    return trail


def trail_of_theme(theme: Theme) -> Trail:
    """What this theme came from and became, where the draft rests on it, and what was decided and changed."""
    trail = Trail(theme.project)
    known, lines = lineage({theme.pk})
    later = _reached({theme.pk}, lines, back=False)
    _themes_behind(trail, later, known, lines)
    cites = list(Citation.objects.filter(theme__in=later).select_related("version").order_by("-id")[:400])
    passages = sorted({one.version.passage_id for one in cites})
    trail.left_out += max(len(passages) - MOST, 0)
    versions = {one.version_id: one.version for one in cites if one.version.passage_id in passages[-MOST:]}
    add_passages(trail, versions)
    for one in cites:
        if one.version_id in versions:
            trail.join(f"t{one.theme_id}", f"p{one.version.passage_id}", "cited")
    subjects = Q(theme__in=later) | Q(version__in=versions)
    rows = DecisionSubject.objects.filter(subjects).select_related("decision").order_by("-id")
    _add_decided(trail, list(rows[:400]), versions)
    return trail


def _add_decided(trail: Trail, subjects: list[DecisionSubject], versions: dict[int, PassageVersion]) -> None:
    decisions = {one.decision_id: one.decision for one in subjects}
    trail.left_out += max(len(decisions) - MOST, 0)
    decisions = dict(sorted(decisions.items())[-MOST:])
    _add_outcome(trail, decisions)
    for one in subjects:
        source = f"p{versions[one.version_id].passage_id}" if one.version_id in versions else f"t{one.theme_id}"
        trail.join(source, f"d{one.decision_id}", "decided")


def trail_of_decision(decision: Decision) -> Trail:
    """What a decision rests on, what it replaced or was replaced by, and what came of it."""
    trail, box = Trail(decision.project), f"d{decision.pk}"
    subjects = list(decision.subjects.select_related("version").order_by("id")[:2000])
    versions = {one.version.pk: one.version for one in subjects if one.version}
    cites = list(Citation.objects.filter(version__in=versions).order_by("id")[:2000])
    named = {one.theme_id for one in subjects if one.theme_id}
    cited = named | {one.theme_id for one in cites if one.theme_id}
    known, lines = lineage(cited) if cited else ({}, [])
    _themes_behind(trail, cited, known, lines)
    add_passages(trail, versions)
    for one in cites:
        if one.theme_id:
            trail.join(f"t{one.theme_id}", f"p{versions[one.version_id].passage_id}", "cited")
    by_passage = {f"p{versions[one.version_id].passage_id}" for one in cites if one.voice_id}
    own = [one.voice_id for one in subjects]
    into = sorted(by_passage) + ([box] if any(own) else [])
    _voices_named(trail, [*own, *(one.voice_id for one in cites)], "", into)
    _add_outcome(trail, _before_and_after(decision))
    for source in [*(f"p{one.passage_id}" for one in versions.values()), *(f"t{pk}" for pk in sorted(named))]:
        trail.join(source, box, "decided")
    return trail


def _before_and_after(decision: Decision) -> dict[int, Decision]:
    """The decision with the one it replaced and the one that replaced it."""
    beside = Q(pk=decision.pk) | Q(pk=decision.replaces_id) | Q(replaces=decision)
    return {one.pk: one for one in Decision.objects.filter(beside)}
