"""Reading voices. Names and withheld words are settled here, so that no page can get them wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.functional import cached_property

from alongside.ethics.kinds import NEEDED
from alongside.ethics.models import Permission, State
from alongside.ethics.permits import Permits
from alongside.ethics.queries import live_now, permits_of
from alongside.gatherings.models import Gathering
from alongside.kit.codes import keyed_hash
from alongside.moderation.models import What
from alongside.moderation.queries import Marker, Markers, markers_of, set_aside_now
from alongside.people.models import Naming, Person
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host
from alongside.voices.beside import notes_on
from alongside.voices.models import Output, OutputNaming, Stance, Statement, Voice
from alongside.voices.rules import is_speaker, name_for, words_stay_inside

MOST_SEARCH_WORDS = 6
LEAST_TOLD = 5  # of fewer answers it would be too easy to guess whose they are


@dataclass(frozen=True)
class ShownVoice:
    """A voice as this viewer may see it. `words` are empty when taken back, or withheld from this viewer."""

    id: int
    words: str
    name: str
    is_taken_back: bool
    is_withheld: bool
    said_at: datetime
    source: str
    typed_by_host: bool
    read_back: bool
    gathering_title: str
    side: str
    is_mine: bool
    language: str = ""
    taken_back_how: str = ""
    gathering_id: int | None = None
    is_held: bool = False  # no host has looked at it yet; then `is_withheld` as well
    notes: tuple[str, ...] = ()  # what rooms further up say beside it
    aside: Marker | None = None  # set aside by the hosts: by which rule and why; then `is_withheld` as well

    @property
    def pk(self) -> int:
        return self.id

    @property
    def how(self) -> str:
        """How the words came, as a label."""
        return str(Voice.Source(self.source).label)


def voices_of(project: Project) -> QuerySet[Voice]:
    """Every voice of the project, taken back or not; without mistypings replaced before the read-back."""
    return Voice.objects.filter(project=project).exclude(taken_back_how=Voice.Asked.SLIP)


@dataclass(frozen=True)
class Totals:
    voices: int
    taken_back: int


def totals_of(project: Project) -> Totals:
    """How much was said and how much taken back: two counts that read indexes only, never the words."""
    every = Voice.objects.filter(project=project)
    slips = Count("pk", filter=Q(taken_back_how=Voice.Asked.SLIP))
    gone = every.filter(taken_back_at__isnull=False).aggregate(all=Count("pk"), slips=slips)
    return Totals(voices=every.count() - gone["slips"], taken_back=gone["all"] - gone["slips"])


def typed_by_name(voice: Voice, viewer: Any) -> str:
    """Who typed the words in: by nickname for hosts and the person; for others as that host chose to be shown.

    Empty when the person typed it, or when the host is not shown.
    """
    if voice.typed_by is None or voice.typed_by_id == voice.person_id:
        return ""
    if is_speaker(viewer, voice) or may_host(viewer, voice.project):
        return voice.typed_by.nickname
    host = Membership.objects.filter(project=voice.project, person=voice.typed_by).select_related("person").first()
    return host.shown_name if host else ""


def membership_beside(voice: Voice) -> Membership | None:
    """The speaker's membership in the voice's project, also if they have left."""
    return Membership.objects.filter(project=voice.project_id, person=voice.person_id).first()


def shown_everywhere(voice: Voice) -> list[tuple[str, str, bool]]:
    """(output label, printed name, are the words withheld) for each output, as things stand."""
    membership, permits, aside = membership_beside(voice), permits_beside([voice]), markers_beside([voice])
    return [
        (
            str(label),
            name_for(voice, membership, value, permits),
            words_stay_inside(voice, membership, value, permits, aside),
        )
        for value, label in Output.choices
    ]


def permits_beside(voices: list[Voice]) -> Permits:
    """What the speakers of these voices allow now. One query."""
    return permits_of({v.project_id for v in voices}, {v.person_id for v in voices if v.person_id})


def markers_beside(voices: list[Voice]) -> Markers:
    """Which of these voices the hosts set aside, by which rule and why. One query."""
    return markers_of(What.VOICE, [voice.pk for voice in voices])


def _memberships(voices: list[Voice], project_ids: set[int]) -> dict[tuple[int, int], Membership]:
    people = {voice.person_id for voice in voices if voice.person_id}
    rows = Membership.objects.filter(project_id__in=project_ids, person_id__in=people)
    return {(row.project_id, row.person_id): row for row in rows}


def _shown(
    voice: Voice,
    membership: Membership | None,
    viewer: Any,
    sees_all: bool,
    output: str,
    beside: "_Beside",
) -> ShownVoice:
    mine = is_speaker(viewer, voice)
    gone = voice.taken_back_at is not None
    permits, marker = beside.permits, None if gone else beside.markers.get(voice.pk)
    withheld = not gone and words_stay_inside(voice, membership, output, permits, beside.markers)
    return ShownVoice(
        id=voice.pk,
        words="" if gone or (withheld and not (mine or sees_all)) else voice.words,
        name=name_for(voice, membership, output, permits),
        is_taken_back=gone,
        is_withheld=withheld,
        said_at=voice.said_at,
        source=voice.source,
        typed_by_host=voice.typed_by_id is not None and voice.typed_by_id != voice.person_id,
        read_back=voice.read_back_at is not None,
        gathering_title=voice.gathering.title if voice.gathering else "",
        side=membership.side if membership and not gone else "",
        is_mine=mine,
        language=voice.language,
        taken_back_how=voice.taken_back_how,
        gathering_id=voice.gathering_id,
        is_held=voice.is_held and not gone,
        notes=tuple(beside.notes.get(voice.pk, ())) if not gone else (),
        aside=marker,
    )


def show(
    voices: Iterable[Voice], *, viewer: Any, project: Project, output: str = Output.PAGES.value
) -> list[ShownVoice]:
    """The voices in the given order, as `viewer` may see them in this output.

    At most eight queries however many voices: for pages and chunks of a few thousand.
    Hosts and the person see withheld words; nobody sees taken-back ones.
    """
    rows = list(voices)
    _fetch_beside(rows)
    members = _memberships(rows, {project.pk}) if rows else {}
    sees_all = bool(may_host(viewer, project))
    beside = _beside(rows)
    return [
        _shown(row, members.get((project.pk, row.person_id or 0)), viewer, sees_all, output, beside) for row in rows
    ]


@dataclass(frozen=True)
class _Beside:
    """What is read once for many voices before any is shown."""

    notes: dict[int, list[str]]
    permits: Permits
    markers: Markers


def _beside(rows: list[Voice]) -> _Beside:
    return _Beside(notes_on([row.pk for row in rows]), permits_beside(rows), markers_beside(rows))


def _fetch_beside(rows: list[Voice]) -> None:
    prefetch_related_objects(
        rows,
        "person",
        Prefetch("gathering", Gathering.objects.only("id", "title", "project_id")),
        Prefetch("output_namings", OutputNaming.objects.all()),
    )


def show_one(voice: Voice, *, viewer: Any, project: Project, output: str = Output.PAGES.value) -> ShownVoice:
    return show([voice], viewer=viewer, project=project, output=output)[0]


def show_mine(voices: Iterable[Voice], person: Person) -> list[ShownVoice]:
    """The person's own voices, of any projects, in a constant number of queries."""
    rows = list(voices)
    _fetch_beside(rows)
    members = _memberships(rows, {row.project_id for row in rows}) if rows else {}
    beside, pages = _beside(rows), Output.PAGES.value
    return [_shown(row, members.get((row.project_id, person.pk)), person, True, pages, beside) for row in rows]


def voices_of_person(person: Person) -> QuerySet[Voice]:
    """What the person said in every project, slips left out."""
    return Voice.objects.filter(person=person).exclude(taken_back_how=Voice.Asked.SLIP)


def withheld_in(project: Project, output: str = Output.PAGES.value) -> Q:
    """Voices whose words stay inside in this output: `rules.words_stay_inside` said in SQL."""
    own = OutputNaming.objects.filter(output=output, voice__project=project)
    quiet = Membership.objects.filter(project=project, naming=Naming.DO_NOT_QUOTE)
    by_voice = Q(naming=Naming.DO_NOT_QUOTE) | Q(naming="", person__in=quiet.values("person"))
    no_own = ~Q(pk__in=own.values("voice"))
    asked_so = Q(pk__in=own.filter(naming=Naming.DO_NOT_QUOTE).values("voice")) | (no_own & by_voice)
    aside = Q(pk__in=set_aside_now(What.VOICE, project))
    return Q(is_held=True) | aside | asked_so | _not_allowed_in(project, output)


def _not_allowed_in(project: Project, output: str) -> Q:
    """`permits.words_may_go_out` said in SQL: no answer that applies is a yes, or one of them is none."""
    inside = Q()
    for kind in NEEDED[output]:
        rows = Permission.objects.filter(project=project, person=OuterRef("person"), kind=kind, until=None)
        rows = rows.exclude(state=State.REQUESTED, is_second=False).filter(output__in=["", output])
        rows = rows.filter(Q(gathering=None) | Q(gathering=OuterRef("gathering")))
        inside |= ~Exists(rows.filter(is_second=False)) | Exists(rows.exclude(live_now()))
    return Q(person__isnull=False) & inside


def _holds(word: str) -> Q:
    # SQLite folds only a-z: ask for other letters in each case they may stand in.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = Q()
    for form in sorted(forms):
        found |= Q(words__icontains=form)
    return found


def voices_found(
    project: Project, viewer: Any, *, words: str = "", gathering: int | None = None, side: str = ""
) -> QuerySet[Voice]:
    """The project's voices that hold every search word. A search never finds words withheld from the viewer."""
    rows = voices_of(project)
    if gathering is not None:
        rows = rows.filter(gathering_id=gathering)
    if side:
        people = Membership.objects.filter(project=project, side=side).values("person")
        rows = rows.filter(person__in=people)
    wanted = words.split()[:MOST_SEARCH_WORDS]
    for word in wanted:
        rows = rows.filter(_holds(word))
    if wanted and not may_host(viewer, project):
        rows = rows.filter(~withheld_in(project) | Q(person_id=getattr(viewer, "pk", None) or 0))
    return rows


def waiting_to_be_read_back(project: Project) -> QuerySet[Voice]:
    """Typed in by a host, with a person, and not yet read back to them."""
    return voices_of(project).filter(
        typed_by__isnull=False, person__isnull=False, read_back_at__isnull=True, taken_back_at__isnull=True
    )


@dataclass(frozen=True)
class Tally:
    """How people answered one statement."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def is_told(self) -> bool:
        """Enough have answered that others may see how."""
        return self.total >= LEAST_TOLD

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        """Drawn parts of the bar: kind, count, start and width in hundredths. Empty ones are left out."""
        start, parts = 0.0, []
        for kind, count in (("agree", self.agree), ("disagree", self.disagree), ("pass", self.passed)):
            width = 100 * count / self.total if self.total else 0.0
            if count:
                parts.append({"kind": kind, "count": count, "start": f"{start:.2f}", "width": f"{width:.2f}"})
            start += width
        return parts


def tallies(statement_ids: Iterable[int]) -> dict[int, Tally]:
    """Tallies by statement id, in one query; statements nobody answered have an empty one."""
    ids = list(statement_ids)
    rows = Stance.objects.filter(statement_id__in=ids).values("statement_id").order_by()
    found = rows.annotate(
        agree=Count("pk", filter=Q(value=1)),
        disagree=Count("pk", filter=Q(value=-1)),
        passed=Count("pk", filter=Q(value=0)),
    )
    counted = {row["statement_id"]: Tally(row["agree"], row["disagree"], row["passed"]) for row in found}
    return {pk: counted.get(pk, Tally()) for pk in ids}


def statements_of(project: Project, *, hidden_too: bool = False) -> QuerySet[Voice]:
    """Voices that others answer (with `.statement`), as a queryset of voices so that it pages by voice."""
    rows = voices_of(project).filter(taken_back_at__isnull=True, statement__isnull=False).select_related("statement")
    return rows if hidden_too else rows.exclude(statement__moderation=Statement.Moderation.HIDDEN)


@dataclass(frozen=True)
class ShownStatement:
    """One statement with its tally and the viewer's own stance (None: not answered)."""

    id: int
    voice: ShownVoice
    tally: Tally
    mine: int | None
    is_hidden: bool


def show_statements(voices: Iterable[Voice], *, viewer: Any, project: Project) -> list[ShownStatement]:
    """Statements to answer, in a constant number of queries. `voices` come from `statements_of`."""
    rows = list(voices)
    counted = tallies(row.statement.pk for row in rows)
    mine = dict(
        Stance.objects.filter(person_id=getattr(viewer, "pk", None) or 0, statement_id__in=counted).values_list(
            "statement_id", "value"
        )
    )
    shown = show(rows, viewer=viewer, project=project)
    return [
        ShownStatement(
            id=row.statement.pk,
            voice=voice,
            tally=counted[row.statement.pk],
            mine=mine.get(row.statement.pk),
            is_hidden=row.statement.moderation == Statement.Moderation.HIDDEN,
        )
        for row, voice in zip(rows, shown, strict=True)
    ]


def members_named(project: Project, text: str, limit: int = 12) -> list[Membership]:
    """Members whose nickname or full name holds the text, for a host who types in what somebody said."""
    rows = Membership.objects.filter(project=project, left_at__isnull=True).select_related("person")
    if text:
        rows = rows.filter(Q(person__nickname__icontains=text) | Q(person__full_name__icontains=text))
    return list(rows.order_by("person__nickname", "id")[:limit])


def said_in_room(gathering: Gathering, key: str) -> Voice | None:
    """The voice that `record_in_room` kept under this key, if any."""
    return Voice.objects.filter(submit_key=keyed_hash("voice", f"room:{gathering.pk}:{key}")).first()
