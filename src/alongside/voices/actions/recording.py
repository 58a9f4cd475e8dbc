"""Everything that changes a voice. Words are kept as said: recorded, read back, named, taken back; never edited."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.actions import allow_by_saying
from alongside.ethics.models import How
from alongside.gatherings.models import Gathering
from alongside.kit.codes import keyed_hash
from alongside.ledger.actions import note_step
from alongside.moderation.models import What
from alongside.moderation.queries import markers_of
from alongside.people.actions import make_person
from alongside.people.models import Naming, Person
from alongside.projects.actions import add_member
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host, may_take_part
from alongside.voices.actions.taking_back import empty
from alongside.voices.models import Output, OutputNaming, Stance, Statement, Voice
from alongside.voices.reach import follow_everywhere
from alongside.voices.rules import is_speaker, may_name, may_record, may_retype
from alongside.voices.words import kept_words


def _naming(naming: str) -> str:
    if naming and naming not in Naming.values:
        raise ValueError(_("This is not a way to be named."))
    return naming


def _told_how(person: Person, by: Person | None, source: str) -> str:
    """How somebody came to allow that their words are kept and shown: they said them here, or a host heard or read."""
    if by is None or by.pk == person.pk:
        return How.SAYING.value
    return How.PAPER.value if source == Voice.Source.PAPER else How.TOLD.value


def _own_member(project: Project, person: Person | None, by: Person) -> Person | None:
    inside = Membership.objects.filter(project=project, person=person, left_at__isnull=True)
    if person is not None and person != by and not inside.exists():
        raise ValueError(_("This person is not in the project."))
    return person


def _own_gathering(project: Project, gathering: Gathering | None) -> Gathering | None:
    if gathering is not None and gathering.project_id != project.pk:
        raise ValueError(_("This gathering belongs to another project."))
    return gathering


def _submit_key(project: Project, by: Person, key: str | None, words: str) -> str | None:
    # Keyed by who sends and what they say: somebody else's key meets nothing, and a changed text is not lost.
    return keyed_hash("voice", f"{project.pk}:{by.pk}:{key}:{words}") if key else None


@transaction.atomic
def record_voice(
    project: Project,
    *,
    words: str,
    by: Person,
    person: Person | None = None,
    source: str = Voice.Source.ONLINE.value,
    gathering: Gathering | None = None,
    naming: str = "",
    said_at: datetime | None = None,
    submit_key: str | None = None,
) -> Voice:
    """Keep one voice. The same `submit_key` with the same words, sent again by the same person, counts once.

    `person` None: somebody who wants no name (hosts only). `typed_by` is kept when `by` is not the person.
    """
    if not may_record(by, person, project):
        raise PermissionDenied
    if source not in Voice.Source.values:
        raise ValueError(_("This is not a way that words can come."))
    words = kept_words(words)
    if person is not None:
        allow_by_saying(project, _own_member(project, person, by) or person, by=by, how=_told_how(person, by, source))
    voice = Voice(
        project=project,
        person=person,
        gathering=_own_gathering(project, gathering),
        words=words,
        source=source,
        said_at=said_at or timezone.now(),
        typed_by=None if person == by else by,
        naming=_naming(naming),
        submit_key=_submit_key(project, by, submit_key, words),
    )
    return _keep_once(voice, by)


@transaction.atomic
def record_in_room(
    gathering: Gathering,
    *,
    words: str,
    person: Person | None,
    key: str,
    source: str,
    typed_by: Person | None = None,
    held: bool = False,
) -> Voice:
    """Keep what somebody said in a gathering's room, with or without a card. The same `key` counts once.

    The room asks who may: it knows the seats. `typed_by`: the host who typed it in from paper.
    `held`: others read it once a host has looked at it.
    """
    if person is not None:
        allow_by_saying(gathering.project, person, by=typed_by or person, how=_told_how(person, typed_by, source))
    voice = Voice(
        project=gathering.project,
        person=person,
        gathering=gathering,
        words=kept_words(words),
        source=source,
        typed_by=typed_by,
        is_held=held,
        submit_key=keyed_hash("voice", f"room:{gathering.pk}:{key}"),
    )
    return _keep_once(voice, typed_by or person)


@transaction.atomic
def hold_words(voice: Voice, *, held: bool) -> None:
    """A host has looked at what was said in a room (the room asked who may): others read it now, or no longer."""
    Voice.objects.filter(pk=voice.pk).update(is_held=held)


@transaction.atomic
def own_voices(voices: Iterable[Voice], person: Person) -> int:
    """These voices were said without a card; the person has shown since that they are theirs. Answers how many."""
    mine = Voice.objects.filter(pk__in=[voice.pk for voice in voices], person=None, typed_by=None)
    for project in Project.objects.filter(voices__in=mine).distinct():
        allow_by_saying(project, person, by=person)
    return mine.update(person=person)


def _keep_once(voice: Voice, by: Person | None) -> Voice:
    try:
        with transaction.atomic():
            voice.save(force_insert=True)
    except IntegrityError:
        first = Voice.objects.filter(submit_key=voice.submit_key).first() if voice.submit_key else None
        if first is None:
            raise
        return first
    note_step(
        "voice.recorded",
        subject=voice,
        project_id=voice.project_id,
        actor=by,
        source=voice.source,
        gathering_id=voice.gathering_id,
        by_host=voice.typed_by_id is not None,
    )
    return voice


class _SentTwice(Exception):
    def __init__(self, voice: Voice) -> None:
        self.voice = voice


def record_from_somebody_new(
    project: Project, *, nickname: str, words: str, by: Person, submit_key: str, **how: Any
) -> Voice:
    """Keep a voice of somebody who is not in the project yet: they get a nickname and join, once however often sent."""
    if not may_host(by, project):
        raise PermissionDenied
    first = Voice.objects.filter(submit_key=_submit_key(project, by, submit_key, kept_words(words))).first()
    if first is not None:
        return first
    try:
        with transaction.atomic():
            person = make_person(nickname, by=by)
            add_member(project, person, by=by)
            voice = record_voice(project, words=words, by=by, person=person, submit_key=submit_key, **how)
            if voice.person_id != person.pk:  # the same form arrived twice at once: undo this second person
                raise _SentTwice(voice)
    except _SentTwice as twice:
        return twice.voice
    return voice


@transaction.atomic
def record_batch(
    project: Project,
    lines: list[str],
    *,
    by: Person,
    submit_key: str,
    person: Person | None = None,
    nickname: str = "",
    **how: Any,
) -> list[Voice]:
    """Keep several voices of one person, or of somebody new called `nickname`: all of them or none."""
    keys = [f"{submit_key}:{number}" for number in range(len(lines))]
    kept: list[Voice] = []
    if nickname and lines:
        key, words = keys[0], lines[0]
        kept.append(record_from_somebody_new(project, nickname=nickname, words=words, by=by, submit_key=key, **how))
        person = kept[0].person
    for key, words in list(zip(keys, lines, strict=True))[len(kept) :]:
        kept.append(record_voice(project, words=words, by=by, person=person, submit_key=key, **how))
    return kept


@transaction.atomic
def confirm_read_back(voice: Voice, *, by: Person) -> None:
    """The words were read to the person, who said: yes, that is it."""
    if not may_host(by, voice.project):
        raise PermissionDenied
    fresh = Voice.objects.filter(pk=voice.pk, read_back_at__isnull=True, taken_back_at__isnull=True)
    if fresh.update(read_back_at=timezone.now()):
        note_step("voice.read_back", subject=voice, project_id=voice.project_id, actor=by)
    voice.refresh_from_db(fields=["read_back_at"])


@transaction.atomic
def retype_voice(voice: Voice, *, by: Person, words: str, submit_key: str | None = None) -> Voice:
    """Type a voice again because the read-back showed a slip. The first one goes, the new one stands in its place.

    Only before it was read back, by the host who typed it, within the hour: that is typing, not editing.
    """
    again = _submit_key(voice.project, by, submit_key, kept_words(words))
    first = Voice.objects.filter(submit_key=again).exclude(pk=voice.pk).first() if again else None
    if first is not None:
        return first
    if not may_retype(by, voice, timezone.now()):
        raise ValueError(_("These words are kept as they are now. The person can take them back and say them again."))
    newer = record_voice(
        voice.project,
        words=words,
        by=by,
        person=voice.person,
        source=voice.source,
        gathering=voice.gathering,
        naming=voice.naming,
        said_at=voice.said_at,
        submit_key=submit_key,
    )
    if newer.pk != voice.pk:
        Statement.objects.filter(voice=voice).update(voice=newer)
        follow_everywhere(voice, newer)
        empty(voice, by=by, how=Voice.Asked.SLIP)
    return newer


@transaction.atomic
def set_naming(voice: Voice, *, by: Person, naming: str, outputs: dict[str, str]) -> None:
    """Choose how the person is named: for the voice ("" as in the project), and per output ("" as the voice)."""
    chosen = {output: _naming(value) for output, value in outputs.items() if output in Output.values}
    if not may_name(by, voice, [_naming(naming), *filter(None, chosen.values())]):
        raise PermissionDenied
    Voice.objects.filter(pk=voice.pk).update(naming=naming)
    OutputNaming.objects.filter(voice=voice, output__in=[key for key, value in chosen.items() if not value]).delete()
    OutputNaming.objects.bulk_create(
        [OutputNaming(voice=voice, output=key, naming=value) for key, value in chosen.items() if value],
        update_conflicts=True,
        update_fields=["naming"],
        unique_fields=["voice", "output"],
    )
    voice.naming = naming
    note_step("voice.named", subject=voice, project_id=voice.project_id, actor=by, by_host=not is_speaker(by, voice))


@transaction.atomic
def make_statement(voice: Voice, *, by: Person) -> Statement:
    """Offer a voice to the others: agree, disagree or pass. A voice is a statement once."""
    if not may_host(by, voice.project):
        raise PermissionDenied
    if voice.taken_back_at is not None:
        raise ValueError(_("These words were taken back."))
    statement, is_new = Statement.objects.get_or_create(voice=voice)
    if is_new:
        note_step("statement.made", subject=statement, project_id=voice.project_id, actor=by, voice_id=voice.pk)
    return statement


@transaction.atomic
def make_statement_in_room(voice: Voice, *, shown: bool) -> Statement:
    """A voice said in a room is answered there. The room asked who may; `shown`: a host does not look at it first."""
    level = Statement.Moderation.SHOWN if shown else Statement.Moderation.HIDDEN
    statement, _new = Statement.objects.update_or_create(voice=voice, defaults={"moderation": level})
    return statement


@transaction.atomic
def moderate_statement(statement: Statement, *, by: Person, shown: bool) -> None:
    """Stop or start offering a statement for answers. The voice itself and its stances stay."""
    if not may_host(by, statement.voice.project):
        raise PermissionDenied
    level = Statement.Moderation.SHOWN if shown else Statement.Moderation.HIDDEN
    if Statement.objects.filter(pk=statement.pk).exclude(moderation=level).update(moderation=level):
        verb = "statement.shown" if shown else "statement.hidden"
        note_step(verb, subject=statement, project_id=statement.voice.project_id, actor=by)


@transaction.atomic
def take_stance(statement: Statement, person: Person, value: int) -> None:
    """The person's answer: 1 agree, -1 disagree, 0 pass. One per person; a later one replaces it."""
    project = statement.voice.project
    if not may_take_part(person, project):
        raise PermissionDenied
    if value not in {-1, 0, 1}:
        raise ValueError(_("Choose agree, disagree or pass."))
    is_aside = bool(markers_of(What.VOICE, [statement.voice_id]))
    if statement.moderation == Statement.Moderation.HIDDEN or statement.voice.taken_back_at is not None or is_aside:
        raise ValueError(_("This statement is not open for answers any more."))
    Stance.objects.bulk_create(
        [Stance(statement=statement, person=person, value=value, at=timezone.now())],
        update_conflicts=True,
        update_fields=["value", "at"],
        unique_fields=["statement", "person"],
    )
    note_step("stance.taken", subject=statement, project_id=project.pk, actor=person)
