"""Passages as people read them: safe text with live quotes, and what stands behind each. Reads are batched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nh3
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from alongside.decisions.models import (
    REFERENCE,
    Amendment,
    Citation,
    Comment,
    Decision,
    DecisionSubject,
    PassageVersion,
)
from alongside.engines.words import Kind
from alongside.projects.models import Membership, Project
from alongside.sensemaking.models import Placement
from alongside.voices.models import Output, Voice
from alongside.voices.queries import ShownVoice, show, voices_of, withheld_in

Quotes = dict[int, ShownVoice]
Pieces = list[tuple[Kind, str]]

_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True})
_MARKDOWN.enable(["emphasis", "link", "list", "newline", "escape", "balance_pairs", "fragments_join"])
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
MOST_TEXTS, SHORT_TEXT = 30, 600
_STANDING = Q(ended_at__isnull=True) | Q(ended_at=F("theme__ended_at"))


def quotes_in(texts: Iterable[str], *, viewer: Any, project: Project) -> Quotes:
    """The project's voices quoted in any of these texts, as the draft may show them, in a constant number of reads."""
    ids = {int(pk) for text in texts for pk in REFERENCE.findall(text)}
    if not ids:
        return {}
    rows = voices_of(project).filter(pk__in=ids)
    return {one.id: one for one in show(rows, viewer=viewer, project=project, output=Output.DRAFT.value)}


def in_words(voice: ShownVoice) -> str:
    """A quote inside running text: its words and name, or why they do not stand there."""
    if voice.is_taken_back:
        return _("(Words were taken back.)")
    if voice.is_withheld:
        return f"({_instead(voice)})"
    return f"“{voice.words}” ({voice.name})"


def readable(diffs: Sequence[Pieces], *, viewer: Any, project: Project) -> list[Pieces]:
    """Comparisons with each quote in its own words, as the draft may show them. A constant number of reads."""
    quotes = quotes_in((text for pieces in diffs for _kind, text in pieces), viewer=viewer, project=project)

    def spoken(text: str) -> str:
        return REFERENCE.sub(lambda at: in_words(quotes[int(at[1])]) if int(at[1]) in quotes else at[0], text)

    return [[(kind, spoken(text)) for kind, text in pieces] for pieces in diffs]


def _light(text: str) -> SafeString:
    """Light markdown: paragraphs, bold, emphasis, lists and web links; nothing else survives."""
    html = nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener nofollow",
    )
    return mark_safe(html)  # noqa: S308 (cleaned by an allow-list on the line above)


def _instead(voice: ShownVoice) -> str:
    """What stands where words that stay inside would be quoted."""
    if voice.aside:
        return voice.aside.told
    if voice.is_held:
        return _("Words that a host has not looked at yet.")
    return _("Someone's words, not quoted at their wish.")


def _quote(voice: ShownVoice, project: Project) -> SafeString:
    if voice.is_taken_back:
        return format_html('<p class="al-voice al-voice--gone">{}</p>', _("Words were taken back."))
    if voice.is_withheld:
        return format_html('<p class="al-voice al-voice--gone">{}</p>', _instead(voice))
    return format_html(
        '<blockquote class="al-voice{}" data-said><p dir="auto"{}>{}</p>'
        '<footer class="al-meta"><a href="{}"><bdi>{}</bdi></a></footer></blockquote>',
        f" al-voice--{voice.side}" if voice.side else "",
        format_html(' lang="{}"', voice.language) if voice.language else "",
        voice.words,
        reverse("voices:voice", args=[project.slug, voice.id]),
        voice.name,
    )


def text_html(text: str, quotes: Quotes, project: Project) -> SafeString:
    """A passage's text as safe HTML. `[[voice:12]]` becomes a quote if 12 is in `quotes`, else stays as typed."""
    parts: list[SafeString] = []
    waiting = ""
    pieces = REFERENCE.split(text)
    for plain, number in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        waiting += plain
        if number and int(number) in quotes:
            parts += [_light(waiting), _quote(quotes[int(number)], project)]
            waiting = ""
        elif number:
            waiting += f"[[voice:{number}]]"
    return format_html_join("", "{}", [(part,) for part in [*parts, _light(waiting)]])


@dataclass(frozen=True)
class ShownPassage:
    """One passage on the draft's page, with what stands behind it."""

    version: PassageVersion
    html: SafeString
    themes: int
    voices: int
    comments: int
    proposals: int
    decision: Decision | None
    is_decided_as_it_stands: bool

    @property
    def has_somebody_behind(self) -> bool:
        return bool(self.themes or self.voices)


def show_passages(
    versions: Sequence[PassageVersion], *, viewer: Any, project: Project, at: datetime | None = None
) -> list[ShownPassage]:
    """The versions as the draft's page shows them, in a constant number of queries however many there are."""
    quotes = quotes_in((row.text for row in versions), viewer=viewer, project=project)
    ids, passages = [row.pk for row in versions], [row.passage_id for row in versions]
    themes, voices = _themes_behind(ids), _voices_behind(ids)
    comments = _counted(Comment.objects.filter(passage__in=passages, taken_back_at__isnull=True), "passage")
    proposals = _counted(Amendment.objects.filter(passage__in=passages, outcome=""), "passage")
    decided = _decisions_on(passages, at)
    return [
        ShownPassage(
            version=row,
            html=text_html(row.text, quotes, project),
            themes=themes.get(row.pk, 0),
            voices=voices.get(row.pk, 0),
            comments=comments.get(row.passage_id, 0),
            proposals=proposals.get(row.passage_id, 0),
            decision=subject.decision if subject else None,
            is_decided_as_it_stands=subject is not None and subject.version_id == row.pk,
        )
        for row in versions
        for subject in [decided.get(row.passage_id)]
    ]


@dataclass(frozen=True)
class PassageToDecide:
    """A passage as somebody reads it who is about to decide on it. Past `MOST_TEXTS` it comes without its text."""

    version: PassageVersion
    is_ticked: bool
    html: SafeString | str
    voices: int
    not_quoted: int

    @property
    def is_open(self) -> bool:
        """A short text that was asked for stands there unfolded."""
        return self.is_ticked and len(self.version.text) <= SHORT_TEXT


def show_to_decide(
    versions: Sequence[PassageVersion], ticked: set[int], *, viewer: Any, project: Project
) -> list[PassageToDecide]:
    """These versions with whom a decision on each answers, in a constant number of queries."""
    ids = [row.pk for row in versions]
    read = {row.pk for row in sorted(versions, key=lambda row: row.pk not in ticked)[:MOST_TEXTS]}
    quotes = quotes_in((row.text for row in versions if row.pk in read), viewer=viewer, project=project)
    voices = _voices_behind(ids)
    inside = _voices_behind(ids, voices_of(project).filter(withheld_in(project, Output.DRAFT.value)))
    return [
        PassageToDecide(
            version=row,
            is_ticked=row.pk in ticked,
            html=text_html(row.text, quotes, project) if row.pk in read else "",
            voices=voices.get(row.pk, 0),
            not_quoted=inside.get(row.pk, 0),
        )
        for row in versions
    ]


def _counted(rows: Any, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk")))


def _themes_behind(version_ids: list[int]) -> dict[int, int]:
    return _counted(Citation.objects.filter(version__in=version_ids, theme__isnull=False), "version")


def _voices_behind(version_ids: list[int], only: QuerySet[Voice] | None = None) -> dict[int, int]:
    """How many different standing voices (of `only` these) each version rests on, by itself or through its themes.

    Two queries.
    """
    among = Q() if only is None else Q(voice__in=only.values("pk"))
    inside = Placement.objects.filter(_STANDING, among, voice__taken_back_at__isnull=True)
    through = inside.filter(theme__citations__version__in=version_ids).order_by()
    counted = dict(
        through.values_list("theme__citations__version").annotate(n=Count("voice", distinct=True)),
    )
    same = inside.filter(voice=OuterRef("voice"), theme__citations__version=OuterRef("version"))
    own = Citation.objects.filter(among, version__in=version_ids, voice__taken_back_at__isnull=True)
    own = own.filter(voice__isnull=False)
    for version, count in _counted(own.filter(~Exists(same)), "version").items():
        counted[version] = counted.get(version, 0) + count
    return counted


def _decisions_on(passage_ids: list[int], at: datetime | None) -> dict[int, DecisionSubject]:
    """The newest decision on each passage, on whichever of its versions."""
    rows = DecisionSubject.objects.filter(version__passage__in=passage_ids).select_related("decision", "version")
    if at is not None:
        rows = rows.filter(decision__recorded_at__lte=at)
    rows = rows.order_by("decision__decided_on", "decision_id", "version__number")
    return {row.version.passage_id: row for row in rows if row.version is not None}


def names_of(project: Project, people: Iterable[int | None]) -> dict[int, str]:
    """How these people chose to be shown in the project, by id; those without a name are left out. One query."""
    ids = {pk for pk in people if pk}
    rows = Membership.objects.filter(project=project, person__in=ids).select_related("person")
    return {row.person_id: row.shown_name for row in rows if row.shown_name}
