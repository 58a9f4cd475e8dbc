"""Which rules were in force when; what members propose and say to it."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from alongside.care.models import Agreement, AgreementSeen, Proposal, ProposalView
from alongside.people.models import Person
from alongside.projects.models import Project


def agreements_of(project: Project) -> QuerySet[Agreement]:
    """All versions, newest first."""
    return Agreement.objects.filter(project=project).select_related("gathering").order_by("-number")


def agreement_of(project: Project) -> Agreement | None:
    """The newest version, None before the first."""
    return agreements_of(project).first()


def agreement_in_force(project: Project, on: date) -> Agreement | None:
    """The version that the group had agreed by the end of this day; None if it had none yet."""
    return agreements_of(project).filter(agreed_on__lte=on).first()


def proposals_of(project: Project) -> QuerySet[Proposal]:
    """Newest first, each with `live` and `talk`: how many said what."""
    rows = Proposal.objects.filter(project=project).select_related("version").order_by("-id")
    return rows.annotate(
        live=Count("views", filter=Q(views__kind=ProposalView.Kind.LIVE)),
        talk=Count("views", filter=Q(views__kind=ProposalView.Kind.TALK)),
    )


def open_proposals(project: Project) -> QuerySet[Proposal]:
    return proposals_of(project).filter(outcome="")


def said_by(person: Any, proposals: list[Proposal]) -> dict[int, str]:
    """What this person said to each of these."""
    if not isinstance(person, Person):
        return {}
    rows = ProposalView.objects.filter(person=person, proposal__in=proposals)
    return dict(rows.values_list("proposal_id", "kind"))


def has_read(person: Any, agreement: Agreement | None) -> bool:
    if agreement is None or not isinstance(person, Person):
        return False
    return AgreementSeen.objects.filter(agreement=agreement, person=person).exists()
