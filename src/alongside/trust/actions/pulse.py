"""The only writers of pulses. An answer raises a few numbers by one and uses up a ticket; nothing ties the two.

No step of the ledger tells of an answer: a step has a time. After each answer SQLite's write-ahead log is emptied,
because its pages would show the ticket and the numbers side by side. Why: `docs/decisions/0021-trust-pulse.md`.
"""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.engines.pulse import Told, tell
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project, Side
from alongside.trust.models import Pulse, Tally, Ticket
from alongside.trust.queries.pulse import earliest
from alongside.trust.questions import QUESTIONS, SCORES
from alongside.trust.rules import may_answer, may_open_pulse, side_of

Scores = Mapping[str, int | None]
LEAST_DAYS, MOST_DAYS = 3, 60


@transaction.atomic
def open_pulse(project: Project, *, by: Person, closes_on: date) -> Pulse:
    """Ask everybody: a ticket for each member, a nought for each answer, in random order.

    ValueError while another is open, sooner than four weeks after the last, or for a day too near or too far.
    """
    must_host(by, project)
    today = timezone.localdate()
    if project.ended_on:
        raise ValueError(_("This project has ended. Open it again first."))
    if not today + timedelta(days=LEAST_DAYS) <= closes_on <= today + timedelta(days=MOST_DAYS):
        raise ValueError(_("Choose a day from 3 to 60 days from now."))
    Project.objects.select_for_update().get(pk=project.pk)
    last = Pulse.objects.filter(project=project).order_by("-number").first()
    if last and last.is_open:
        raise ValueError(_("A pulse is open already. Close it first."))
    if last and today < earliest(last):
        raise ValueError(_("Wait until four weeks after the last pulse. So nobody's answer shows in the difference."))
    row = Pulse.objects.create(project=project, number=last.number + 1 if last else 1, closes_on=closes_on)
    _ask(row)
    note_step("pulse.opened", subject=row, project_id=project.pk, actor=by, number=row.number)
    return row


def _ask(pulse: Pulse) -> None:
    members = list(Membership.objects.filter(project=pulse.project, left_at=None).values_list("person_id", "side"))
    secrets.SystemRandom().shuffle(members)
    Ticket.objects.bulk_create(Ticket(pulse=pulse, person_id=one, side=side) for one, side in members)
    Tally.objects.bulk_create(
        Tally(pulse=pulse, side=side, question=question, score=score)
        for side in Side.values
        for question, scores in (("", (0,)), *((key, SCORES) for key in QUESTIONS))
        for score in scores
    )


def answer_as_member(pulse: Pulse, *, by: Person, said: Scores | None) -> bool:
    """Count a member's answers, or with None that they decline. False when their ticket was used before."""
    if not may_answer(by, pulse.project):
        raise PermissionDenied
    return _answer_of(pulse, by, said)


def answer_by_phone(pulse: Pulse, *, by: Person, person: Person, said: Scores | None) -> None:
    """A member told a host, or with None that they decline: their ticket is used, so that they are not asked again.

    Who told what is kept nowhere, and the host does not learn whether it was used before. ValueError for no answer.
    """
    if not may_open_pulse(by, pulse.project) or not may_answer(person, pulse.project):
        raise PermissionDenied
    if said is not None and not _known(said):
        raise ValueError(_("Type in an answer, or tick that they do not want to answer."))
    _answer_of(pulse, person, said)


def _answer_of(pulse: Pulse, person: Person, said: Scores | None) -> bool:
    with transaction.atomic():
        _lock_open(pulse)
        side = side_of(person, pulse.project)
        ticket = Ticket.objects.get_or_create(pulse=pulse, person=person, defaults={"side": side})[0]
        counted = _use(ticket, said)
    forget_now()
    return counted


def type_in_sheet(pulse: Pulse, *, by: Person, side: str, said: Scores, submit_key: str) -> bool:
    """Count one sheet out of the box; of whom it is nobody knows. The same form sent twice counts once; then False."""
    must_host(by, pulse.project)
    if side not in Side.values:
        raise ValueError(_("Choose the side that is ticked on the sheet."))
    if len(submit_key) < 12:
        raise ValueError(_("Please open this page again and type the sheet once more."))
    once = keyed_hash("pulse-sheet", f"{pulse.pk}:{submit_key}")
    try:
        with transaction.atomic():
            _lock_open(pulse, is_pile=True)
            ticket = Ticket.objects.create(pulse=pulse, side=side, once_hash=once)
            counted = _use(ticket, said)
    except IntegrityError:
        return False
    forget_now()
    return counted


def _lock_open(pulse: Pulse, *, is_pile: bool = False) -> None:
    """Nobody closes it while this answer is counted. A pile can be typed in after the last day, until it is closed."""
    row = Pulse.objects.select_for_update().get(pk=pulse.pk)
    if not row.is_open or (row.closes_on < timezone.localdate() and not is_pile):
        raise ValueError(_("This pulse is not open for answers."))


def _known(said: Scores) -> dict[str, int]:
    return {key: score for key in QUESTIONS if (score := said.get(key)) in SCORES and score is not None}


def _use(ticket: Ticket, said: Scores | None) -> bool:
    """Use the ticket up; where that is new, raise the numbers. Answers to nothing decline."""
    if not Ticket.objects.filter(pk=ticket.pk, is_used=False).update(is_used=True):
        return False
    if known := _known(said or {}):
        for key, score in {"": 0, **known}.items():
            rows = Tally.objects.filter(pulse=ticket.pulse_id, side=ticket.side, question=key, score=score)
            rows.update(count=F("count") + 1)
    return True


def close_pulse(pulse: Pulse, *, by: Person) -> None:
    """Tell what may be told, once and for all, and remove all numbers and tickets. Not before the last day."""
    must_host(by, pulse.project)
    with transaction.atomic():
        row = Pulse.objects.select_for_update().get(pk=pulse.pk)
        today = timezone.localdate()
        if not row.is_open:
            raise ValueError(_("It is closed already."))
        if today < row.closes_on:
            raise ValueError(_("People may answer until the last day. Close it then."))
        told = {side: _told(row, side) for side in Side.values}
        Pulse.objects.filter(pk=row.pk, closed_on=None).update(closed_on=today, told=told)
        Tally.objects.filter(pulse=row).delete()
        Ticket.objects.filter(pulse=row).delete()
        note_step("pulse.closed", subject=row, project_id=row.project_id, actor=by, number=row.number)
    forget_now()


def _told(pulse: Pulse, side: str) -> dict[str, Any]:
    """What is kept of one side: how many were asked and answered, and of each question what may be told."""
    counts: dict[str, list[int]] = {key: [0] * len(SCORES) for key in ("", *QUESTIONS)}
    for row in Tally.objects.filter(pulse=pulse, side=side):
        counts[row.question][row.score] = row.count
    tickets = Ticket.objects.filter(pulse=pulse, side=side)
    answered = counts[""][0]
    asked = max(tickets.filter(person__isnull=False).count(), answered)
    questions = {key: _kept(tell(counts[key], asked)) for key in QUESTIONS}
    return {"asked": asked, "answered": answered, "questions": questions}


def _kept(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"answered": told.answered, "median": told.median, "spread": told.spread}
