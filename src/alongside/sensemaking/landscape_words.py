"""What the landscape's pages say: statements with their words, shares in plain numbers, and reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.projects.models import Project
from alongside.sensemaking import landscape_draw as drawing
from alongside.sensemaking.answers_of import open_statements
from alongside.sensemaking.landscape_result import Counts, Held, Parted, Result, Said
from alongside.sensemaking.landscapes import (
    LEAST,
    MOST_SHARED,
    ids_told,
    is_just_over_half,
    letter,
    rounded,
    tenths,
)
from alongside.voices.models import Voice
from alongside.voices.queries import ShownVoice, Tally, show

MOST_LISTED = 40
DISAGREE, AGREE = 0, 2  # places in the counts of a result
WHY = {
    "too_few_people": later("Fewer than 15 people have answered enough statements to see groups."),
    "too_few_statements": later("There are fewer than 5 statements. That is not enough to see groups."),
    "not_stable": later(
        "We looked for groups many times, each time with some people and statements left out. "
        "Different groups came out each time. So we show none."
    ),
    "all_alike": later("Everybody answers alike, so there are no groups to see."),
    "small_groups_joined": later("A group of fewer than 5 people was joined with the nearest group."),
    "small_group_not_told": later("Nothing is told about a group of fewer than 5 people."),
}


@dataclass(frozen=True)
class Share:
    """How many of a group agree: `tenths` of ten, None where fewer than 5 have answered."""

    letter: str
    tenths: int | None
    over_half: bool = False

    @property
    def words(self) -> str:
        if self.tenths is None:
            return _("fewer than 5 answered")
        return _("just over half") if self.over_half else in_ten(self.tenths)


def share_of(name: str, count: int, seen: int) -> Share:
    return Share(name, tenths(count, seen), is_just_over_half(count, seen))


def in_ten(count: int) -> str:
    """ "3 in 10", or in words at either end."""
    if count <= 0:
        return _("almost none")
    return _("almost all") if count >= 10 else _("%(count)s in 10") % {"count": count}


@dataclass(frozen=True)
class Told:
    """One statement with its words as this viewer may see them, and what is said of it.

    `side`: "agree" or "disagree", or "" for what divides. `shares` and `line` only where there are groups.
    """

    id: int
    voice: ShownVoice
    tally: Tally
    side: str
    shares: list[Share]
    line: drawing.Line | None
    inside: str = ""
    outside: str = ""


@dataclass(frozen=True)
class ToldGroup:
    letter: str
    number: int
    size: int
    said: list[Told]


@dataclass(frozen=True)
class Page:
    """`more_shared`: how many more are shared than are told."""

    shared: list[Told]
    more_shared: int
    parted: list[Told]
    groups: list[ToldGroup]
    counted: list[Told]
    why: list[str]


def voices_by_statement(project: Project, ids: Iterable[int], viewer: Any) -> dict[int, ShownVoice]:
    """The words of these statements as `viewer` may see them. Taken back or taken out by a host: not among them."""
    pairs = dict(open_statements(project).filter(pk__in=set(ids)).values_list("pk", "voice_id"))
    voices = Voice.objects.in_bulk(pairs.values())
    rows = [(pk, voices[voice]) for pk, voice in pairs.items()]
    shown = show([voice for _pk, voice in rows], viewer=viewer, project=project)
    return {pk: one for (pk, _voice), one in zip(rows, shown, strict=True)}


def tally_of(counts: Counts) -> Tally:
    disagree, passed, agree = counts
    return Tally(agree, disagree, passed)


def page_of_words(project: Project, result: Result, viewer: Any) -> Page:
    """All that a landscape's page says, in a constant number of queries."""
    most_answered = sorted(result.statements, key=lambda pk: (-sum(result.of(pk)), pk))[:MOST_LISTED]
    voices = voices_by_statement(project, [*ids_told(result), *most_answered], viewer)
    teller = _Teller(result, voices)
    return Page(
        shared=teller.tell_each(one for one in result.shared[:MOST_SHARED] if _is_told(result, one)),
        more_shared=len(result.shared[MOST_SHARED:]),
        parted=teller.tell_each(result.parted),
        groups=[
            ToldGroup(letter(at), at, group.size, teller.of_group(at, group.said))
            for at, group in enumerate(result.groups)
        ],
        counted=[teller.tell(pk) for pk in most_answered if pk in voices],
        why=[str(WHY[code]) for code in result.why if code in WHY],
    )


def _is_told(result: Result, one: Held) -> bool:
    """What two people agree on is not yet what people agree on."""
    return sum(result.of(one.statement)) >= LEAST


@dataclass(frozen=True)
class _Teller:
    result: Result
    voices: dict[int, ShownVoice]

    def tell_each(self, found: Iterable[Held | Parted]) -> list[Told]:
        rows = [one for one in found if one.statement in self.voices]
        return [self.tell(one.statement, one.side if isinstance(one, Held) else "") for one in rows]

    def of_group(self, group: int, said: Iterable[Said]) -> list[Told]:
        return [self._said(group, one) for one in said if one.statement in self.voices]

    def _said(self, group: int, one: Said) -> Told:
        at = AGREE if one.side == "agree" else DISAGREE
        inside, outside = self.result.of_group(group, one.statement), outside_of(self.result, group, one.statement)
        shares = [share_of("", counts[at], sum(counts)).words for counts in (inside, outside)]
        return self.tell(one.statement, one.side, *shares)

    def tell(self, pk: int, side: str = "", inside: str = "", outside: str = "") -> Told:
        shares = shares_of(self.result, pk)
        line = drawing.line((one.letter, one.tenths) for one in shares if one.tenths is not None) if shares else None
        return Told(pk, self.voices[pk], tally_of(self.result.of(pk)), side, shares, line, inside, outside)


def shares_of(result: Result, statement: int) -> list[Share]:
    """For each group how many of ten agree."""
    found = []
    for number in range(len(result.groups)):
        counts = result.of_group(number, statement)
        found.append(share_of(letter(number), counts[AGREE], sum(counts)))
    return found


def outside_of(result: Result, group: int, statement: int) -> Counts:
    """How people in the other groups answered."""
    rows = [result.of_group(other, statement) for other in range(len(result.groups)) if other != group]
    disagree, passed, agree = (sum(row[at] for row in rows) for at in range(3))
    return disagree, passed, agree


@dataclass(frozen=True)
class Figures:
    """Counts of one group, or of all outside it, as they may be told: to the next 5, None for fewer than 5."""

    label: str
    agree: int | None
    disagree: int | None
    passed: int | None
    seen: int | None


def figures(label: str, counts: Counts) -> Figures:
    disagree, passed, agree = counts
    return Figures(label, rounded(agree), rounded(disagree), rounded(passed), rounded(sum(counts)))


@dataclass(frozen=True)
class Why:
    """Why a statement is where it is: `reasons` in words, `rows` of figures, `scores` of the formulas."""

    told: Told
    reasons: list[str]
    rows: list[Figures]
    scores: list[tuple[str, float]]


def why_here(project: Project, result: Result, statement: int, viewer: Any) -> Why | None:
    """None where the statement may not be shown, or was not among those of this landscape."""
    voices = voices_by_statement(project, [statement], viewer)
    if statement not in voices or statement not in result.places:
        return None
    found = [*_why_shared(result, statement), *_why_parted(result, statement), *_why_groups(result, statement)]
    return Why(
        told=_Teller(result, voices).tell(statement),
        reasons=[words for words, _score in found] or [_("It is one of the statements people answered.")],
        rows=_rows(result, statement),
        scores=[score for _words, score in found if score],
    )


Reason = tuple[str, tuple[str, float] | None]


def _rows(result: Result, statement: int) -> list[Figures]:
    rows = []
    for number in range(len(result.groups)):
        name = _("Group %(letter)s") % {"letter": letter(number)}
        rows.append(figures(name, result.of_group(number, statement)))
        if len(result.groups) > 2:
            name = _("The others, outside %(letter)s") % {"letter": letter(number)}
            rows.append(figures(name, outside_of(result, number, statement)))
    return rows


def _why_shared(result: Result, statement: int) -> Iterable[Reason]:
    for one in result.shared:
        if one.statement == statement:
            if not result.groups:
                words = _("Most people agree with it.") if one.side == "agree" else _("Most people disagree with it.")
            elif one.side == "agree":
                words = _("Everyone shares it: more than half agree in every group.")
            else:
                words = _("Everyone shares it: more than half disagree in every group.")
            label = _("Shared by all") if result.groups else _("Share, times how clear it is (z)")
            yield words, (label, one.score)


def _why_parted(result: Result, statement: int) -> Iterable[Reason]:
    for one in result.parted:
        if one.statement == statement:
            words = _("It divides: group %(most)s agrees most, group %(least)s agrees least.")
            yield words % {"most": letter(one.most), "least": letter(one.least)}, None


def _why_groups(result: Result, statement: int) -> Iterable[Reason]:
    for number, group in enumerate(result.groups):
        own = {"letter": letter(number)}
        for one in group.said:
            if one.statement == statement:
                agrees = _("Group %(letter)s agrees with it clearly more than the others do.")
                disagrees = _("Group %(letter)s disagrees with it clearly more than the others do.")
                clear = _("How clear the difference is (z), group %(letter)s")
                yield (agrees if one.side == "agree" else disagrees) % own, (clear % own, one.z)
