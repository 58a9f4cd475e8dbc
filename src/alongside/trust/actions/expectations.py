"""The only writers of what each side expects, of what the other side says to it, and of the looks."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.kit.text import clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Project, Side
from alongside.trust.actions.forgetting import empty
from alongside.trust.models import Expectation, Heard, Look, Reply, SideLooked, Verdict
from alongside.trust.queries.expectations import USUAL_DAYS, left_to_judge, look_of
from alongside.trust.rules import may_judge, may_reply, may_write, side_of

LONGEST = 500
MOST_LINES = 60  # for each side
MOST_DAYS = 366


def _words(words: str, missing: str) -> str:
    words = clean_words(words)
    if not words:
        raise ValueError(missing)
    if len(words) > LONGEST:
        raise ValueError(_("Say it shorter, or make two of it."))
    return words


@transaction.atomic
def write_line(
    project: Project, *, by: Person, kind: str, words: str, is_named: bool = False, submit_key: str = ""
) -> Expectation:
    """A member writes a line for their own side. The same form sent twice counts once."""
    if not may_write(by, project):
        raise PermissionDenied
    row = Expectation(project=project, side=side_of(by, project), kind=kind, person=by, is_named=is_named)
    return _keep(row, words=words, by=by, submit_key=submit_key)


@transaction.atomic
def type_in_line(
    project: Project, *, by: Person, side: str, kind: str, words: str, person: Person | None, told: str,
    submit_key: str = "",
) -> Expectation:  # fmt: skip
    """A host types in what a side wrote on paper or said; with whose words they are, if somebody's alone."""
    must_host(by, project)
    if project.ended_on or side not in Side.values or told not in Heard.values:
        raise ValueError(_("Choose a side, and how you were told."))
    if person is not None and side_of(person, project) != side:
        raise ValueError(_("This person is not on that side."))
    row = Expectation(project=project, side=side, kind=kind, person=person, typed_by=by, told=told)
    return _keep(row, words=words, by=by, submit_key=submit_key)


def _keep(row: Expectation, *, words: str, by: Person, submit_key: str) -> Expectation:
    if row.kind not in Expectation.Kind.values:
        raise ValueError(_("Choose what the line is about."))
    row.words = _words(words, _("Write a line."))
    row.submit_key = submit_key[:64] or None
    Project.objects.select_for_update().get(pk=row.project_id)
    there = Expectation.objects.filter(project=row.project, side=row.side, taken_back_at=None)
    if there.count() >= MOST_LINES:
        raise ValueError(_("There are very many lines already. Take one back first."))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        twin = Expectation.objects.filter(submit_key=row.submit_key, project=row.project).first()
        if twin is None or by.pk not in {twin.person_id, twin.typed_by_id}:
            raise ValueError(_("Please open the page again and send it once more.")) from None
        return twin
    _begin_look(row.project)
    note_step("expectation.written", subject=row, project_id=row.project_id, actor=by, side=row.side)
    return row


def _begin_look(project: Project, number: int = 1) -> None:
    """The first line starts the clock; so does every look that both sides have done."""
    if number == 1 and Look.objects.filter(project=project).exists():
        return
    today = timezone.localdate()
    due = today + timedelta(days=USUAL_DAYS)
    Look.objects.create(project=project, number=number, begun_on=today, due_on=due, first_due_on=due)


@transaction.atomic
def take_back_line(line: Expectation, *, by: Person) -> None:
    """The words go, with the verdicts on them; that there was a line stays in the history."""
    if line.person_id != by.pk:
        raise PermissionDenied
    if line.taken_back_at is None:
        empty(line)
        note_step("expectation.taken_back", subject=line, project_id=line.project_id, actor=by)


@transaction.atomic
def reply_to(line: Expectation, *, by: Person, kind: str, reason: str = "") -> Reply:
    """The other side says: we can, partly, or we cannot, because … The newest stands; earlier ones can be read."""
    if not may_reply(by, line):
        raise PermissionDenied
    if kind not in Reply.Kind.values:
        raise ValueError(_("Choose one of the three."))
    reason = clean_words(reason)[:LONGEST]
    if kind != Reply.Kind.CAN and not reason:
        raise ValueError(_("Say why. The other side reads this."))
    row = Reply.objects.create(expectation=line, kind=kind, reason=reason, person=by)
    note_step("expectation.answered", subject=line, project_id=line.project_id, actor=by)
    return row


@transaction.atomic
def set_look(project: Project, *, by: Person, due_on: date) -> Look:
    """Another day for the look that is due. Everybody sees that it was moved."""
    must_host(by, project)
    today, look = timezone.localdate(), look_of(project)
    if look is None or project.ended_on:
        raise ValueError(_("There is nothing to look at yet. Write the first lines."))
    if not today <= due_on <= today + timedelta(days=MOST_DAYS):
        raise ValueError(_("Choose a day from today on, within a year."))
    if Look.objects.filter(pk=look.pk, done_on=None).exclude(due_on=due_on).update(due_on=due_on):
        note_step("expectation.look_set", subject=look, project_id=project.pk, actor=by, on=due_on.isoformat())
    look.due_on = due_on
    return look


@transaction.atomic
def judge(line: Expectation, *, by: Person, kind: str, words: str = "") -> Verdict:
    """The side that wrote a line says at the look that is due: kept, partly, not kept, too early. Newer words count."""
    if not may_judge(by, line):
        raise PermissionDenied
    if kind not in Verdict.Kind.values:
        raise ValueError(_("Choose one of the four."))
    words = clean_words(words)[:LONGEST]
    if kind in {Verdict.Kind.PARTLY, Verdict.Kind.NOT_KEPT} and not words:
        raise ValueError(_("Say what was missing. The other side reads this."))
    look = _locked_look(line.project)
    if SideLooked.objects.filter(look=look, side=line.side).exists():
        raise ValueError(_("Your side has looked already. You can say more at the next look."))
    said = {"kind": kind, "words": words, "person": by, "at": timezone.now()}
    return Verdict.objects.update_or_create(look=look, expectation=line, defaults=said)[0]


def _locked_look(project: Project) -> Look:
    look = Look.objects.select_for_update().filter(project=project, done_on=None).order_by("-number").first()
    if look is None:
        raise ValueError(_("There is nothing to look at yet. Write the first lines."))
    return look


@transaction.atomic
def finish_look(project: Project, *, by: Person) -> bool:
    """One side has looked. True when the other has too: then the look is done and the next one begins."""
    if not may_write(by, project):
        raise PermissionDenied
    look, side = _locked_look(project), side_of(by, project)
    left = left_to_judge(look, side)
    if left:
        words = ngettext("%(n)d line of your side has no word yet.", "%(n)d lines of your side have no word yet.", left)
        raise ValueError(words % {"n": left})
    _row, is_new = SideLooked.objects.get_or_create(look=look, side=side, defaults={"by": by})
    if is_new:
        note_step("expectation.looked", subject=look, project_id=project.pk, actor=by, side=side)
    if SideLooked.objects.filter(look=look).count() < len(Side):
        return False
    Look.objects.filter(pk=look.pk, done_on=None).update(done_on=timezone.localdate())
    _begin_look(project, look.number + 1)
    note_step("expectation.both_looked", subject=look, project_id=project.pk, number=look.number)
    return True
