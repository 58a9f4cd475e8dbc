"""The only writers of concerns. What is told keeps its day alone; what leads do is noted with who and when.

No step of the ledger is written here: a step has a time, hosts read the history, and that a worry was told at all is
for the lead. `ConcernAccess` is the record of what leads do.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.care.clock import months_later
from alongside.care.models import Concern, ConcernAccess, ConcernKeeping, ConcernNote
from alongside.care.queries.concerns import has_lead, months_kept, waiting_concerns
from alongside.care.rules import may_read_concerns
from alongside.kit.codes import ALPHABET, keyed_hash, new_code
from alongside.kit.durability import forget_now
from alongside.kit.sealed import SealedBroken, seal, unseal
from alongside.kit.text import clean_line, clean_words
from alongside.people.models import Person
from alongside.projects.models import Project

What = ConcernAccess.What
LONGEST = 5000
LEAST_KEY = 12  # shorter than what the form gives: nobody's form, so nothing to count once
MOST_NOTES = 50


def _code_of(form: str) -> str:
    """The code of one filled form: sent twice, the same code is shown twice, and it is kept nowhere."""
    key = hashlib.sha256(f"concern-code:{settings.SECRET_KEY}".encode()).digest()
    made = hmac.new(key, form.encode(), hashlib.sha256).digest()
    number = int.from_bytes(made, "big")
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(12))


@transaction.atomic
def tell_concern(
    project: Project, *, words: str, danger: str = "", reach: str = "", name: str = "", submit_key: str = ""
) -> str:
    """Keep a worry for the safeguarding lead. Answers the code with which the sender finds it again.

    It does not know who sends it. The same form with the same words sent twice is kept once, under the same code.
    ValueError without words, or where nobody leads: it never falls to somebody else.
    """
    return _keep(project, words=words, danger=danger, reach=reach, name=name, submit_key=submit_key)[1]


def _keep(project: Project, *, submit_key: str, on: date | None = None, **told: str) -> tuple[Concern, str]:
    if not has_lead(project):
        raise ValueError(_("Nobody leads on safeguarding here yet, so nobody would read it."))
    told["words"] = clean_words(told["words"])[:LONGEST]
    if not told["words"]:
        raise ValueError(_("Write what worries you. A few words are enough."))
    form = "\n".join([str(project.pk), submit_key, *(told[key] for key in sorted(told))])
    code = _code_of(form) if len(submit_key) >= LEAST_KEY else new_code()
    row = Concern(project=project, on=on or timezone.localdate(), is_from_paper=on is not None)
    row.danger = told["danger"] if told["danger"] in Concern.Danger.values else ""
    row.code_hash = keyed_hash("concern", code)
    row.once_hash = keyed_hash("concern-once", form if len(submit_key) >= LEAST_KEY else secrets.token_hex(16))
    seal(row, "words", told["words"])
    seal(row, "reach", clean_line(told["reach"])[:300])
    seal(row, "name", clean_line(told["name"])[:200])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row = Concern.objects.get(once_hash=row.once_hash)
    return row, code


@transaction.atomic
def type_in_concern(
    project: Project, *, by: Person, words: str, on: date, danger: str = "", reach: str = "", name: str = "",
    submit_key: str = "",
) -> tuple[Concern, str]:  # fmt: skip
    """Keep what came on paper or by phone, with the day it came. The lead has it, so it counts as acknowledged."""
    if not may_read_concerns(by, project):
        raise PermissionDenied
    if on > timezone.localdate():
        raise ValueError(_("This day has not come yet."))
    row, code = _keep(project, words=words, danger=danger, reach=reach, name=name, submit_key=submit_key, on=on)
    if Concern.objects.filter(pk=row.pk, acknowledged_on=None).update(
        acknowledged_on=timezone.localdate(), is_told=True
    ):
        _note_access(row, by, What.TYPED)
    return row, code


def _note_access(concern: Concern, by: Person, what: str) -> None:
    ConcernAccess.objects.create(concern=concern, reader=by, what=what)


def _must_lead(by: Person, concern: Concern) -> None:
    if not may_read_concerns(by, concern.project):
        raise PermissionDenied


@dataclass(frozen=True)
class Told:
    """Opened words: of a concern, or of one note to it."""

    words: str
    reach: str = ""
    name: str = ""
    note: ConcernNote | None = None
    is_broken: bool = False


def _told(row: Concern | ConcernNote) -> Told:
    note = row if isinstance(row, ConcernNote) else None
    try:
        if note:
            return Told(unseal(note, "words"), note=note)
        return Told(unseal(row, "words"), unseal(row, "reach"), unseal(row, "name"))
    except SealedBroken:
        return Told("", note=note, is_broken=True)


@transaction.atomic
def open_concern(concern: Concern, *, by: Person) -> tuple[Told, list[Told]]:
    """The words, and those of all notes. That they were opened is noted in the same breath: who, which, when."""
    _must_lead(by, concern)
    _note_access(concern, by, What.READ)
    notes = list(ConcernNote.objects.filter(concern=concern))
    ConcernNote.objects.filter(concern=concern, is_read=False).update(is_read=True)
    Concern.objects.filter(pk=concern.pk, is_told=False).update(is_told=True)
    return _told(concern), [_told(note) for note in notes]


@transaction.atomic
def acknowledge(concern: Concern, *, by: Person) -> None:
    """Say that it has arrived and is looked at. The first day counts."""
    _must_lead(by, concern)
    today = timezone.localdate()
    if Concern.objects.filter(pk=concern.pk, acknowledged_on=None).update(acknowledged_on=today):
        _note_access(concern, by, What.ACKNOWLEDGED)


def _add_note(concern: Concern, kind: str, words: str, *, is_read: bool = True) -> ConcernNote:
    Concern.objects.select_for_update().get(pk=concern.pk)
    rows = ConcernNote.objects.filter(concern=concern)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_NOTES:
        raise ValueError(_("There is no room for more here. Please call, or tell it anew."))
    note = ConcernNote(concern=concern, kind=kind, number=last + 1, on=timezone.localdate(), is_read=is_read)
    seal(note, "words", words)
    note.save(force_insert=True)
    return note


def _must_have_words(concern: Concern) -> None:
    if concern.emptied_on:
        raise ValueError(_("Its words were removed. Nothing more can be written here."))


@transaction.atomic
def write_back(concern: Concern, *, by: Person, words: str) -> None:
    """Write to the sender, who reads it with their code. It also acknowledges."""
    _must_lead(by, concern)
    _must_have_words(concern)
    words = clean_words(words)[:LONGEST]
    if not words:
        raise ValueError(_("Write something to them."))
    _add_note(concern, ConcernNote.Kind.ANSWER, words)
    _note_access(concern, by, What.ANSWERED)
    acknowledge(concern, by=by)


@transaction.atomic
def hand_over(concern: Concern, *, by: Person, words: str) -> None:
    """One line: which organisation outside has it now, how and when. What they do with it is their record, not ours."""
    _must_lead(by, concern)
    _must_have_words(concern)
    words = clean_line(words)[:300]
    if not words:
        raise ValueError(_("Write to whom, how and when."))
    _add_note(concern, ConcernNote.Kind.HANDED, words)
    _note_access(concern, by, What.HANDED)
    acknowledge(concern, by=by)


@transaction.atomic
def close_concern(concern: Concern, *, by: Person) -> None:
    """Nothing more to do here. From this day runs the clock after which its words are removed."""
    _must_lead(by, concern)
    acknowledge(concern, by=by)
    if Concern.objects.filter(pk=concern.pk, closed_on=None).update(closed_on=timezone.localdate()):
        _note_access(concern, by, What.CLOSED)


@transaction.atomic
def open_again(concern: Concern, *, by: Person) -> None:
    """It was closed too early, or by mistake. Words that were removed do not come back."""
    _must_lead(by, concern)
    _must_have_words(concern)
    if Concern.objects.filter(pk=concern.pk, closed_on__isnull=False, emptied_on=None).update(closed_on=None):
        _note_access(concern, by, What.OPENED)


@transaction.atomic
def add_words(concern: Concern, *, words: str) -> None:
    """More from the sender, by their code. A closed concern is open again. The same words twice count once."""
    _must_have_words(concern)
    words = clean_words(words)[:LONGEST]
    if not words:
        raise ValueError(_("Write what you want to add."))
    last = ConcernNote.objects.filter(concern=concern).last()
    if last and last.kind == ConcernNote.Kind.MORE and _told(last).words == words:
        return
    _add_note(concern, ConcernNote.Kind.MORE, words, is_read=False)
    Concern.objects.filter(pk=concern.pk).update(closed_on=None, is_told=False)


def answers_for_sender(concern: Concern) -> list[Told]:
    """What leads wrote back. Not the sender's own words: a code that was lost must not open them."""
    rows = ConcernNote.objects.filter(concern=concern, kind=ConcernNote.Kind.ANSWER)
    return [_told(note) for note in rows]


@transaction.atomic
def set_keeping(project: Project, *, by: Person, months: int) -> None:
    """How long words of closed concerns are kept here: 1 to 72 months."""
    if not may_read_concerns(by, project):
        raise PermissionDenied
    if not 1 <= months <= 72:
        raise ValueError(_("Choose from 1 to 72 months."))
    ConcernKeeping.objects.update_or_create(project=project, defaults={"months": months})


def forget_old(today: date) -> int:
    """Remove the sealed words of concerns that were closed long enough ago. Answers how many. Safe to call again."""
    count = 0
    closed = Concern.objects.filter(closed_on__isnull=False, emptied_on=None).select_related("project")
    for row in closed.order_by("project_id", "id"):
        if months_later(row.closed_on, months_kept(row.project)) <= today:  # type: ignore[arg-type]
            count += _empty(row, today)
    if count:
        forget_now()
    return count


@transaction.atomic
def _empty(concern: Concern, today: date) -> int:
    ConcernNote.objects.filter(concern=concern).update(words=b"")
    gone = Concern.objects.filter(pk=concern.pk, emptied_on=None, closed_on__isnull=False)
    return gone.update(words=b"", reach=b"", name=b"", emptied_on=today)


def claim_untold(project: Project) -> bool:
    """Whether something waits of which leads were not told by email yet. Asked once, it is told."""
    return bool(Concern.objects.filter(project=project, is_told=False).update(is_told=True))


def give_back_untold(project: Project) -> None:
    """No mail went out: the next round tries again."""
    waiting_concerns(project).update(is_told=False)
