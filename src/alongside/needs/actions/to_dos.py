"""What hosts do so that people can take part: each thing with an owner and a date."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Gathering
from alongside.kit.durability import forget_now
from alongside.kit.sealed import seal
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.needs.kinds import CHECKLIST
from alongside.needs.models import Share, ToDo
from alongside.needs.queries.hosts import due_for, to_dos_of
from alongside.needs.queries.mine import hosts_of
from alongside.needs.queries.words import words_of
from alongside.needs.rules import may_read, may_read_to_do
from alongside.people.models import Person
from alongside.projects.actions import must_host

LONGEST = 300


def _owner(gathering: Gathering, share: Share | None, owner: int | None) -> int | None:
    """Someone who hosts, and who may read the need it is about. ValueError otherwise."""
    if owner is None:
        return None
    found = {member.person_id: member.person for member in hosts_of(gathering.project)}.get(owner)
    if found is None:
        raise ValueError(_("Choose somebody who hosts this project now."))
    if share is not None and not may_read(found, share):
        raise ValueError(_("The person did not share this with them."))
    return owner


def _words(words: str) -> str:
    words = clean_line(words)
    if not words:
        raise ValueError(_("Say what there is to do."))
    if len(words) > LONGEST:
        raise ValueError(_("Say it shorter."))
    return words


@transaction.atomic
def add_to_do(
    gathering: Gathering,
    *,
    by: Person,
    words: str,
    share: Share | None = None,
    owner: int | None = None,
    due_on: date | None = None,
) -> ToDo:
    """Something to do for a gathering, for everybody or from one shared need. Due a week before, if no day is named."""
    must_host(by, gathering.project)
    if share is not None and (share.gathering_id != gathering.pk or not may_read(by, share)):
        raise PermissionDenied
    row = ToDo(gathering=gathering, share=share, is_from_need=share is not None, made_by=by)
    row.owner_id = _owner(gathering, share, owner)
    row.due_on = due_on or due_for(gathering, timezone.localdate())
    seal(row, "words", _words(words))
    row.save(force_insert=True)
    note_step("access.planned", subject=gathering, project_id=gathering.project_id, actor=by, count=1)
    return row


@transaction.atomic
def add_checklist(gathering: Gathering, *, by: Person, keys: Iterable[str], owner: int | None = None) -> int:
    """Those of the starting list that were ticked and are not there yet. Answers how many were added."""
    must_host(by, gathering.project)
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    there = {words_of(row) for row in to_dos_of(gathering) if not row.is_from_need}
    wanted = [str(CHECKLIST[key]) for key in dict.fromkeys(keys) if key in CHECKLIST]
    new = [words for words in wanted if words not in there]
    if not wanted:
        raise ValueError(_("Tick at least one."))
    due = due_for(gathering, timezone.localdate())
    for words in new:
        row = ToDo(gathering=gathering, owner_id=_owner(gathering, None, owner), due_on=due, made_by=by)
        seal(row, "words", words)
        row.save(force_insert=True)
    if new:
        note_step("access.planned", subject=gathering, project_id=gathering.project_id, actor=by, count=len(new))
    return len(new)


@transaction.atomic
def change_to_do(
    to_do: ToDo, *, by: Person, words: str, owner: int | None, due_on: date, state: str, reason: str = ""
) -> ToDo:
    """Its words, owner and day; done, or why it cannot be done. The person whose need it is reads the reason."""
    row = (
        ToDo.objects.select_for_update(of=("self",))
        .select_related("gathering__project", "share__person")
        .get(pk=to_do.pk)
    )
    if row.share is not None:
        row.share.gathering = row.gathering
    if not may_read_to_do(by, row):
        raise PermissionDenied
    if row.state == ToDo.State.GONE or state not in {ToDo.State.OPEN, ToDo.State.DONE, ToDo.State.CANNOT}:
        raise ValueError(_("This is no longer shared. There is nothing more to do."))
    reason = clean_words(reason)[:LONGEST] if state == ToDo.State.CANNOT else ""
    if state == ToDo.State.CANNOT and not reason:
        raise ValueError(_("Say why it cannot be done. The person reads this."))
    row.owner_id, row.due_on = _owner(row.gathering, row.share, owner), due_on
    row.ended_at = None if state == ToDo.State.OPEN else (row.ended_at or timezone.now())
    row.state = ToDo.State(state)
    seal(row, "words", _words(words))
    seal(row, "reason", reason)
    row.save(update_fields=["words", "reason", "owner", "due_on", "state", "ended_at"])
    note_step(f"access.{state}", subject=row.gathering, project_id=row.gathering.project_id, actor=by)
    transaction.on_commit(forget_now)
    return row
