"""A voice's trail, forward to what it changed; and the boxes that every trail is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.decisions.models import Citation, Decision, DecisionSubject, PassageVersion
from alongside.engines.trails import Edge, Node
from alongside.impact.models import Change, Receipt
from alongside.kit.text import begin_of
from alongside.projects.models import Project
from alongside.sensemaking.models import Placement, Theme
from alongside.sensemaking.queries import lineage
from alongside.voices.models import Voice
from alongside.voices.queries import show_one

VOICE, THEME, PASSAGE, DECISION, CHANGE, RECEIPT = 0, 100, 200, 300, 400, 500
Counts = dict[int, tuple[int, int]]  # by theme: how many voices stand, how many were taken back
MOST = 24  # boxes of one kind in a drawing; the rest is counted


@dataclass
class Trail:
    """The graph of a trail with its story in words: `steps` are its boxes in the order in which things happened."""

    project: Project
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    left_out: int = 0

    @property
    def steps(self) -> list[Node]:
        return sorted(self.nodes, key=lambda node: node.stage)

    @property
    def reached(self) -> str:
        """The kind of the last stage this trail has come to."""
        return self.steps[-1].mark.split()[0] if self.nodes else ""

    def add(self, node: Node) -> None:
        self.nodes.append(node)

    def join(self, one: str, two: str, kind: str = "") -> None:
        self.edges.append(Edge(one, two, kind))


def _place(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _day(moment: object) -> str:
    return date_format(moment, "j F Y")  # type: ignore[arg-type]  # dates and datetimes both


def _depths(ids: Iterable[int], edges: list[tuple[int, int, str]]) -> dict[int, int]:
    """How many joins and splits lie before each theme: its column among themes."""
    depth = dict.fromkeys(ids, 0)
    for _round in range(min(len(depth), 90)):
        moved = False
        for one, two, _kind in edges:
            if depth[two] < depth[one] + 1:
                depth[two], moved = depth[one] + 1, True
        if not moved:
            break
    return depth


def _fate(theme: Theme, edges: list[tuple[int, int, str]], themes: dict[int, Theme]) -> str:
    after = [edge for edge in edges if edge[0] == theme.pk]
    if not after:
        return ""
    titles = ", ".join(themes[edge[1]].title for edge in after)
    if after[0][2] == "merge":
        return _("Later joined with others into: %(titles)s") % {"titles": titles}
    return _("Later split into: %(titles)s") % {"titles": titles}


def _how_many(standing: int, gone: int) -> str:
    told = ngettext("%(count)d voice", "%(count)d voices", standing) % {"count": standing}
    if not gone:
        return told
    taken_back = ngettext("%(count)d taken back", "%(count)d taken back", gone) % {"count": gone}
    return _("%(voices)s and %(taken_back)s") % {"voices": told, "taken_back": taken_back}


def add_themes(
    trail: Trail, themes: dict[int, Theme], edges: list[tuple[int, int, str]], counts: Counts | None = None
) -> None:
    depth = _depths(themes, edges)
    for pk, theme in sorted(themes.items()):
        detail = _fate(theme, edges, themes)
        if counts is not None:
            detail = _how_many(*counts.get(pk, (0, 0)))
        url = reverse("sensemaking:theme", args=[trail.project.slug, pk])
        mark = "theme ended" if theme.ended_at else "theme"
        trail.add(Node(f"t{pk}", THEME + min(depth[pk], 90), theme.title, detail, url, mark))
    for one, two, kind in edges:
        trail.join(f"t{one}", f"t{two}", kind)


def add_passages(trail: Trail, versions: dict[int, PassageVersion]) -> None:
    """One box for each passage, in the words of its newest version among these."""
    newest: dict[int, PassageVersion] = {}
    for version in versions.values():
        known = newest.get(version.passage_id)
        if known is None or known.number < version.number:
            newest[version.passage_id] = version
    for pk, version in sorted(newest.items()):
        detail = _("Version %(number)d of the draft") % {"number": version.number}
        url = reverse("impact:trail_of_passage", args=[trail.project.slug, pk])
        trail.add(Node(f"p{pk}", PASSAGE, version.title, detail, url, "passage"))


def add_decisions(trail: Trail, decisions: dict[int, Decision]) -> None:
    depth = {pk: 0 for pk in decisions}
    for pk, one in sorted(decisions.items()):
        if one.replaces_id in depth:
            depth[pk] = min(depth[one.replaces_id] + 1, 90)
            trail.join(f"d{one.replaces_id}", f"d{pk}", "again")
    for pk, one in sorted(decisions.items()):
        detail = f"{one.get_outcome_display()}, {_day(one.decided_on)}"
        url = _place("decisions:decision", trail.project.slug, pk)
        trail.add(Node(f"d{pk}", DECISION + depth[pk], one.title, detail, url, f"decision {one.outcome}"))


def add_changes(trail: Trail, changes: list[Change]) -> None:
    for one in changes:
        url = reverse("impact:changes", args=[trail.project.slug]) + f"#change-{one.pk}"
        detail = f"{one.get_kind_display()}, {_day(one.seen_on)}"
        trail.add(Node(f"c{one.pk}", CHANGE, begin_of(one.words, 90), detail, url, f"change {one.kind}"))
        trail.join(f"d{one.decision_id}", f"c{one.pk}")


def _held_by(voice: Voice) -> dict[int, datetime]:
    """The themes the voice was in and not taken out of, since when."""
    rows = Placement.objects.filter(voice=voice).select_related("theme").order_by("-placed_at")
    return {row.theme_id: row.placed_at for row in rows if row.ended_at is None or row.ended_at == row.theme.ended_at}


@dataclass
class _Way:
    """All links of one voice, read in a bounded number of queries."""

    held: dict[int, datetime]
    themes: dict[int, Theme]
    lines: list[tuple[int, int, str]]
    citations: list[Citation]
    subjects: list[DecisionSubject]
    receipts: list[Receipt]


def way_of(voice: Voice) -> _Way:
    """What a trail and its PROV document are made of: six queries."""
    held = _held_by(voice)
    known, lines = lineage(held) if held else ({}, [])
    themes = {pk: theme for pk, theme in known.items() if pk in held}
    lines = [line for line in lines if line[0] in themes and line[1] in themes]
    cites = Citation.objects.filter(Q(voice=voice) | Q(theme__in=held)).select_related("version").order_by("-id")
    citations = list(cites[:400])
    versions = {one.version_id for one in citations}
    subject = Q(voice=voice) | Q(theme__in=held) | Q(version__in=versions)
    rows = DecisionSubject.objects.filter(subject, decision__project=voice.project_id).select_related("decision")
    receipts = list(Receipt.objects.filter(voice=voice).select_related("decision").order_by("id"))
    answered = {one.decision_id for one in receipts}
    placed = {theme: at for theme, at in held.items()}
    subjects = [
        one for one in rows.order_by("id")[:400] if one.decision_id in answered or _in_time(one, placed, citations)
    ]
    return _Way(held, themes, lines, citations, subjects, receipts)


def _in_time(subject: DecisionSubject, placed: dict[int, datetime], citations: list[Citation]) -> bool:
    """A voice put in a theme after the decision was not heard in it."""
    at = subject.decision.recorded_at
    if subject.voice_id:
        return True
    if subject.theme_id:
        return placed[subject.theme_id] <= at
    cites = [one for one in citations if one.version_id == subject.version_id]
    return any(
        one.voice_id or placed.get(one.theme_id or 0, at) <= at
        for one in cites
        if one.voice_id or one.theme_id in placed
    )


def trail_of_voice(voice: Voice, *, viewer: object = None) -> Trail:
    """Where this voice is now, and how it got there. The number of queries does not grow with the project."""
    project = voice.project
    trail, way = Trail(project), way_of(voice)
    shown = show_one(voice, viewer=viewer, project=project)
    words = begin_of(shown.words, 110) or _("Words that are not shown")
    if shown.aside and not shown.words:
        words = _("Words set aside by the hosts")
    if shown.is_taken_back:
        words = _("Words that were taken back")
    url = reverse("voices:voice", args=[project.slug, voice.pk])
    trail.add(Node("v", VOICE, words, f"{shown.name}, {_day(voice.said_at)}", url, "voice"))
    add_themes(trail, way.themes, way.lines)
    arrived = {two for _one, two, _kind in way.lines}
    for pk in way.themes:
        if pk not in arrived:
            trail.join("v", f"t{pk}", "placed")
    _add_later(trail, way, viewer=viewer, is_mine=shown.is_mine)
    return trail


def _add_later(trail: Trail, way: _Way, *, viewer: object, is_mine: bool) -> None:
    versions = {one.version_id: one.version for one in way.citations}
    passages = sorted({one.passage_id for one in versions.values()})
    kept = set(passages[-MOST:])
    trail.left_out = len(passages) - len(kept)
    versions = {pk: one for pk, one in versions.items() if one.passage_id in kept}
    add_passages(trail, versions)
    for cite in way.citations:
        if cite.version_id in versions:
            trail.join(
                "v" if cite.voice_id else f"t{cite.theme_id}", f"p{versions[cite.version_id].passage_id}", "cited"
            )
    decided: list[Receipt | DecisionSubject] = [*way.receipts, *way.subjects]
    decisions = {one.decision_id: one.decision for one in decided}
    decisions = dict(sorted(decisions.items())[-MOST:])
    add_decisions(trail, decisions)
    for one in way.subjects:
        source = "v" if one.voice_id else f"t{one.theme_id}"
        if one.version_id:
            source = f"p{versions[one.version_id].passage_id}" if one.version_id in versions else "v"
        trail.join(source, f"d{one.decision_id}", "decided")
    changes = list(Change.objects.filter(decision__in=decisions).order_by("seen_on", "id")[:MOST])
    add_changes(trail, changes)
    _add_receipts(trail, way.receipts, changes, is_mine=is_mine)


def _add_receipts(trail: Trail, receipts: list[Receipt], changes: list[Change], *, is_mine: bool) -> None:
    for one in receipts:
        url = reverse("impact:receipt", args=[one.pk]) if is_mine else ""
        label = _("The answer was given")
        if is_mine:
            label = _("Your answer: %(title)s") % {"title": one.decision.title}
        trail.add(Node(f"r{one.pk}", RECEIPT, label, _day(one.issued_at), url, "receipt"))
        own = [change for change in changes if change.decision_id == one.decision_id]
        for change in own:
            trail.join(f"c{change.pk}", f"r{one.pk}")
        if not own:
            trail.join(f"d{one.decision_id}", f"r{one.pk}")
