"""The only writers of offers, of what newcomers ask, and of pairs. Both must say yes themselves; either may end it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.trust.actions.forgetting import empty, end_pair_rows
from alongside.trust.models import BuddyNote, Half, Heard, Pair
from alongside.trust.queries.buddies import MOST_NEWCOMERS, busy_buddies
from alongside.trust.rules import may_be_in_pairs, may_suggest_pairs

LONGEST = 600


def _words(words: str) -> str:
    words = clean_words(words)
    if len(words) > LONGEST:
        raise ValueError(_("Say it shorter."))
    return words


@transaction.atomic
def write_note(project: Project, *, by: Person, kind: str, words: str = "") -> BuddyNote:
    """Offer to be a buddy, or ask for one. Written again, the newer words count."""
    if not may_be_in_pairs(by, project):
        raise PermissionDenied
    return _note(project, by, kind, words, told="")


@transaction.atomic
def note_for(project: Project, *, by: Person, person: Person, kind: str, words: str, told: str) -> BuddyNote:
    """A host writes down what a member told them."""
    if not may_suggest_pairs(by, project) or not may_be_in_pairs(person, project):
        raise PermissionDenied
    if told not in Heard.values:
        raise ValueError(_("Choose how you were told."))
    return _note(project, person, kind, words, told=told)


def _note(project: Project, person: Person, kind: str, words: str, *, told: str) -> BuddyNote:
    if kind not in BuddyNote.Kind.values:
        raise ValueError(_("Choose one of the two."))
    words = _words(words)
    Project.objects.select_for_update().get(pk=project.pk)
    row = BuddyNote.objects.filter(project=project, person=person, kind=kind, ended_at=None).first()
    is_new = row is None
    row = row or BuddyNote(project=project, person=person, kind=kind)
    seal(row, "words", words)
    row.told = told
    row.save(force_insert=is_new)
    if is_new:
        note_step("buddy.noted", subject=project, project_id=project.pk, kind=kind)
    else:
        transaction.on_commit(forget_now)
    return row


@transaction.atomic
def end_note(note: BuddyNote, *, by: Person) -> None:
    """No longer offered, or no longer asked. Its words go. A pair that there is goes on."""
    if note.person_id != by.pk:
        raise PermissionDenied
    if note.ended_at is None:
        empty(note)
        note_step("buddy.ended", subject=note.project, project_id=note.project_id)


@transaction.atomic
def suggest_pair(project: Project, *, by: Person, newcomer: Person, buddy: Person) -> Pair:
    """A host suggests two people to each other. Nothing begins before both said yes."""
    if not may_suggest_pairs(by, project):
        raise PermissionDenied
    if newcomer.pk == buddy.pk:
        raise ValueError(_("Choose two different people."))
    if not (may_be_in_pairs(newcomer, project) and may_be_in_pairs(buddy, project)):
        raise ValueError(_("Both must be in the project."))
    notes = BuddyNote.objects.filter(project=project, ended_at=None)
    if not notes.filter(person=newcomer, kind=BuddyNote.Kind.ASK).exists():
        raise ValueError(_("They have not asked for a buddy."))
    if not notes.filter(person=buddy, kind=BuddyNote.Kind.OFFER).exists():
        raise ValueError(_("They have not offered to be a buddy."))
    Project.objects.select_for_update().get(pk=project.pk)
    if busy_buddies(project).get(buddy.pk, 0) >= MOST_NEWCOMERS:
        raise ValueError(_("This buddy has three newcomers already. Choose somebody else."))
    try:
        with transaction.atomic():
            pair = Pair.objects.create(project=project, suggested_by=by)
            Half.objects.create(pair=pair, project=project, person=newcomer, part=Half.Part.NEWCOMER)
            Half.objects.create(pair=pair, project=project, person=buddy, part=Half.Part.BUDDY)
    except IntegrityError:
        raise ValueError(_("Somebody was suggested to them already.")) from None
    note_step("buddy.suggested", subject=project, project_id=project.pk, actor=by)
    return pair


@transaction.atomic
def say_yes(half: Half, *, by: Person, hello: str = "") -> bool:
    """One of the two says yes, with a few words by which the other finds them. True when both have."""
    if half.person_id != by.pk or not may_be_in_pairs(by, half.pair.project):
        raise PermissionDenied
    return _yes(half, hello, told="")


@transaction.atomic
def note_yes(half: Half, *, by: Person, hello: str, told: str) -> bool:
    """A host writes down the yes of somebody who told them. It says so on the page of the two."""
    if not may_suggest_pairs(by, half.pair.project):
        raise PermissionDenied
    if told not in Heard.values:
        raise ValueError(_("Choose how you were told."))
    if half.yes_at is not None:
        raise ValueError(_("They have said yes already."))
    return _yes(half, hello, told=told)


def _yes(half: Half, hello: str, *, told: str) -> bool:
    pair = Pair.objects.select_for_update().get(pk=half.pair_id)
    if pair.ended_at is not None:
        raise ValueError(_("This has ended already."))
    was = bool(half.hello)
    seal(half, "hello", _words(hello))
    if half.yes_at is None:
        half.yes_at, half.told = timezone.now(), told
    half.save(update_fields=["hello", "yes_at", "told"])
    if was:
        transaction.on_commit(forget_now)
    if Half.objects.filter(pair=pair, yes_at__isnull=False).count() < 2:
        return False
    if Pair.objects.filter(pk=pair.pk, began_at=None).update(began_at=timezone.now()):
        note_step("buddy.began", subject=pair.project, project_id=pair.project_id)
    return True


@transaction.atomic
def end_pair(pair: Pair, *, by: Person) -> None:
    """Either of the two, or a host, ends it: one step, no reason asked, and who it was is not kept."""
    is_own = Half.objects.filter(pair=pair, person=by).exists()
    if not (is_own or may_suggest_pairs(by, pair.project)):
        raise PermissionDenied
    if pair.ended_at is None:
        end_pair_rows(pair)
        note_step("buddy.parted", subject=pair.project, project_id=pair.project_id)
