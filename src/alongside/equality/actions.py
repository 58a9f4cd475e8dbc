"""The only writers of surveys. An answer raises a few numbers by one and uses up a ticket; nothing ties the two.

No step of the ledger tells of an answer: a step has a time. After each answer SQLite's write-ahead log is emptied,
because its pages would show the ticket and the numbers side by side.
"""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.engines.cells import LEAST_ANSWERS, NOT_SAID, Release, tell
from alongside.equality.models import Figure, Survey, Tally, Ticket
from alongside.equality.queries import asked_in, asked_questions, cells_of, tables_of, told_before
from alongside.equality.questions import CROSSINGS, QUESTIONS
from alongside.equality.rules import may_answer, may_ask
from alongside.gatherings.models import Attendance, Gathering
from alongside.kit.codes import keyed_hash, new_code, plain_code
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Membership, Project

MOST_SLIPS = 200
MOST_SHEETS = 5000


def _must_ask(by: Any, project: Project) -> None:
    if not may_ask(by, project):
        raise PermissionDenied


@transaction.atomic
def set_up_survey(
    project: Project, *, by: Person, asked_by: str, why: str, questions: list[str], closes_on: date,
    crossing: str = "", gathering: Gathering | None = None,
) -> Survey:  # fmt: skip
    """Keep a draft. ValueError without reasons, without questions, or where a crossing lacks one of its questions."""
    _must_ask(by, project)
    asked_by, why = clean_line(asked_by)[:200], clean_words(why)[:2000]
    chosen = [key for key in QUESTIONS if key in questions]
    if not asked_by or not why:
        raise ValueError(_("Say who asks, and why."))
    if not chosen or len(chosen) < len(set(questions)):
        raise ValueError(_("Choose at least one question from the list."))
    if crossing and not set(CROSSINGS.get(crossing, ("?",))) <= set(chosen):
        raise ValueError(_("To lay two questions across, ask both of them."))
    if closes_on < timezone.localdate():
        raise ValueError(_("The last day for answers is over already."))
    if gathering is not None and gathering.project_id != project.pk:
        raise ValueError(_("This gathering belongs to another project."))
    row = Survey.objects.create(
        project=project, gathering=gathering, asked_by=asked_by, why=why, questions=chosen,
        crossing=crossing, closes_on=closes_on,
    )  # fmt: skip
    note_step("survey.set_up", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def remove_draft(survey: Survey, *, by: Person) -> None:
    """Only before it opens: what people answered is not made unasked."""
    _must_ask(by, survey.project)
    note_step("survey.removed", subject=survey, project_id=survey.project_id, actor=by)
    if not Survey.objects.filter(pk=survey.pk, opened_on=None).delete()[0]:
        raise ValueError(_("It is open or closed: it cannot be removed any more."))


@transaction.atomic
def open_survey(survey: Survey, *, by: Person) -> None:
    """Ask: a ticket for each member (of one gathering: who was there), a nought for each cell. In random order."""
    _must_ask(by, survey.project)
    today = timezone.localdate()
    if not Survey.objects.filter(pk=survey.pk, opened_on=None).update(opened_on=today):
        return
    members = Membership.objects.filter(project=survey.project, left_at=None)
    if survey.gathering_id:
        there = Attendance.objects.filter(gathering_id=survey.gathering_id).values("person_id")
        members = members.filter(person__in=there)
    shuffled = list(members.values_list("person_id", flat=True))
    secrets.SystemRandom().shuffle(shuffled)
    Ticket.objects.bulk_create(Ticket(survey=survey, kind=Ticket.Kind.MEMBER, person_id=one) for one in shuffled)
    cells = [("", "")]
    for table in tables_of(survey):
        name = ",".join(one.key for one in table)
        cells += [(name, ",".join(cell)) for cell in cells_of(table)]
    Tally.objects.bulk_create(Tally(survey=survey, table=name, cell=cell) for name, cell in cells)
    note_step("survey.opened", subject=survey, project_id=survey.project_id, actor=by)


def answer_as_member(survey: Survey, *, by: Person, said: dict[str, str] | None) -> bool:
    """Count a member's answers, or with None that they decline. False when their ticket was used before.

    Members who joined after it opened, or whom nobody wrote down at the gathering, are asked by coming here.
    """
    if not may_answer(by, survey.project):
        raise PermissionDenied
    with transaction.atomic():
        _lock_open(survey)
        ticket = Ticket.objects.get_or_create(survey=survey, person=by, defaults={"kind": Ticket.Kind.MEMBER})[0]
        counted = _use(survey, ticket, said)
    forget_now()
    return counted


def answer_with_code(ticket: Ticket, *, said: dict[str, str] | None) -> bool:
    """The same with a slip's code, for somebody nobody knows."""
    with transaction.atomic():
        _lock_open(ticket.survey)
        counted = _use(ticket.survey, ticket, said)
    forget_now()
    return counted


def type_in_sheet(survey: Survey, *, by: Person, said: dict[str, str], submit_key: str) -> bool:
    """Count one sheet of a pile. The same form sent twice counts once; then False."""
    _must_ask(by, survey.project)
    if len(submit_key) < 12:
        raise ValueError(_("Please open this page again and type the sheet once more."))
    once = keyed_hash("equality-sheet", f"{survey.pk}:{submit_key}")
    try:
        with transaction.atomic():
            _lock_open(survey, is_pile=True)
            ticket = Ticket.objects.create(survey=survey, kind=Ticket.Kind.SHEET, once_hash=once)
            counted = _use(survey, ticket, said)
    except IntegrityError:
        return False
    forget_now()
    return counted


def _lock_open(survey: Survey, *, is_pile: bool = False) -> None:
    """Nobody closes it while this answer is counted. A pile can be typed in after the last day, until it is closed."""
    row = Survey.objects.select_for_update().get(pk=survey.pk)
    if not row.is_open or (row.closes_on < timezone.localdate() and not is_pile):
        raise ValueError(_("These questions are not open for answers."))


def _use(survey: Survey, ticket: Ticket, said: dict[str, str] | None) -> bool:
    """Use the ticket up; where that is new, raise the numbers. Answers to nothing but "rather not say" decline."""
    if not Ticket.objects.filter(pk=ticket.pk, is_used=False).update(is_used=True):
        return False
    known = {one.key: _known(one.options, (said or {}).get(one.key)) for one in asked_questions(survey)}
    if any(option != NOT_SAID for option in known.values()):
        _raise(survey, "", "")
        for table in tables_of(survey):
            _raise(survey, ",".join(one.key for one in table), ",".join(known[one.key] for one in table))
    return True


def _known(options: dict[str, Any], option: str | None) -> str:
    return option if option in options else NOT_SAID


def _raise(survey: Survey, table: str, cell: str) -> None:
    Tally.objects.filter(survey=survey, table=table, cell=cell).update(count=F("count") + 1)


@transaction.atomic
def make_slips(survey: Survey, *, by: Person, count: int) -> list[str]:
    """New codes, each for one answer. They are shown once, to be printed; of each only a keyed hash is kept."""
    _must_ask(by, survey.project)
    _lock_open(survey)
    if not 1 <= count <= MOST_SLIPS:
        raise ValueError(_("Print from 1 to 200 slips at a time."))
    codes = [new_code() for _number in range(count)]
    Ticket.objects.bulk_create(
        Ticket(survey=survey, kind=Ticket.Kind.SLIP, once_hash=keyed_hash("equality-slip", code)) for code in codes
    )
    note_step("survey.slips", subject=survey, project_id=survey.project_id, actor=by, count=count)
    return codes


def ticket_by_code(code: str) -> Ticket | None:
    """The unused ticket of a slip whose survey is open for answers."""
    rows = Ticket.objects.filter(once_hash=keyed_hash("equality-slip", plain_code(code)), kind=Ticket.Kind.SLIP)
    row = rows.filter(is_used=False).select_related("survey__project", "survey__gathering").first()
    return row if row and row.survey.is_open and row.survey.closes_on >= timezone.localdate() else None


@transaction.atomic
def note_sheets(survey: Survey, *, by: Person, sheets: int) -> None:
    """How many sheets of paper were given out: these people were asked too."""
    _must_ask(by, survey.project)
    if not 0 <= sheets <= MOST_SHEETS:
        raise ValueError(_("Give a number from 0 to 5000."))
    if not Survey.objects.filter(pk=survey.pk, closed_on=None).update(sheets=sheets):
        raise ValueError(_("It is closed already."))


def close_survey(survey: Survey, *, by: Person) -> None:
    """Make the safe tables, once and for all, and remove all numbers and tickets. There is no way back."""
    _must_ask(by, survey.project)
    _close(survey, by)


def close_forgotten_surveys(project: Project, until: date) -> int:
    """Questions whose last day was that day or before, and that nobody closed, are closed. Answers how many."""
    rows = Survey.objects.filter(project=project, opened_on__isnull=False, closed_on=None, closes_on__lte=until)
    old = list(rows)
    for survey in old:
        _close(survey, None)
    return len(old)


def _close(survey: Survey, by: Person | None) -> None:
    with transaction.atomic():
        Survey.objects.select_for_update().get(pk=survey.pk)
        today = timezone.localdate()
        mine = Survey.objects.filter(pk=survey.pk, closed_on=None, opened_on__isnull=False)
        if not mine.update(closed_on=today):
            raise ValueError(_("It is not open."))
        release = _release(survey)
        kept = {
            "answered": release.answered,
            "asked": max(asked_in(Survey.objects.get(pk=survey.pk)), release.answered),
            "tables": [_kept(table) for table in release.tables],
        }
        Survey.objects.filter(pk=survey.pk).update(told=kept)
        Tally.objects.filter(survey=survey).delete()
        Ticket.objects.filter(survey=survey).delete()
        note_step("survey.closed", subject=survey, project_id=survey.project_id, actor=by)
    forget_now()


def _kept(table: Any) -> dict[str, Any]:
    shown = [[list(cell), low, high] for cell, (low, high) in sorted(table.shown.items())]
    return {"questions": [one.key for one in table.questions], "shown": shown}


def _release(survey: Survey) -> Release:
    counts: dict[str, dict[tuple[str, ...], int]] = {}
    for row in Tally.objects.filter(survey=survey):
        counts.setdefault(row.table, {})[tuple(row.cell.split(","))] = row.count
    answered = sum(counts.pop("", {}).values())
    if answered < LEAST_ANSWERS:
        return Release(answered, ())
    singles = [(one.cells, counts[one.key]) for one in asked_questions(survey)]
    crossing = None
    if survey.crossing:
        crossing = ([QUESTIONS[key].cells for key in CROSSINGS[survey.crossing]], counts[survey.crossing])
    return tell(answered, singles, crossing, told_before(survey))


@transaction.atomic
def share_results(survey: Survey, *, by: Person, is_public: bool) -> None:
    """Show the safe tables to everybody who sees the project, or to its members only again."""
    _must_ask(by, survey.project)
    if not Survey.objects.filter(pk=survey.pk, closed_on__isnull=False).update(is_public=is_public):
        raise ValueError(_("Close it first."))
    verb = "survey.shared" if is_public else "survey.unshared"
    note_step(verb, subject=survey, project_id=survey.project_id, actor=by)


@transaction.atomic
def note_figure(survey: Survey, *, by: Person, question: str, option: str, share: int, source: str) -> None:
    """Put a share known from elsewhere beside ours, with where it comes from. The last one stands."""
    _must_ask(by, survey.project)
    source = clean_line(source)[:200]
    if question not in survey.questions or option not in QUESTIONS[question].options:
        raise ValueError(_("This is no answer to a question asked here."))
    if not source or not 0 <= share <= 100:
        raise ValueError(_("Give a number from 0 to 100, and where it comes from."))
    Figure.objects.update_or_create(
        survey=survey, question=question, option=option, defaults={"share": share, "source": source}
    )
