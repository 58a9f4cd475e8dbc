"""Somebody may answer for a person: because the person says so, or because the law does and the person is told."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.models import BY_LAW, Acting, How, Supporter, SupportNote
from alongside.ethics.rules import BY_HOSTS
from alongside.ethics.support import objections_of
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host

LASTS = timedelta(days=365)
LONGEST = 1000


def _ends_on() -> date:
    return timezone.localdate() + LASTS


def _begin(project: Project, person: Person, supporter: Person, *, by: Person, acting: str) -> tuple[Supporter, bool]:
    """The row, and whether it is new. One whose day has passed ends here, so that it can be asked again."""
    must_host(by, project)
    if person.pk == supporter.pk:
        raise ValueError(_("Choose somebody else than the person."))
    if Membership.objects.filter(project=project, person__in=[person, supporter], left_at=None).count() != 2:
        raise ValueError(_("Both must be in the project."))
    rows = Supporter.objects.select_for_update().filter(
        project=project, person=person, supporter=supporter, ended_at=None
    )
    now = rows.first()
    if now is not None and now.acting == acting and now.standing != "over":
        return now, False
    if now is not None and now.standing == "paused":
        raise ValueError(_("The person objected to this. Settle that first."))
    rows.update(ended_at=timezone.now())
    row = Supporter(project=project, person=person, supporter=supporter, acting=acting, made_by=by)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise ValueError(_("Somebody wrote this down a moment ago. Look again.")) from twice
    return row, True


@transaction.atomic
def ask_for_supporter(project: Project, person: Person, supporter: Person, *, by: Person) -> Supporter:
    """A host asks the person whether `supporter` may answer for them. Until they say yes, it allows nothing."""
    row, is_new = _begin(project, person, supporter, by=by, acting=Acting.SUPPORTER.value)
    if is_new:
        note_step("permission.supporter_asked", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def record_authority(
    project: Project, person: Person, supporter: Person, *, by: Person, acting: str, ground: str
) -> Supporter:
    """A host writes down that a parent, or the law's choice, answers for a person who cannot. The ground is in words.

    It holds for a year at most; then it is looked at again. The person is told, and can object.
    """
    if acting not in BY_LAW:
        raise ValueError(_("Say whether it is a parent, or somebody with a say in law."))
    words = _some_words(ground, _("Write why they may answer."))
    if by.pk == supporter.pk:
        raise ValueError(_("Another host writes down that you may answer for somebody."))
    row, is_new = _begin(project, person, supporter, by=by, acting=acting)
    if is_new:
        Supporter.objects.filter(pk=row.pk).update(ends_on=(ends_on := _ends_on()))
        row.ends_on = ends_on
        _note(row, SupportNote.Kind.GROUND, words, by)
        note_step("permission.supporter_added", subject=row, project_id=project.pk, actor=by, acting=acting)
    return row


def _some_words(words: str, otherwise: str) -> str:
    cleaned = clean_words(words)[:LONGEST]
    if not cleaned:
        raise ValueError(otherwise)
    return cleaned


def _note(row: Supporter, kind: str, words: str, by: Person) -> None:
    note = SupportNote(support=row, kind=kind, by=by)
    seal(note, "words", words)
    note.save(force_insert=True)


def _speaks_for_themselves(row: Supporter, by: Person, how: str) -> None:
    """The person; or a host whom they told, who says how. Never the one it is about."""
    told = how in BY_HOSTS and by.pk != row.supporter_id and may_host(by, row.project)
    if by.pk != row.person_id and not told:
        raise PermissionDenied


@transaction.atomic
def agree_to_supporter(row: Supporter, *, by: Person, how: str = How.SCREEN.value) -> None:
    """The person says yes, or yes again for another year; or a host writes down how they said it and read it back."""
    _speaks_for_themselves(row, by, how)
    if row.is_by_law:
        raise PermissionDenied
    said = {"agreed_at": timezone.now(), "agreed_how": how, "agreed_by": by, "ends_on": _ends_on()}
    if not Supporter.objects.filter(pk=row.pk, ended_at=None).update(**said):
        raise ValueError(_("This has ended. A host can ask again."))
    note_step("permission.supporter_agreed", subject=row, project_id=row.project_id, actor=by, how=how)


@transaction.atomic
def end_supporter(row: Supporter, *, by: Person, how: str = How.SCREEN.value) -> None:
    """The person, or the supporter, ends it at once and without a reason; a host whom the person told writes it down.

    A say in law the person cannot end, only object to; a host can end it.
    """
    if by.pk != row.supporter_id:
        if row.is_by_law:
            must_host(by, row.project)
        else:
            _speaks_for_themselves(row, by, how)
    if Supporter.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
        note_step("permission.supporter_ended", subject=row, project_id=row.project_id, actor=by)


@transaction.atomic
def end_supporting_in(project: Project, supporter: Person) -> None:
    """A host ended their place: they answer for nobody here, also if they are brought back in. It is asked anew."""
    for row in Supporter.objects.filter(project=project, supporter=supporter, ended_at=None):
        if Supporter.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
            note_step("permission.supporter_ended", subject=row, project_id=project.pk)


@transaction.atomic
def object_to_supporter(row: Supporter, *, by: Person, words: str = "", how: str = How.SCREEN.value) -> None:
    """The person does not want who answers for them by law: it pauses at once and waits on the hosts' desk."""
    _speaks_for_themselves(row, by, how)
    if not row.is_by_law:
        raise ValueError(_("This you can end."))
    if Supporter.objects.filter(pk=row.pk, ended_at=None, paused_at=None).update(paused_at=timezone.now()):
        if cleaned := clean_words(words)[:LONGEST]:
            _note(row, SupportNote.Kind.OBJECTION, cleaned, by)
        note_step("permission.supporter_objected", subject=row, project_id=row.project_id, actor=by)


@transaction.atomic
def settle_supporter(row: Supporter, *, by: Person, words: str, goes_on: bool) -> None:
    """A host who talked with the person writes what was settled, also when a year has passed. The person reads it."""
    must_host(by, row.project)
    if not row.is_by_law or by.pk in {row.supporter_id, row.person_id}:
        raise PermissionDenied
    cleaned = _some_words(words, _("Write what you talked about with the person, and what was settled."))
    changed = {"paused_at": None, "ends_on": _ends_on()} if goes_on else {"ended_at": timezone.now()}
    if Supporter.objects.filter(pk=row.pk, ended_at=None).update(**changed):
        _note(row, SupportNote.Kind.REPLY, cleaned, by)
        verb = "permission.supporter_added" if goes_on else "permission.supporter_ended"
        note_step(verb, subject=row, project_id=row.project_id, actor=by, settled=True)


def _mark(note: SupportNote) -> str:
    return keyed_hash("erased", f"support_note:{note.pk}:{note.at.isoformat()}")


@transaction.atomic
def forget_objections(project: Project, person: Person) -> int:
    """The person asked that nothing they say here is kept: why they objected goes, the pause stays. Answers how many.

    `ethics` asked who may.
    """
    notes = list(objections_of(project, person))
    for note in notes:
        note_erasure("support_note", note.pk, _mark(note))
    SupportNote.objects.filter(pk__in=[note.pk for note in notes]).update(words=b"")
    transaction.on_commit(forget_now)
    return len(notes)


def forget_objection_again(note_id: str, mark: str) -> bool:
    """An old backup brought the words back: they go again. False if this is another note."""
    note = SupportNote.objects.filter(pk=note_id).exclude(words=b"").first()
    if note is None or _mark(note) != mark:
        return False
    return bool(SupportNote.objects.filter(pk=note.pk).update(words=b""))
