"""Writing what files bring: all of a file or nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.engines.polis import Conversation
from alongside.engines.voicefile import VoiceRow
from alongside.ethics.actions import allow_brought_in, brought_in_rows
from alongside.exchange.staging import BATCH, NEW, Stage
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Naming, Person
from alongside.projects.actions import add_member, free_slug
from alongside.projects.models import Membership, Project, RoleName, Side
from alongside.voices.models import Stance, Statement, Voice

Progress = Callable[[str, int, int], None]
Within = Callable[[], AbstractContextManager[Any]]


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


@dataclass
class BroughtIn:
    """What came in, in the words of the answer."""

    project: Project
    people: int = 0
    voices: int = 0
    stances: int = 0
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        counts = {"people": self.people, "voices": self.voices, "stances": self.stances}
        return {"project": self.project.slug, **counts, "notes": self.notes}


def answer_of(project: Project, stage: Stage, notes: Iterable[str] = ()) -> BroughtIn:
    people, voices, stances = (stage.counts.get(model, 0) for model in (Person, Voice, Stance))
    return BroughtIn(project, people, voices, stances, list(notes))


def in_batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    walker = iter(rows)
    while batch := list(islice(walker, size)):
        yield batch


def new_people(stage: Stage, people: Iterable[tuple[str, str]]) -> list[int]:
    """Members on the community side, not named, for (nickname, external id). Answers their keys in order."""
    keys: list[int] = []
    for batch in in_batches(people):
        made = [Person(nickname=nickname[:80]) for nickname, _external in batch]
        for person in made:
            person.set_unusable_password()
        new = stage.add(made)
        stage.add(
            Membership(
                project_id=NEW,
                person_id=key,
                side=Side.COMMUNITY,
                naming=Naming.ANONYMOUS,
                external_id=external[:80],
            )
            for key, (_nickname, external) in zip(new, batch, strict=True)
        )
        stage.add(brought_in_rows(NEW, new, today=timezone.localdate()))
        keys += new
    return keys


def new_project(title: str, question: str, *, by: Person | None, **fields: Any) -> Project:
    """A project that a file brings. `by`, where somebody is named, hosts it. `as_is`: the texts stay to the letter."""
    as_is = fields.pop("as_is", False)
    project = Project.objects.create(
        slug=free_slug(title),
        title=title if as_is else clean_line(title)[:200],
        question=question if as_is else clean_line(question)[:500],
        community_side=fields.pop("community_side", "People who took part"),
        staff_side=fields.pop("staff_side", "Those who asked"),
        made_by=by,
        **fields,
    )
    if by is not None:
        add_member(project, by, by=by, side=Side.STAFF.value, roles=[RoleName.HOST.value])
    return project


def bring_in_polis(
    found: Conversation,
    *,
    by: Person | None,
    source: str,
    title: str = "",
    question: str = "",
    progress: Progress = no_progress,
    within: Within = transaction.atomic,
) -> BroughtIn:
    """A new project from a Polis conversation: its people, every comment as a voice, the latest votes as stances."""
    starts = timezone.localdate(min(one.said_at for one in found.comments))
    about = {"about": found.about, "source": source[:300], "starts_on": starts}
    with Stage() as stage:
        keys = new_people(stage, ((f"Participant {key}", str(key)) for key in found.people))
        person_of = dict(zip(found.people, keys, strict=True))
        _stances(stage, found, _comments(stage, found, person_of), person_of, progress)
        with within():
            project = new_project(title or found.topic, question or found.topic, by=by, **about)
            stage.write(project)
            answer = answer_of(project, stage, found.notes)
            note_brought_in(answer, by=by)
    return answer


def note_brought_in(answer: BroughtIn, *, by: Person | None) -> None:
    """The one step of a project that came in."""
    counts = {"people": answer.people, "voices": answer.voices, "stances": answer.stances}
    note_step("project.brought_in", subject=answer.project, project_id=answer.project.pk, actor=by, **counts)


def _comments(stage: Stage, found: Conversation, person_of: dict[int, int]) -> dict[int, int]:
    now = timezone.now()
    statement_of: dict[int, int] = {}
    for batch in in_batches(sorted(found.comments, key=lambda one: (one.said_at, one.id))):
        voices = stage.add(
            Voice(
                project_id=NEW,
                person_id=person_of[one.author],
                words=one.words,
                said_at=one.said_at,
                kept_at=now,
                source=Voice.Source.IMPORT,
                external_id=str(one.id),
            )
            for one in batch
        )
        kept = stage.add(
            Statement(voice_id=voice, moderation=one.moderation) for voice, one in zip(voices, batch, strict=True)
        )
        statement_of |= {one.id: key for key, one in zip(kept, batch, strict=True)}
    return statement_of


def _stances(
    stage: Stage, found: Conversation, statement_of: dict[int, int], person_of: dict[int, int], progress: Progress
) -> None:
    total = len(found.votes)
    rows = (
        Stance(
            statement_id=statement_of[comment],
            person_id=person_of[voter],
            value=value,
            at=datetime.fromtimestamp(at / 1000, UTC),
        )
        for (comment, voter), (at, value) in sorted(found.votes.items())  # sorted rows are copied faster
    )
    for done, batch in enumerate(in_batches(rows), 1):
        stage.add(batch)
        progress("stances", min(done * BATCH, total), total)


def bring_in_voices(
    project: Project,
    rows: Iterable[VoiceRow],
    *,
    by: Person | None,
    total: int,
    match_members: bool = False,
    file_hash: str = "",
    progress: Progress = no_progress,
    within: Within = transaction.atomic,
) -> BroughtIn:
    """Checked rows of a file as voices. The same name in the file is one person; empty: nobody known.

    `match_members`: a name that is a member's id in an earlier file, or exactly their nickname, is that member.
    How a member is named stays their own choice: for them a file can only ask for less, never for more.
    ValueError, and nothing kept, when members changed that while the file was read.
    """
    known = _known_members(project) if match_members else ({}, {})
    gathering_of = {row.title: row.pk for row in project.gatherings.order_by("-pk")}
    with Stage() as stage:
        speakers = _voices(stage, rows, known, gathering_of, lambda done: progress("voices", done, total))
        with within():
            allow_brought_in(project, speakers)
            if match_members and _known_members(project) != known:
                raise ValueError(_("Members changed while the file was read. Nothing was kept. Please try again."))
            stage.write(project)
            return _note_voices(answer_of(project, stage), by=by, file_hash=file_hash)


def bring_in_new_project(
    rows: Iterable[VoiceRow],
    *,
    by: Person | None,
    title: str,
    question: str,
    source: str,
    total: int,
    file_hash: str = "",
    progress: Progress = no_progress,
    within: Within = transaction.atomic,
) -> BroughtIn:
    """A new project made of a file of voices."""
    with Stage() as stage:
        _voices(stage, rows, ({}, {}), {}, lambda done: progress("voices", done, total))
        with within():
            project = new_project(title, question, by=by, source=source[:300])
            stage.write(project)
            answer = _note_voices(answer_of(project, stage), by=by, file_hash=file_hash)
            note_brought_in(answer, by=by)
    return answer


def _note_voices(answer: BroughtIn, *, by: Person | None, file_hash: str) -> BroughtIn:
    facts = {"count": answer.voices, "file": file_hash}
    note_step("voices.brought_in", subject=answer.project, project_id=answer.project.pk, actor=by, **facts)
    return answer


def _voices(
    stage: Stage,
    rows: Iterable[VoiceRow],
    known: tuple[dict[str, int], dict[int, str]],
    gathering_of: dict[str, int],
    progress: Callable[[int], None],
) -> set[int]:
    """Make voices ready, and a new person for each name that is nobody's yet. Answers whose words are among them,
    of those who were here before.
    """
    person_of, naming_of = dict(known[0]), known[1]
    done, speakers = 0, set[int]()
    for batch in in_batches(rows):
        unknown = list(dict.fromkeys(row.person for row in batch if row.person and row.person not in person_of))
        person_of |= dict(zip(unknown, new_people(stage, ((name, name) for name in unknown)), strict=True))
        stage.add(_voice(row, person_of, gathering_of, naming_of) for row in batch)
        speakers |= {key for row in batch if row.person and (key := person_of[row.person]) > 0}
        done += len(batch)
        progress(done)
    return speakers


def _known_members(project: Project) -> tuple[dict[str, int], dict[int, str]]:
    """Whom each name means, and what each of them chose to be called."""
    rows = Membership.objects.filter(project=project, left_at__isnull=True).order_by("-pk")
    known: dict[str, int] = {}
    chosen: dict[int, str] = {}
    for person, nickname, external, naming in rows.values_list(
        "person_id", "person__nickname", "external_id", "naming"
    ):
        chosen[person] = naming
        known[nickname] = person
        if external:
            known[external] = person
    return known, chosen


def _naming(asked: str, chosen: str) -> str:
    """The naming that a file asks for, where it is quieter than what the member chose; else empty: as they chose."""
    quieter = asked == Naming.DO_NOT_QUOTE or (asked == Naming.ANONYMOUS and chosen != Naming.DO_NOT_QUOTE)
    return asked if quieter else ""


def _voice(
    row: VoiceRow,
    person_of: dict[str, int],
    gathering_of: dict[str, int],
    naming_of: dict[int, str],
) -> Voice:
    said = {"said_at": row.said_at} if row.said_at else {}
    person = person_of.get(row.person) if row.person else None
    chosen = naming_of.get(person or 0)
    return Voice(
        project_id=NEW,
        person_id=person,
        gathering_id=gathering_of.get(row.gathering),
        words=row.words,
        naming=row.naming if chosen is None else _naming(row.naming, chosen),
        language=row.language,
        external_id=row.external_id,
        source=Voice.Source.IMPORT,
        **said,
    )
