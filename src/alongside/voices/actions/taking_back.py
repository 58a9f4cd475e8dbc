"""Taking words back: by the person, by a host who was asked, or because nothing may be kept."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.durability import forget_now
from alongside.ledger.actions import forget_salts, note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.models import OutputNaming, Stance, Voice
from alongside.voices.reach import reach_copies, reach_everywhere
from alongside.voices.rules import is_speaker, mark_of, may_take_back


@transaction.atomic
def take_back(voice: Voice, *, by: Person, how: str = "") -> None:
    """Remove the words everywhere, at once. A neutral mark stays, so that totals stay true.

    `how` says how a host was asked (`Voice.Asked`); the person who spoke needs none. Doing it twice is once.
    """
    if not may_take_back(by, voice):
        raise PermissionDenied
    if is_speaker(by, voice):
        how = ""
    elif how not in {Voice.Asked.PHONE, Voice.Asked.IN_PERSON, Voice.Asked.LETTER}:
        raise ValueError(_("Say how the person asked you."))
    empty(voice, by=by, how=how)


@transaction.atomic
def take_back_everything(project: Project, person: Person, *, by: Person | None, how: str) -> int:
    """All that the person said here goes: they asked that nothing is kept. `ethics` asked who may. Answers how many.

    Their answers to statements go as well.
    """
    Stance.objects.filter(statement__voice__project=project, person=person).delete()
    rows = list(Voice.objects.filter(project=project, person=person, taken_back_at__isnull=True))
    for voice in rows:
        empty(voice, by=by, how=how)
    return len(rows)


@transaction.atomic
def remove_copies(
    project: Project, person: Person, *, outputs: Collection[str], gathering_id: int | None = None
) -> int:
    """The words stay where they were said; copies that left these rows go from these outputs. Answers of how many."""
    rows = Voice.objects.filter(project=project, person=person, taken_back_at__isnull=True)
    rows = rows.filter(gathering=gathering_id) if gathering_id else rows
    for voice in rows:
        reach_copies(voice, voice.words, outputs)
    return len(rows)


@transaction.atomic
def erase_again(voice_id: int, mark: str) -> bool:
    """An old backup brought back words that were taken back: they go again. False if this is another voice."""
    voice = Voice.objects.filter(pk=voice_id, taken_back_at__isnull=True).first()
    if voice is None or mark_of(voice) != mark:
        return False
    empty(voice, by=None, how="")
    return True


def empty(voice: Voice, *, by: Person | None, how: str) -> None:
    standing = Voice.objects.select_for_update().filter(pk=voice.pk, taken_back_at__isnull=True).first()
    if standing is None:
        return
    words, now = standing.words, timezone.now()
    Voice.objects.filter(pk=voice.pk).update(words="", language="", naming="", taken_back_at=now, taken_back_how=how)
    note_erasure("voice", voice.pk, mark_of(standing))
    OutputNaming.objects.filter(voice=voice).delete()
    voice.words, voice.taken_back_at, voice.taken_back_how = "", now, how
    reach_everywhere(voice, words)
    note_step(
        "voice.taken_back",
        subject=voice,
        project_id=voice.project_id,
        actor=by,
        by_host=bool(how),
        slip=how == Voice.Asked.SLIP,
    )
    forget_salts(voice)
    transaction.on_commit(forget_now)
