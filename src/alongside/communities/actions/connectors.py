"""Who opens a door: asked by a host, answered by themselves or written down and read back, stopped in one step."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.communities.actions.mapping import locked, must_map, words_of
from alongside.communities.models import Community, Connector, Door, Told
from alongside.communities.rules import is_own, may_see_connector
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_erasure, note_step
from alongside.ledger.models import Erasure
from alongside.people.models import Person
from alongside.projects.actions import close_invitation
from alongside.projects.models import Project
from alongside.projects.rules import is_host, is_member, may_take_part

LONGEST_CONTACT = 300


@transaction.atomic
def ask_connector(
    community: Community,
    *,
    by: Person,
    person: Person | None = None,
    name: str = "",
    contact: str = "",
    asked_of_them: str,
    what_they_get: str = "",
) -> Connector:
    """Ask somebody to open this community's door: a member, or by name somebody without an account.

    Who stopped or said no can be asked again; who is asked already, or opens it, cannot (ValueError).
    """
    must_map(by, community.project)
    row, name = locked(community), clean_line(name)[:120]
    if (person is None) == (not name):
        raise ValueError(_("Choose a member, or write a name. One of the two."))
    if person is not None and not is_member(person, row.project):
        raise ValueError(_("Choose somebody who is in this project."))
    asked = words_of(asked_of_them, _("Say what you ask of them."))
    fields = {"asked_of_them": asked, "what_they_get": words_of(what_they_get), "asked_by": by}
    again = Connector.objects.select_for_update().filter(community=row, person=person).first() if person else None
    if again and again.stopped_at is None and again.answer != Connector.Answer.NO:
        raise ValueError(_("This person is asked already."))
    found = again or Connector(community=row, person=person)
    for field, value in fields.items():
        setattr(found, field, value)
    found.asked_at, found.answer, found.answered_at = timezone.now(), "", None
    found.stopped_at, found.told, found.typed_by = None, "", None
    seal(found, "name", name)
    seal(found, "contact", clean_words(contact)[:LONGEST_CONTACT])
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise ValueError(_("This person is asked already.")) from None
    note_step("connector.asked", subject=row, project_id=row.project_id, actor=by)
    return found


def _lock(connector: Connector) -> Connector:
    rows = Connector.objects.select_for_update(of=("self",)).select_related("community__project", "person")
    row = rows.get(pk=connector.pk)
    if row.stopped_at is not None or row.community.ended_at is not None:
        raise ValueError(_("This has ended."))
    return row


def _say(row: Connector, *, yes: bool, is_named: bool, contact: str) -> None:
    row.answer = Connector.Answer.YES if yes else Connector.Answer.NO
    row.answered_at = timezone.now()
    _name_or_not(row, is_named=yes and is_named)
    seal(row, "contact", clean_words(contact)[:LONGEST_CONTACT] if yes else "")
    row.save(update_fields=["answer", "answered_at", "is_named", "contact", "told", "typed_by"])
    if not yes:  # a yes that became a no: what they gave away opens nothing any more
        _close_doors(row, by=None)
    verb = "connector.said_yes" if yes else "connector.said_no"
    note_step(verb, subject=row.community, project_id=row.community.project_id, actor=None)
    transaction.on_commit(forget_now)


@transaction.atomic
def answer_connecting(
    connector: Connector, *, by: Person, yes: bool, is_named: bool = False, contact: str = ""
) -> Connector:
    """The connector's own yes or no, and what of them may be told. A no needs no reason."""
    row = _lock(connector)
    if not (is_own(by, row) and may_take_part(by, row.community.project)):
        raise PermissionDenied
    row.told, row.typed_by = "", None
    _say(row, yes=yes, is_named=is_named, contact=contact)
    return row


@transaction.atomic
def write_down_answer(
    connector: Connector,
    *,
    by: Person,
    yes: bool,
    told: str,
    read_back: bool,
    is_named: bool = False,
    contact: str = "",
) -> Connector:
    """What somebody said to a host on the phone, on paper or face to face, after it was read back to them.

    Never over what a connector wrote themselves.
    """
    row = _lock(connector)
    must_map(by, row.community.project)
    if not is_host(by, row.community.project):
        raise PermissionDenied
    if row.answer and not row.told:
        raise ValueError(_("They answered this themselves."))
    if told not in Told.values:
        raise ValueError(_("Choose how they told you."))
    if not read_back:
        raise ValueError(_("Read it back to them first."))
    row.told, row.typed_by = told, by
    _say(row, yes=yes, is_named=is_named, contact=contact)
    return row


@transaction.atomic
def change_connector(connector: Connector, *, by: Person, is_named: bool, contact: str) -> Connector:
    """How they are reached, and whether they are named: by the connector; by a host for one without an account."""
    row = _lock(connector)
    if not is_own(by, row) and not (row.person_id is None and is_host(by, row.community.project)):
        raise PermissionDenied
    _name_or_not(row, is_named=is_named)
    seal(row, "contact", clean_words(contact)[:LONGEST_CONTACT])
    row.save(update_fields=["is_named", "contact"])
    note_step("connector.changed", subject=row.community, project_id=row.community.project_id, actor=None)
    transaction.on_commit(forget_now)
    return row


def mark_of(row: Connector) -> str:
    """What only this row has, of this asking."""
    return keyed_hash("erased", f"connector:{row.pk}:{row.asked_at.isoformat()}")


@transaction.atomic
def stop_connecting(connector: Connector, *, by: Person, close_doors: bool = True) -> None:
    """In one step: they open no door any more, their name and how to reach them are removed. `close_doors`: so are
    the ways in that came through them; else letters that were given away still work.
    """
    rows = Connector.objects.select_for_update(of=("self",)).select_related("community__project")
    row = rows.get(pk=connector.pk)
    if not may_see_connector(by, row):
        raise PermissionDenied
    if row.stopped_at is None:
        stop(row, by=by, close_doors=close_doors)


def _close_doors(row: Connector, *, by: Person | None) -> None:
    for door in Door.objects.filter(connector=row).select_related("invitation"):
        close_invitation(door.invitation, by=by)


def stop(row: Connector, *, by: Person | None, close_doors: bool) -> None:
    """What `stop_connecting` does, for the verbs that have asked already. `row` with its community."""
    Connector.objects.filter(pk=row.pk).update(stopped_at=timezone.now(), name=b"", contact=b"", is_named=False)
    if close_doors:
        _close_doors(row, by=by)
    note_erasure("connector", row.pk, mark_of(row))
    note_step("connector.stopped", subject=row.community, project_id=row.community.project_id, actor=None)
    transaction.on_commit(forget_now)


@transaction.atomic
def stop_connecting_in(project: Project, person: Person) -> int:
    """They left, or asked that nothing of theirs is kept; whoever calls asked who may. Answers how many doors."""
    rows = Connector.objects.select_for_update(of=("self",)).select_related("community")
    found = list(rows.filter(community__project=project, person=person, stopped_at=None))
    for row in found:
        stop(row, by=None, close_doors=True)
    return len(found)


@transaction.atomic
def stop_naming_in(project: Project, person: Person) -> int:
    """They took back that their name is told; whoever calls asked who may. The door stays open. Answers how many."""
    rows = Connector.objects.select_for_update(of=("self",)).filter(community__project=project, person=person)
    found = list(rows.filter(is_named=True))
    for row in found:
        _name_or_not(row, is_named=False)
        row.save(update_fields=["is_named"])
    return len(found)


def _name_or_not(row: Connector, *, is_named: bool) -> None:
    """Set it, and remember where a name goes: an old backup must not bring it back. The caller saves the row."""
    if row.is_named and not is_named:
        note_erasure("connector_name", row.pk, _mark_of_name(row, _times_unnamed(row)))
    row.is_named = is_named


def _times_unnamed(row: Connector) -> int:
    return Erasure.objects.filter(what="connector_name", subject_id=str(row.pk)).count()


def _mark_of_name(row: Connector, time: int) -> str:
    """What only this taking back has: who was named anew may take it back anew."""
    return keyed_hash("erased", f"connector_name:{row.pk}:{row.asked_at.isoformat()}:{time}")


@transaction.atomic
def stop_naming_again(connector_id: str, mark: str) -> bool:
    """An old backup brought back a name that was told no more: it goes again. False if this is another one."""
    row = Connector.objects.filter(pk=connector_id, is_named=True).first()
    if row is None or mark not in {_mark_of_name(row, time) for time in range(_times_unnamed(row))}:
        return False
    return bool(Connector.objects.filter(pk=row.pk).update(is_named=False))


@transaction.atomic
def stop_again(connector_id: str, mark: str) -> bool:
    """An old backup brought back name and contact of one who stopped: they go again. False if this is another one."""
    row = Connector.objects.filter(pk=connector_id, stopped_at=None).select_related("community").first()
    if row is None or mark_of(row) != mark:
        return False
    stop(row, by=None, close_doors=False)
    return True
