"""What people allow now, what they were told, and what is open."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ethics.kinds import ABOUT, BY_SAYING, words_of
from alongside.ethics.models import (
    LIVE,
    Acting,
    Handling,
    Kind,
    NotedRisk,
    Notice,
    Permission,
    PlanReview,
    ReceiptCode,
    State,
)
from alongside.ethics.permits import Permits, is_live, permits_from
from alongside.gatherings.models import Gathering
from alongside.kit.codes import keyed_hash, plain_code
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.queries import members_of, network

WARN_DAYS = 30
GATE = ("project_id", "person_id", "kind", "gathering_id", "output", "state", "ends_on", "is_second")  # what it reads
# The person's own answer for the whole project as it is now.
WIDE: dict[str, Any] = {"until": None, "gathering": None, "output": "", "partner": "", "is_second": False}


def permits_of(project_ids: Iterable[int], person_ids: Iterable[int]) -> Permits:
    """What these people allow in these projects, as it is today. One query; none when nobody is asked about."""
    today, people = timezone.localdate(), list(person_ids)
    if not people:
        return Permits({}, today)
    rows = Permission.objects.filter(project__in=list(project_ids), person__in=people, until=None)
    return permits_from(rows.only(*GATE), today)


def permits_in(project: Project) -> Permits:
    """What everybody in the project allows, as it is today: for a file of the whole project. One query."""
    rows = Permission.objects.filter(project=project, until=None)
    return permits_from(rows.only(*GATE).iterator(chunk_size=5000), timezone.localdate())


def live_now(prefix: str = "") -> Q:
    """Rows that allow something today, in SQL: what `permits.is_live` says of one row."""
    lasts = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": timezone.localdate()})
    return Q(**{f"{prefix}until": None, f"{prefix}state__in": LIVE}) & lasts


def current_of(project: Project, person: Person) -> QuerySet[Permission]:
    """The states in which the person's permissions in this project are now, wider ones first."""
    rows = Permission.objects.filter(project=project, person=person, until=None)
    return rows.select_related("gathering", "notice", "by").order_by("kind", "gathering_id", "output", "id")


def history_of(project: Project, person: Person, kind: str) -> QuerySet[Permission]:
    """Every state that this kind has been in, newest first."""
    rows = Permission.objects.filter(project=project, person=person, kind=kind)
    return rows.select_related("gathering", "by").order_by("-at", "-id")


def blocked_by_saying(project: Project, person: Person) -> tuple[set[str], bool]:
    """(kinds of BY_SAYING that have no answer yet, whether the person asked us to keep nothing)."""
    rows = Permission.objects.filter(project=project, person=person, **WIDE)
    states = {row.kind: row for row in rows.filter(kind__in=BY_SAYING)}
    open_ones = {kind for kind in BY_SAYING if kind not in states or states[kind].state == State.REQUESTED}
    notes = states.get(Kind.NOTES.value)
    refused = notes is not None and notes.state != State.REQUESTED and not is_live(notes, timezone.localdate())
    return open_ones, refused


@dataclass(frozen=True)
class KindRow:
    """One kind as the person sees it: the project-wide state (None: never asked), and how many narrower ones."""

    kind: str
    label: str
    yes: str
    no: str
    now: Permission | None
    is_live: bool
    runs_out_soon: bool
    narrower: int
    second: Permission | None = None  # a parent's answer, where both are asked
    by_parent: bool = False  # a parent reads it: where both are asked, the answer that is open is theirs

    @property
    def open_answer(self) -> Permission | None:
        """The answer that this reader can change here."""
        return self.second if self.by_parent and self.second else self.now

    @property
    def is_yes(self) -> bool:
        return self.open_answer is not None and is_live(self.open_answer, timezone.localdate())

    @property
    def second_is_live(self) -> bool:
        return self.second is not None and is_live(self.second, timezone.localdate())

    @property
    def second_state(self) -> str:
        return shown_state(self.second) if self.second else ""

    @property
    def is_asked(self) -> bool:
        return self.open_answer is not None and self.open_answer.state == State.REQUESTED

    @property
    def state(self) -> str:
        """The state's label; a yes whose day has passed has run out."""
        if self.now is None:
            return _("Not asked yet")
        return shown_state(self.now)


def shown_state(row: Permission) -> str:
    ran_out = row.state in LIVE and row.ends_on is not None and row.ends_on < timezone.localdate()
    return str(State.EXPIRED.label if ran_out else State(row.state).label)


def kind_rows(
    project: Project, person: Person, *, easy: bool = False, by_parent: bool = False, seconds: bool = True
) -> list[KindRow]:
    """Every kind in its order, with how it stands; `easy`: in words for young people. One query.

    Without `seconds` nothing tells that a parent is asked as well.
    """
    today = timezone.localdate()
    by_kind: dict[str, list[Permission]] = {}
    for row in (row for row in current_of(project, person) if seconds or not row.is_second):
        by_kind.setdefault(row.kind, []).append(row)
    rows = [_kind_row(kind, by_kind.get(kind.value, []), today, words_of(kind.value, easy=easy)) for kind in Kind]
    return [replace(row, by_parent=by_parent) for row in rows]


def _kind_row(kind: Kind, rows: list[Permission], today: date, words: tuple[str, str]) -> KindRow:
    wide = [row for row in rows if row.gathering_id is None and not row.output and not row.partner]
    own = next((row for row in wide if not row.is_second), None)
    second = next((row for row in wide if row.is_second), None)
    live = own is not None and is_live(own, today)
    soon = bool(live and own and own.ends_on and (own.ends_on - today).days <= WARN_DAYS)
    narrower = len(rows) - (own is not None) - (second is not None)
    yes, no = words
    return KindRow(kind.value, str(kind.label), yes, no, own, live, soon, narrower, second)


def open_questions(person: Person) -> QuerySet[Permission]:
    """What the person was asked and has not answered yet, and yeses that soon run out."""
    soon = timezone.localdate() + timedelta(days=WARN_DAYS)
    ends = Q(state__in=LIVE, ends_on__lte=soon)
    inside = Membership.objects.filter(person=person, left_at=None).values("project")
    rows = Permission.objects.filter(ends | Q(state=State.REQUESTED), person=person, until=None, is_second=False)
    return rows.filter(project__in=inside)


def handling_of(project: Project) -> Handling:
    """How the project handles what people give; what hosts have not written is the network's, or says so. Unsaved."""
    kept = Handling.objects.filter(project=project).first() or Handling(project=project)
    home = network()
    kept.controller = kept.controller or home.name
    kept.contact = kept.contact or home.contact
    kept.stored = kept.stored or _("On the computer that runs this site")
    kept.recipients = kept.recipients or _("Nobody outside this project")
    return kept


def notice_words(kind: str, handling: Handling, *, easy: bool = False) -> str:
    """What somebody is told before they answer, whole, in the language in force. These exact words are kept.

    `easy`: in words for young people.
    """
    yes, no = words_of(kind, easy=easy)
    months = ngettext("We ask again after %(n)d month.", "We ask again after %(n)d months.", handling.keep_months)
    lines = [
        str(Kind(kind).label),
        _("Yes means: %(words)s") % {"words": yes},
        _("No means: %(words)s") % {"words": no},
        _("It is about: %(data)s.") % {"data": ABOUT[kind].data},
        _("%(who)s answers for it. Kept: %(where)s. Who else gets it: %(others)s.")
        % {"who": handling.controller, "where": handling.stored, "others": handling.recipients},
        months % {"n": handling.keep_months},
    ]  # fmt: skip
    if easy:
        lines.append(
            _("You can change your mind. Tell us, or press No. Nobody will be cross. A no is always all right.")
        )
    else:
        lines.append(
            _("You can take it back at any time, in one step: in My permissions, with the code on your paper, or by"
              " telling a host. Saying no costs you nothing.")
        )  # fmt: skip
    return "\n".join(lines)


def hash_of_notice(words: str, language: str) -> str:
    return hashlib.sha256(f"{language}\n{words}".encode()).hexdigest()


def notices_with(project: Project, hashes: Iterable[str]) -> dict[str, Notice]:
    rows = Notice.objects.filter(project=project, sha256__in=list(hashes))
    return {row.sha256: row for row in rows}


def code_row(code: str) -> ReceiptCode | None:
    """Whose live receipt code this is, however it was typed."""
    rows = ReceiptCode.objects.select_related("person", "project").filter(ended_at=None, person__is_active=True)
    return rows.filter(code_hash=keyed_hash("receipt", plain_code(code))).first()


def live_code_of(place: Membership) -> ReceiptCode | None:
    """The paper receipt whose code works now: the person sees that there is one, and who printed it."""
    rows = ReceiptCode.objects.filter(project=place.project_id, person=place.person_id, ended_at=None)
    return rows.select_related("made_by").first()


def written_by(project: Project, person: Person) -> list[NotedRisk | PlanReview]:
    """What this person wrote into the ethics plan, and did not take back, also what is over or said anew since."""
    mine = {"project": project, "by": person}
    return [*NotedRisk.objects.filter(**mine).exclude(words=""), *PlanReview.objects.filter(**mine).exclude(words="")]


def own_no(project: Project, person: Person, kind: str, scope: dict[str, Any]) -> bool:
    """Whether the last the person said about this themselves is a no, whatever others answered since."""
    rows = Permission.objects.filter(
        project=project, person=person, kind=kind, acting=Acting.SELF, is_second=False, **scope
    )
    said = rows.exclude(
        state=State.REQUESTED
    )  # how it is now, if they said it; else the last they said before others did
    last = said.filter(until=None).first() or said.order_by("-at", "-id").first()
    return last is not None and last.state not in LIVE


@dataclass(frozen=True)
class KindCount:
    """How many members of a project said yes, no, or nothing yet to one kind."""

    kind: str
    label: str
    yes: int
    no: int
    open: int


def kind_counts(project: Project) -> list[KindCount]:
    """How the members answered, project-wide, but to taking part: that is what makes them members. Two queries."""
    members = set(Membership.objects.filter(project=project, left_at=None).values_list("person_id", flat=True))
    rows = Permission.objects.filter(project=project, **WIDE)
    today, yes, no = timezone.localdate(), dict[str, int](), dict[str, int]()
    for row in rows.exclude(state=State.REQUESTED).only("kind", "state", "ends_on", "person_id"):
        if row.person_id in members:
            side = yes if is_live(row, today) else no
            side[row.kind] = side.get(row.kind, 0) + 1
    return [
        KindCount(k.value, str(k.label), yes.get(k.value, 0), no.get(k.value, 0),
                  len(members) - yes.get(k.value, 0) - no.get(k.value, 0))
        for k in Kind if k is not Kind.JOIN
    ]  # fmt: skip


def states_of_members(project: Project, kind: str, members: Iterable[Membership]) -> list[tuple[Membership, str, bool]]:
    """(member, their answer in words, is it a yes) for one kind, in the given order. One query."""
    rows = list(members)
    found = Permission.objects.filter(
        project=project, kind=kind, **WIDE,
        person__in=[row.person_id for row in rows],
    )  # fmt: skip
    now = {row.person_id: row for row in found}
    today = timezone.localdate()

    def told(row: Permission | None) -> tuple[str, bool]:
        return (_("Not asked yet"), False) if row is None else (shown_state(row), is_live(row, today))

    return [(row, *told(now.get(row.person_id))) for row in rows]


@dataclass(frozen=True)
class DoorList:
    """For one thing (photos, recordings) at one gathering: names of who said no, who said yes, and of nobody knows."""

    kind: str
    no: list[str]
    yes: list[str]
    unknown: list[str]


def door_lists(gathering: Gathering) -> list[DoorList]:
    """Names under what each allows at this gathering; a no for it alone counts like any no. Two queries."""
    kinds = (Kind.PHOTO_OF_ME, Kind.RECORDING)
    members = members_of(gathering.project).prefetch_related(None).order_by("person__nickname", "id")
    people = {row.person_id: row.person.nickname for row in members}
    rows = Permission.objects.filter(project=gathering.project, kind__in=kinds, until=None)
    permits = permits_from(rows.only(*GATE), timezone.localdate())
    return [_door_list(kind, gathering, people, permits) for kind in kinds]


def _door_list(kind: Kind, gathering: Gathering, people: dict[int, str], permits: Permits) -> DoorList:
    names: dict[str, list[str]] = {"no": [], "yes": [], "unknown": []}
    for pk, name in people.items():
        names[permits.answer_at(kind.value, gathering.project_id, pk, gathering.pk)].append(name)
    return DoorList(kind.value, **names)
