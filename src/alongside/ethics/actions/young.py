"""Young people: who is young, what both must allow, and what is written about space, voice, audience and influence.

No step of the ledger tells that somebody is young: the history has readers. Who wrote it down stands in the row.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.actions.answering import notices_of
from alongside.ethics.models import (
    BOTH_ABLE,
    GROWN,
    Acting,
    How,
    NotSo,
    Part,
    Permission,
    State,
    Young,
    YoungRules,
    YoungWords,
)
from alongside.ethics.queries import handling_of
from alongside.ethics.rules import BY_HOSTS, supporter_of
from alongside.ethics.young import kinds_for_both, rules_of, young_in, young_of
from alongside.kit.codes import keyed_hash
from alongside.kit.text import clean_words
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host, may_take_part

LONGEST = 2000


@transaction.atomic
def set_young_rules(project: Project, *, by: Person, is_on: bool, cut_off: int, both: list[str]) -> YoungRules:
    """Whether young people take part, under which age a parent is asked as well, and for what."""
    must_host(by, project)
    if not 10 <= cut_off <= GROWN:
        raise ValueError(_("Choose an age from 10 to 18."))
    chosen = [kind for kind in BOTH_ABLE if kind in both]
    row, _new = YoungRules.objects.update_or_create(
        project=project, defaults={"is_on": is_on, "cut_off": cut_off, "both": chosen}
    )
    for one in young_in(project):
        _ask_seconds(project, one.person)
    note_step("young_rules.set", subject=row, project_id=project.pk, actor=by)
    return row


def _ask_seconds(project: Project, person: Person) -> None:
    """A parent's answer is open from now on for what both must allow; for anything else it is not asked any more."""
    wanted = kinds_for_both(project, young_of(project, person))
    now = Permission.objects.filter(project=project, person=person, until=None, is_second=True)
    now.exclude(kind__in=wanted).update(until=timezone.now())
    there = set(now.filter(gathering=None, output="", partner="").values_list("kind", flat=True))
    notices = notices_of(project, sorted(wanted - there), handling_of(project))
    rows = [
        Permission(
            project=project, person=person, kind=kind, state=State.REQUESTED, acting=Acting.PARENT, is_second=True,
            notice=notices[kind],
        )
        for kind in sorted(wanted - there)
    ]  # fmt: skip
    Permission.objects.bulk_create(rows, ignore_conflicts=True)


def _who_says(project: Project, person: Person, by: Person, how: str) -> str:
    """The person, a parent who may answer for them, or a host who was told. PermissionDenied for others."""
    if by.pk == person.pk:
        return Acting.SELF.value
    own = supporter_of(by, person, project)
    if own is not None and own.acting == Acting.PARENT:
        return Acting.PARENT.value
    inside = Membership.objects.filter(project=project, person=person, left_at=None).exists()
    if how in BY_HOSTS and inside and may_host(by, project):
        return Acting.SELF.value
    raise PermissionDenied


@transaction.atomic
def mark_young(project: Project, person: Person, *, by: Person, group: str, how: str = How.SCREEN.value) -> Young:
    """They are young, in this age group: as they, or a parent, say. Never a birth date."""
    said_by = _who_says(project, person, by, how)
    if not rules_of(project).is_on:
        raise ValueError(_("This project has not said that young people take part."))
    if group not in Young.Group.values:
        raise ValueError(_("Choose an age group."))
    now = Young.objects.select_for_update().filter(project=project, person=person, ended_at=None)
    if (row := now.first()) is None or row.group != group:
        now.update(ended_at=timezone.now())
        try:
            with transaction.atomic():
                row = Young.objects.create(project=project, person=person, group=group, said_by=said_by, by=by)
        except IntegrityError as twice:
            raise ValueError(_("Somebody wrote this down a moment ago. Look again.")) from twice
    _ask_seconds(project, person)
    return row


@transaction.atomic
def end_young(project: Project, person: Person, *, by: Person, how: str = How.SCREEN.value) -> None:
    """They are not young any more, or it was wrong. What they allowed themselves stays as it is."""
    _who_says(project, person, by, how)
    Young.objects.filter(project=project, person=person, ended_at=None).update(ended_at=timezone.now())
    _ask_seconds(project, person)


@transaction.atomic
def write_part(project: Project, *, by: Person, part: str, words: str) -> YoungWords:
    """A host writes how it is with one of the four. The newest is shown."""
    must_host(by, project)
    cleaned = clean_words(words)[:LONGEST]
    if part not in Part.values or not cleaned:
        raise ValueError(_("Write how it is."))
    row = YoungWords.objects.create(project=project, part=part, words=cleaned, by=by)
    note_step("young.written", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def say_not_so(project: Project, *, by: Person, part: str, words: str, submit_key: str = "") -> NotSo:
    """Any member says that it is not so. It is shown without a name. The same form sent twice counts once."""
    if not may_take_part(by, project):
        raise PermissionDenied
    cleaned = clean_words(words)[:LONGEST]
    if part not in Part.values or not cleaned:
        raise ValueError(_("Write what is not so."))
    said = {"project": project, "person": by, "part": part, "words": cleaned}
    if not submit_key:
        row, is_new = NotSo.objects.create(**said), True
    else:
        row, is_new = NotSo.objects.get_or_create(submit_key=submit_key[:64], defaults=said)
    if is_new:
        note_step("young.not_so", subject=row, project_id=project.pk)
    return row


@transaction.atomic
def answer_not_so(row: NotSo, *, by: Person, words: str) -> None:
    """A host answers: what is different now, or why not."""
    must_host(by, row.project)
    cleaned = clean_words(words)[:LONGEST]
    if not cleaned:
        raise ValueError(_("Write an answer."))
    changed = {"answer": cleaned, "answered_by": by, "answered_at": timezone.now()}
    NotSo.objects.filter(pk=row.pk).update(**changed)
    note_step("young.answered", subject=row, project_id=row.project_id, actor=by)


def mark_of(row: NotSo) -> str:
    return keyed_hash("erased", f"not_so:{row.pk}:{row.at.isoformat()}")


def forget_not_so(project: Project, person: Person) -> int:
    """The person asked that nothing they say here is kept; `ethics` asked who may. Answers how many."""
    rows = list(NotSo.objects.filter(project=project, person=person).exclude(words=""))
    for row in rows:
        note_erasure("not_so", row.pk, mark_of(row))
    NotSo.objects.filter(pk__in=[row.pk for row in rows]).update(words="", person=None, submit_key=None)
    return len(rows)


def forget_not_so_again(row_id: int, mark: str) -> bool:
    row = NotSo.objects.filter(pk=row_id).exclude(words="").first()
    if row is None or mark_of(row) != mark:
        return False
    NotSo.objects.filter(pk=row.pk).update(words="", person=None, submit_key=None)
    return True
