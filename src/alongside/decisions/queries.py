"""Reading drafts and decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Length, StrIndex

from alongside.decisions.models import (
    REFERENCE,
    Amendment,
    Citation,
    Decision,
    DecisionSubject,
    Draft,
    Passage,
    PassageVersion,
)
from alongside.ledger.models import Step
from alongside.moderation.models import What
from alongside.moderation.queries import set_aside_now
from alongside.projects.models import Project
from alongside.sensemaking.models import Placement, Theme
from alongside.sensemaking.queries import standing_placements
from alongside.voices.models import Output, Voice
from alongside.voices.queries import voices_of, withheld_in

CHUNK = 5000
SHORTEST_COPY = 20  # characters: less than that may be anybody's words
Route = tuple[int, int | None, int | None]


def newest_versions(project: Project) -> QuerySet[PassageVersion]:
    """The version in force of each passage that stands in a draft of the project."""
    before = PassageVersion.objects.filter(passage=OuterRef("passage")).order_by("-number").values("number")[:1]
    rows = PassageVersion.objects.filter(passage__draft__project=project, passage__ended_at=None)
    return rows.filter(number=Subquery(before)).order_by("passage__draft_id", "passage__order", "passage_id")


def current_versions(draft: Draft, at: datetime | None = None) -> QuerySet[PassageVersion]:
    """The newest version of each passage in the draft, in order; with `at`, as the draft stood then."""
    rows = PassageVersion.objects.filter(passage__draft=draft)
    before = PassageVersion.objects.filter(passage=OuterRef("passage"))
    if at is None:
        rows = rows.filter(passage__ended_at__isnull=True)
    else:
        rows = rows.filter(Q(passage__ended_at__isnull=True) | Q(passage__ended_at__gt=at), at__lte=at)
        rows = rows.alias(last_step=_last_step(at)).filter(~Q(last_step="passage.left_out") | Q(last_step=None))
        before = before.filter(at__lte=at)
    newest = before.order_by("-number").values("number")[:1]
    rows = rows.filter(number=Subquery(newest)).order_by("passage__order", "passage_id")
    return rows.select_related("passage", "by")


def comings_and_goings(draft: Draft) -> QuerySet[Step]:
    """The steps that left a passage out of the draft or put it back. Between the two it was not in it."""
    return _ins_and_outs().filter(subject_id__in=draft.passages.values("pk"))


def _ins_and_outs() -> QuerySet[Step]:
    verbs = ("passage.left_out", "passage.put_back")
    return Step.objects.filter(subject_kind=Passage._meta.label_lower, verb__in=verbs)


def _last_step(at: datetime) -> Subquery:
    """Whether a version's passage was left out or put back last, until the moment; None: neither."""
    rows = _ins_and_outs().filter(subject_id=OuterRef("passage"), at__lte=at)
    return Subquery(rows.order_by("-at", "-id").values("verb")[:1])


def newest_version(passage_id: int) -> PassageVersion:
    return PassageVersion.objects.select_related("passage", "by").filter(passage=passage_id).order_by("-number")[0]


def quoted_voices(project: Project, text: str) -> QuerySet[Voice]:
    """The project's voices that the text quotes by reference; foreign ids are only letters."""
    return voices_of(project).filter(pk__in={int(pk) for pk in REFERENCE.findall(text)})


def not_to_be_quoted(project: Project, text: str) -> list[int]:
    """Ids of voices that the text quotes, by number or word for word, and that may not be quoted in the draft."""
    inside = voices_of(project).filter(withheld_in(project, Output.DRAFT.value), taken_back_at__isnull=True)
    found = set[int]()
    if REFERENCE.search(text):
        found |= set(inside.filter(pk__in=quoted_voices(project, text).values("pk")).values_list("pk", flat=True))
    one_line = " ".join(text.split())
    copied = inside.annotate(long=Length("words")).filter(long__gte=SHORTEST_COPY)
    for typed in {text, one_line}:
        copies = copied.annotate(place=StrIndex(Value(typed, TextField()), F("words"))).filter(place__gt=0)
        found |= set(copies.values_list("pk", flat=True)[:20])
    return sorted(found)


def undecided_passages(project: Project) -> QuerySet[PassageVersion]:
    """Newest versions of standing passages of which no version was decided on since their last change."""
    newest = PassageVersion.objects.filter(passage=OuterRef("passage")).order_by("-number").values("number")[:1]
    decided = DecisionSubject.objects.filter(version=OuterRef("pk"))
    rows = PassageVersion.objects.filter(passage__draft__project=project, passage__ended_at__isnull=True)
    rows = rows.filter(~Exists(decided), number=Subquery(newest)).select_related("passage", "passage__draft")
    return rows.order_by("passage__draft_id", "passage__order", "passage_id")


def unanswered_proposals(project: Project) -> QuerySet[Amendment]:
    """Proposed texts that nobody has answered, oldest first; without those that the hosts set aside."""
    rows = Amendment.objects.filter(passage__draft__project=project, outcome="")
    return rows.exclude(pk__in=set_aside_now(What.PROPOSAL, project)).order_by("id")


def decisions_of(project: Project, outcome: str = "") -> QuerySet[Decision]:
    """The project's decisions; a nonsense outcome is no filter."""
    rows = Decision.objects.filter(project=project).prefetch_related("replaced_by")
    return rows.filter(outcome=outcome) if outcome in Decision.Outcome.values else rows


def _routes(decision: Decision) -> Iterator[Route]:
    subjects = list(DecisionSubject.objects.filter(decision=decision).values_list("version_id", "theme_id", "voice_id"))
    versions = [version for version, _theme, _voice in subjects if version]
    themes = [theme for _version, theme, _voice in subjects if theme]
    for _version, _theme, voice in subjects:
        if voice:
            yield voice, None, None
    cited_in: dict[int, int] = {}
    for version, theme, voice in (
        Citation.objects.filter(version__in=versions).order_by("pk").values_list("version_id", "theme_id", "voice_id")
    ):
        if voice:
            yield voice, None, version
        else:
            cited_in.setdefault(theme, version)
    at = decision.recorded_at
    for voice, theme in _held_by(cited_in, at):
        yield voice, theme, cited_in[theme]
    for voice, theme in _held_by(themes, at):
        yield voice, theme, None


def _held_by(themes: dict[int, int] | list[int], at: datetime) -> Iterator[tuple[int, int]]:
    """(voice, theme) of those in the themes who were there at the moment: a decision did not hear who came later.

    A voice that a split or merge took away and brought back was there too.
    """
    if themes:
        same = Placement.objects.filter(voice=OuterRef("voice"), theme=OuterRef("theme"))
        was_there = Q(placed_at__lte=at) | Exists(same.filter(placed_at__lte=at, ended_at__gt=at))
        rows = standing_placements(themes).filter(was_there).exclude(voice__taken_back_how=Voice.Asked.SLIP)
        yield from rows.order_by("pk").values_list("voice_id", "theme_id").iterator(chunk_size=CHUNK)


def routes_of(decision: Decision) -> Iterator[Route]:
    """(voice id, theme id, version id) of each voice the decision answers, once, by the most direct way.

    At most four queries, read in chunks. Voices taken back are among them: their people are still owed an answer.
    """
    seen: set[int] = set()
    for route in _routes(decision):
        if route[0] not in seen:
            seen.add(route[0])
            yield route


def moments_of(draft: Draft) -> list[datetime]:
    """Every moment at which the draft changed, oldest first."""
    written = set(PassageVersion.objects.filter(passage__draft=draft).values_list("at", flat=True))
    return sorted(written | set(comings_and_goings(draft).values_list("at", flat=True)))


def was_moved_since(draft: Draft, at: datetime) -> bool:
    """Whether the order of the draft's passages may have been another one at this moment."""
    steps = Step.objects.filter(project_id=draft.project_id, verb="passage.moved", at__gt=at)
    return steps.filter(subject_id__in=draft.passages.values("pk")).exists()


def last_order(draft: Draft) -> int:
    return draft.passages.aggregate(last=Max("order"))["last"] or 0


def drafts_of(project: Project) -> QuerySet[Draft]:
    """The project's drafts with `passage_count` (standing ones) and `changed_at`."""
    standing = Count("passages", filter=Q(passages__ended_at__isnull=True), distinct=True)
    rows = Draft.objects.filter(project=project)
    return rows.annotate(passage_count=standing, changed_at=Max("passages__versions__at"))


def passages_of(project: Project, *, standing: bool = False) -> QuerySet[Passage]:
    """The project's passages; with `standing` without those left out."""
    rows = Passage.objects.filter(draft__project=project).select_related("draft__project")
    return rows.filter(ended_at__isnull=True) if standing else rows


def citing_theme(theme: Theme) -> QuerySet[PassageVersion]:
    """The newest versions of standing passages that rest on the theme."""
    newest = PassageVersion.objects.filter(passage=OuterRef("passage")).order_by("-number").values("number")[:1]
    rows = PassageVersion.objects.filter(citations__theme=theme, passage__ended_at__isnull=True)
    return rows.filter(number=Subquery(newest)).select_related("passage__draft")


def decisions_on_theme(theme: Theme) -> QuerySet[Decision]:
    """Decisions that answer the theme itself."""
    return Decision.objects.filter(subjects__theme=theme)


def outcomes_of(project: Project) -> list[tuple[str, str, int]]:
    """(value, label, how many) for each outcome, in one query; zeros are told too."""
    rows = Decision.objects.filter(project=project).order_by().values_list("outcome").annotate(n=Count("pk"))
    counted = dict(rows)
    return [(value, str(label), counted.get(value, 0)) for value, label in Decision.Outcome.choices]


@dataclass(frozen=True)
class Subjects:
    """What a decision answers: passages as they stood, themes, and voices named themselves."""

    versions: list[PassageVersion]
    themes: list[Theme]
    voices: list[Voice]


def subjects_of(decision: Decision) -> Subjects:
    """Everything the decision names, in one query."""
    rows = decision.subjects.select_related("version__passage", "theme", "voice").order_by("pk")
    return Subjects(
        versions=[row.version for row in rows if row.version],
        themes=[row.theme for row in rows if row.theme],
        voices=[row.voice for row in rows if row.voice],
    )


def voices_heard(decision: Decision) -> int:
    """How many standing voices the decision answers now, each once."""
    named = decision.subjects.order_by()
    cites = Citation.objects.filter(version__in=named.filter(version__isnull=False).values("version")).order_by()
    themes = {*named.values_list("theme", flat=True), *cites.values_list("theme", flat=True)} - {None}
    heard = Q(pk__in=standing_placements(themes).order_by().values("voice"))
    for rows in (named, cites):
        heard |= Q(pk__in=rows.filter(voice__isnull=False).values("voice"))
    return Voice.objects.filter(heard, project=decision.project_id, taken_back_at__isnull=True).count()
