"""The only writers of agreements: versions, what members propose, and what they say to it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.care.models import Agreement, AgreementSeen, How, Proposal, ProposalView
from alongside.care.points import LONGEST_LINE, MOST_LINES
from alongside.care.queries.agreement import agreement_of
from alongside.care.rules import may_propose, may_write_agreement
from alongside.gatherings.models import Gathering
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.models import Project


def begin_version_from(lines: Iterable[str]) -> str:
    """The words of a version to begin with, one rule on each line: trimmed, each once, none empty, 40 at most.

    Nothing is kept: a host reads it, changes it and makes it the next version.
    """
    cleaned = (clean_line(line)[:LONGEST_LINE] for line in lines)
    return "\n".join(list(dict.fromkeys(line for line in cleaned if line))[:MOST_LINES])


def _lines(words: str) -> str:
    lines = [line for typed in clean_words(words).split("\n") if (line := clean_line(typed))]
    if not lines:
        raise ValueError(_("Write at least one rule."))
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise ValueError(_("At most 40 rules, each with at most 300 letters."))
    return "\n".join(dict.fromkeys(lines))


def _check_day(day: date, last: Agreement | None, project: Project, gathering: Gathering | None) -> None:
    if day > timezone.localdate():
        raise ValueError(_("This day has not come yet."))
    if last and day < last.agreed_on:
        raise ValueError(_("The version before was agreed later than this day."))
    if gathering and gathering.project_id != project.pk:
        raise ValueError(_("This gathering belongs to another project."))


@transaction.atomic
def make_agreement(
    project: Project,
    *,
    by: Person,
    words: str,
    how: str,
    agreed_on: date,
    how_words: str = "",
    gathering: Gathering | None = None,
    proposals: Sequence[Proposal] = (),
) -> Agreement:
    """Write down the next version, as the group agreed it. Earlier versions stay; the same rules again are refused.

    `proposals` are those that are in it now; they are told so.
    """
    if not may_write_agreement(by, project):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)
    last, words = agreement_of(project), _lines(words)
    if how not in How.values:
        raise ValueError(_("Choose how the group agreed."))
    _check_day(agreed_on, last, project, gathering)
    if last and last.words == words:
        raise ValueError(_("These are the rules already. Change a line first."))
    row = Agreement.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        words=words,
        how=how,
        how_words=clean_line(how_words)[:300],
        gathering=gathering,
        agreed_on=agreed_on,
        made_by=by,
    )
    waiting = Proposal.objects.filter(project=project, outcome="", pk__in=[one.pk for one in proposals])
    waiting.update(outcome=Proposal.Outcome.IN_IT, version=row, ended_at=timezone.now())
    note_step("agreement.made", subject=row, project_id=project.pk, actor=by, number=row.number)
    return row


@transaction.atomic
def mark_read(agreement: Agreement, *, by: Person) -> None:
    """Say that one has read this version. Saying it twice is saying it once."""
    if not may_propose(by, agreement.project):
        raise PermissionDenied
    _row, is_new = AgreementSeen.objects.get_or_create(agreement=agreement, person=by)
    if is_new:
        note_step("agreement_view.read", subject=agreement, project_id=agreement.project_id, actor=by)


@transaction.atomic
def propose_change(project: Project, *, by: Person, words: str, why: str, submit_key: str = "") -> Proposal:
    """Propose another rule, or another wording, and say why. The same form sent twice counts once."""
    if not may_propose(by, project):
        raise PermissionDenied
    words, why = clean_words(words)[:2000], clean_words(why)[:2000]
    if not words:
        raise ValueError(_("Write what should change."))
    if not why:
        raise ValueError(_("Say why. It helps the others to understand."))
    try:
        with transaction.atomic():
            key = submit_key[:64] or None
            row = Proposal.objects.create(project=project, person=by, words=words, why=why, submit_key=key)
    except IntegrityError:
        twin = Proposal.objects.filter(submit_key=submit_key[:64], project=project, person=by).first()
        if twin is None:
            raise ValueError(_("Please open the page again and send it once more.")) from None
        return twin
    note_step("agreement.proposed", subject=row, project_id=project.pk, actor=by)
    return row


@transaction.atomic
def say_to_proposal(proposal: Proposal, *, by: Person, kind: str) -> None:
    """I can live with it, or I want to talk about it. Said again, the newer one counts."""
    if not may_propose(by, proposal.project):
        raise PermissionDenied
    if kind not in ProposalView.Kind.values:
        raise ValueError(_("Choose one of the two."))
    if proposal.outcome:
        raise ValueError(_("The group has dealt with this already."))
    ProposalView.objects.update_or_create(proposal=proposal, person=by, defaults={"kind": kind, "at": timezone.now()})
    note_step("agreement_view.given", subject=proposal, project_id=proposal.project_id, actor=by)


@transaction.atomic
def leave_proposal(proposal: Proposal, *, by: Person, reason: str) -> None:
    """Write down that the group talked about it and leaves it for now, and why."""
    if not may_write_agreement(by, proposal.project):
        raise PermissionDenied
    reason = clean_words(reason)[:2000]
    if not reason:
        raise ValueError(_("Say why. Whoever proposed it reads this."))
    row = Proposal.objects.filter(pk=proposal.pk, outcome="")
    if not row.update(outcome=Proposal.Outcome.NOT_NOW, reason=reason, ended_at=timezone.now()):
        raise ValueError(_("The group has dealt with this already."))
    note_step("agreement.left", subject=proposal, project_id=proposal.project_id, actor=by)


@transaction.atomic
def take_back_proposal(proposal: Proposal, *, by: Person) -> None:
    """The person's own words go; that there was a proposal stays. Also after it was dealt with."""
    if proposal.person_id != by.pk:
        raise PermissionDenied
    _empty(proposal, by=by)


def _mark(proposal: Proposal) -> str:
    """What only this proposal has."""
    return keyed_hash("erased", f"proposal:{proposal.pk}:{proposal.made_at.isoformat()}")


def _empty(proposal: Proposal, *, by: Person | None) -> None:
    changed = {"words": "", "why": "", "outcome": Proposal.Outcome.TAKEN_BACK, "ended_at": timezone.now()}
    Proposal.objects.filter(pk=proposal.pk).update(**changed)
    note_erasure("proposal", proposal.pk, _mark(proposal))
    note_step("agreement.taken_back", subject=proposal, project_id=proposal.project_id, actor=by)
    transaction.on_commit(forget_now)


@transaction.atomic
def forget_proposals(project: Project, person: Person) -> int:
    """The person asked that nothing they said here is kept; `ethics` asked who may. Answers how many."""
    rows = Proposal.objects.filter(project=project, person=person).exclude(outcome=Proposal.Outcome.TAKEN_BACK)
    found = list(rows)
    for row in found:
        _empty(row, by=None)
    return len(found)


@transaction.atomic
def forget_proposal_again(proposal_id: int, mark: str) -> bool:
    """An old backup brought it back: its words go again. False if this is another one."""
    row = Proposal.objects.filter(pk=proposal_id).exclude(outcome=Proposal.Outcome.TAKEN_BACK).first()
    if row is None or _mark(row) != mark:
        return False
    _empty(row, by=None)
    return True
