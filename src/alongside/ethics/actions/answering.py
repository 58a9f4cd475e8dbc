"""Asking, saying yes, saying no, taking back. One row ends and the next begins; nothing is overwritten."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.ethics.actions.erasing import mark_of_permission
from alongside.ethics.kinds import BY_SAYING, NEEDED, OF_WORDS
from alongside.ethics.models import (
    LIVE,
    Acting,
    Handling,
    How,
    Kind,
    Notice,
    Permission,
    State,
    TakingBack,
    Young,
    new_record,
)
from alongside.ethics.permits import is_live
from alongside.ethics.queries import (
    WIDE,
    blocked_by_saying,
    handling_of,
    hash_of_notice,
    notice_words,
    notices_with,
    own_no,
)
from alongside.ethics.rules import may_answer, may_take_away, supporter_of
from alongside.ethics.support import only_they
from alongside.ethics.young import kinds_for_both, young_of
from alongside.gatherings.models import Gathering
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.actions.members import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.withdrawals import Reached, Withdrawal, all_reached, reach_everything

DAYS_OF_A_MONTH = 30.4375


def notices_of(project: Project, kinds: Iterable[str], handling: Handling, *, easy: bool = False) -> dict[str, Notice]:
    """The notice of each kind as it reads now, in the language in force; the exact words are kept once."""
    language = get_language() or "en"
    words = {kind: notice_words(kind, handling, easy=easy) for kind in kinds}
    hashes = {kind: hash_of_notice(text, language) for kind, text in words.items()}
    there = notices_with(project, hashes.values())
    for kind, key in hashes.items():
        if key not in there:
            there[key] = _keep_notice(project, kind, language, words[kind], key)
    return {kind: there[key] for kind, key in hashes.items()}


def _keep_notice(project: Project, kind: str, language: str, words: str, key: str) -> Notice:
    for _try in range(5):
        last = Notice.objects.filter(project=project, kind=kind).order_by("-number").first()
        try:
            with transaction.atomic():
                return Notice.objects.get_or_create(
                    project=project,
                    kind=kind,
                    sha256=key,
                    defaults={"number": last.number + 1 if last else 1, "language": language, "words": words},
                )[0]
        except IntegrityError:  # somebody kept the next one a moment ago
            continue
    raise ValueError(_("Please try again."))


def _ends_on(handling: Handling, today: date) -> date:
    return today + timedelta(days=round(handling.keep_months * DAYS_OF_A_MONTH))


def _next_state(now: Permission | None, yes: bool, today: date) -> str:
    """What the answer is after what was: a yes that has run out is over, so that the next answer begins anew."""
    was_yes = now is not None and is_live(now, today)
    if yes:
        return State.REAFFIRMED.value if was_yes else State.GIVEN.value
    return State.WITHDRAWN.value if was_yes else State.REFUSED.value


def _change(now: Permission | None, new: Permission) -> None:
    """End the state that is, begin the next; the same permission goes on where the last answer was no end of it."""
    if now is not None:
        if now.state == State.REQUESTED or is_live(now, timezone.localdate()):
            new.record = now.record
        if not Permission.objects.filter(pk=now.pk, until=None).update(until=new.at):
            raise ValueError(_("This was answered a moment ago. Look again."))
        if new.state == State.WITHDRAWN:
            note_erasure("permission", now.pk, mark_of_permission(now))
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as twice:
        raise ValueError(_("This was answered a moment ago. Look again.")) from twice


def _scope(project: Project, kind: str, gathering: Gathering | None, output: str, partner: str) -> dict[str, Any]:
    if kind == Kind.NOTES and (gathering is not None or output):
        raise ValueError(_("What we keep of what you say holds for the whole project."))
    if gathering is not None and gathering.project_id != project.pk:
        raise ValueError(_("This gathering belongs to another project."))
    if output and output not in NEEDED:
        raise ValueError(_("Choose where it holds."))
    return {"gathering": gathering, "output": output, "partner": clean_line(partner)[:120]}


def _acting(by: Person, person: Person, project: Project) -> str:
    own = supporter_of(by, person, project) if by.pk != person.pk else None
    return own.acting if own else Acting.SELF.value


def _must_leave_it(acting: str, person: Person, kind: str, young: Young | None, *, yes: bool, said_no: bool) -> None:
    """ValueError where the person's own no stands, or where somebody else would do what cannot be undone."""
    if acting == Acting.SELF:
        return
    if yes and said_no:
        words = _("%(name)s said no to this. Only %(name)s can change that.")
        raise ValueError(words % {"name": person.nickname})
    if not yes and not may_take_away(acting, kind, young):
        raise ValueError(only_they(person))


@transaction.atomic
def answer(
    project: Project,
    person: Person,
    kind: str,
    *,
    yes: bool,
    by: Person,
    how: str = How.SCREEN.value,
    gathering: Gathering | None = None,
    output: str = "",
    partner: str = "",
) -> Permission:
    """Write down a yes or a no, with the notice as it reads now. A no to something that was allowed withdraws it.

    PermissionDenied for others than the person, their supporter, or a host who says how they were told.
    """
    if not may_answer(by, person, project, how):
        raise PermissionDenied
    if kind not in Kind.values:
        raise ValueError(_("There is no such permission."))
    scope = _scope(project, kind, gathering, output, partner)
    if kind == Kind.SHARE and not scope["partner"] and not yes:
        return _close_partners(project, person, by=by, how=how)
    if kind == Kind.SHARE and not scope["partner"]:
        raise ValueError(_("Name the partner."))
    acting, young = _acting(by, person, project), young_of(project, person)
    second = acting == Acting.PARENT and kind in kinds_for_both(project, young)
    said_no = acting != Acting.SELF and not second and own_no(project, person, kind, scope)
    _must_leave_it(acting, person, kind, young, yes=yes, said_no=said_no)
    now = Permission.objects.select_for_update().filter(project=project, person=person, kind=kind, until=None, **scope)
    before, handling, today = now.filter(is_second=second).first(), handling_of(project), timezone.localdate()
    state = _next_state(before, yes, today)
    notice = notices_of(project, [kind], handling, easy=young is not None and acting == Acting.SELF)[kind]
    new = Permission(
        project=project, person=person, kind=kind, state=state, by=by, how=how, acting=acting, is_second=second,
        notice=notice, ends_on=_ends_on(handling, today) if yes else None, **scope,
    )  # fmt: skip
    _change(before, new)
    note_step(f"permission.{state}", subject=new, project_id=project.pk, actor=by, kind=kind)
    if not yes:
        _reach(new, by)
    return new


def _close_partners(project: Project, person: Person, *, by: Person, how: str) -> Permission:
    """No to sharing at all: every partner that was named loses it."""
    rows = Permission.objects.filter(project=project, person=person, kind=Kind.SHARE, until=None).exclude(partner="")
    closed = [answer(project, person, Kind.SHARE.value, yes=False, by=by, how=how, partner=r.partner) for r in rows]
    if not closed:
        raise ValueError(_("Nothing is shared with anybody."))
    return closed[0]


def _reach(row: Permission, by: Person) -> None:
    withdrawal = Withdrawal(
        person=row.person, project=row.project, kinds=frozenset({row.kind}), by=by,
        how="" if by.pk == row.person_id else row.how, gathering_id=row.gathering_id, output=row.output,
    )  # fmt: skip
    reach_everything(withdrawal)
    transaction.on_commit(forget_now)


@transaction.atomic
def withdraw(project: Project, person: Person, kinds: Iterable[str], *, by: Person, how: str = How.SCREEN.value) -> int:
    """Take these permissions back, wide and narrow, in one step; then all that hangs on them is reached.

    Taking back "keep what I say" takes the others about words with it. Answers how many yeses ended. What was reached
    is kept as the person's receipt (`TakingBack`), with numbers and without words.
    """
    if not may_answer(by, person, project, how):
        raise PermissionDenied
    chosen, acting = {kind for kind in kinds if kind in Kind.values}, _acting(by, person, project)
    young = young_of(project, person) if acting == Acting.PARENT else None
    for kind in chosen:
        _must_leave_it(acting, person, kind, young, yes=False, said_no=False)
    if acting == Acting.PARENT and chosen & (both := kinds_for_both(project, young)):
        for kind in sorted(chosen & both):  # a parent's no stands beside the young person's own answer
            answer(project, person, kind, yes=False, by=by, how=how)
        chosen -= both
    if Kind.NOTES.value in chosen:
        chosen |= OF_WORDS | {Kind.NAME.value}
    rows = list(
        Permission.objects.select_for_update().filter(
            project=project, person=person, kind__in=chosen, until=None, state__in=LIVE, is_second=False
        )
    )
    notices = notices_of(project, sorted({row.kind for row in rows} | chosen), handling_of(project))
    for row in rows:
        state = _next_state(row, yes=False, today=timezone.localdate())
        new = Permission(
            project=project, person=person, kind=row.kind, gathering=row.gathering,
            output=row.output, partner=row.partner, state=state, by=by, how=how,
            acting=acting, notice=notices[row.kind],
        )  # fmt: skip
        _change(row, new)
        note_step(f"permission.{state}", subject=new, project_id=project.pk, actor=by, kind=row.kind)
    _say_no_where_open(project, person, chosen, by, how, notices)
    withdrawal = Withdrawal(person, project, frozenset(chosen), by, "" if by.pk == person.pk else how)
    told = all_reached(withdrawal)
    reach_everything(withdrawal)
    _keep_receipt(withdrawal, told, how)
    transaction.on_commit(forget_now)
    return len(rows)


def _keep_receipt(withdrawal: Withdrawal, told: list[Reached], how: str) -> None:
    TakingBack.objects.create(
        project=withdrawal.project, person=withdrawal.person, by=withdrawal.by, how=how,
        kinds=sorted(withdrawal.kinds), reached=[asdict(one) for one in told],
    )  # fmt: skip


def _say_no_where_open(
    project: Project, person: Person, kinds: set[str], by: Person, how: str, notices: dict[str, Notice]
) -> None:
    """What was never answered, or only asked, is a no from now on: silence must not turn into a yes later.

    And what somebody else had answered with no is the person's own no from now on, which nobody else can change.
    """
    acting = _acting(by, person, project)
    wide = Permission.objects.filter(project=project, person=person, **WIDE)
    states = {row.kind: row for row in wide.filter(kind__in=kinds)}
    for kind in sorted(kinds - {Kind.SHARE.value}):
        before = states.get(kind)
        is_open = before is None or before.state == State.REQUESTED
        if is_open or (acting == Acting.SELF and before is not None and before.acting != Acting.SELF):
            new = Permission(
                project=project, person=person, kind=kind, state=State.REFUSED, by=by, how=how,
                acting=acting, notice=notices[kind],
            )  # fmt: skip
            _change(before, new)


def allow_by_saying(project: Project, person: Person, *, by: Person | None, how: str = How.SAYING.value) -> None:
    """Somebody says something where a page, or a host, tells what happens to it: what was never answered is a yes.

    A no that was said stays a no. ValueError when the person asked that nothing is kept.
    Call it inside the saying's transaction.
    """
    missing, keeps_nothing = blocked_by_saying(project, person)
    if keeps_nothing:
        raise ValueError(
            _("You asked us to keep nothing that is said here. Change that in My permissions first.")
            if by is None or by.pk == person.pk
            else _("This person asked us to keep nothing that they say here.")
        )
    if missing:
        _allow(project, person, [kind for kind in BY_SAYING if kind in missing], by=by, how=how)


def _allow(project: Project, person: Person, kinds: list[str], *, by: Person | None, how: str) -> None:
    handling = handling_of(project)
    notices = notices_of(project, kinds, handling)
    ends_on, now = _ends_on(handling, timezone.localdate()), timezone.now()
    asked = Permission.objects.filter(project=project, person=person, kind__in=kinds, **WIDE)
    records = dict(asked.values_list("kind", "record"))
    asked.update(until=now)
    Permission.objects.bulk_create(
        [
            Permission(
                record=records.get(kind) or new_record(), project=project, person=person, kind=kind,
                state=State.GIVEN, how=how, by=by, notice=notices[kind], at=now, ends_on=ends_on,
            )
            for kind in kinds
        ],
        ignore_conflicts=True,  # the same person says two things at once: one of them allows it
    )  # fmt: skip
    note_step("permission.given", subject=person, project_id=project.pk, actor=by, kinds=kinds, how=how)


def brought_in_rows(project_id: int, people: Iterable[int], *, today: date) -> list[Permission]:
    """Rows, not yet kept, for people whose words come in from elsewhere: the one who brings them in answers for it."""
    kinds = (Kind.QUOTE.value, Kind.NAME.value, Kind.PUBLISH.value)
    ends_on = _ends_on(Handling(), today)
    return [
        Permission(
            project_id=project_id, person_id=person, kind=kind, state=State.GIVEN, how=How.IMPORT, ends_on=ends_on
        )
        for person in people
        for kind in kinds
    ]  # fmt: skip


def allow_brought_in(project: Project, people: Iterable[int]) -> None:
    """Words of these people, who were here before, came in from elsewhere: what they never answered is a yes.

    ValueError when one of them asked that nothing is kept. Call it inside the bringing in's transaction.
    """
    chosen = set(people)
    if not chosen:
        return
    wide = Permission.objects.filter(project=project, **WIDE)
    there = list(wide.filter(person__in=chosen))
    today = timezone.localdate()
    if any(row.kind == Kind.NOTES and row.state != State.REQUESTED and not is_live(row, today) for row in there):
        raise ValueError(_("Somebody whose words are among these asked us to keep nothing of what they say here."))
    answered = {(row.person_id, row.kind) for row in there if row.state != State.REQUESTED}
    records = {(row.person_id, row.kind): row.record for row in there if row.state == State.REQUESTED}
    rows = brought_in_rows(project.pk, sorted(chosen), today=today)
    new = [row for row in rows if (row.person_id, row.kind) not in answered]
    for row in new:
        row.record = records.get((row.person_id, row.kind), row.record)
    asked = wide.filter(state=State.REQUESTED, kind__in={row.kind for row in new}, person__in=chosen)
    asked.update(until=timezone.now())
    Permission.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)


@transaction.atomic
def ask(project: Project, people: Iterable[Person], kinds: Iterable[str], *, by: Person) -> int:
    """A host asks members for these permissions. Whoever has answered, or was asked before, is not asked again."""
    must_host(by, project)
    wanted = [kind for kind in Kind.values if kind in set(kinds) and kind != Kind.SHARE.value]
    if not wanted:
        raise ValueError(_("Choose what to ask for."))
    chosen = [person.pk for person in people]
    inside = Membership.objects.filter(project=project, person__in=chosen, left_at=None).values_list(
        "person", flat=True
    )
    wide = Permission.objects.filter(project=project, **WIDE)
    there = set(wide.filter(kind__in=wanted, person__in=chosen).values_list("person_id", "kind"))
    notices = notices_of(project, wanted, handling_of(project))
    rows = [
        Permission(project=project, person_id=person, kind=kind, state=State.REQUESTED, by=by, notice=notices[kind])
        for person in inside
        for kind in wanted
        if (person, kind) not in there
    ]
    made = Permission.objects.bulk_create(rows, ignore_conflicts=True)
    if made:
        note_step("permissions.asked", subject=project, project_id=project.pk, actor=by, kinds=wanted, count=len(made))
    return len(made)
