"""Who may say what somebody allows."""

from typing import Any

from alongside.ethics.models import How, Supporter
from alongside.people.models import Person
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host

BY_HOSTS = frozenset({How.TOLD.value, How.PHONE.value, How.PAPER.value})


def supporter_of(by: Any, person: Person, project: Project) -> Supporter | None:
    """The standing agreement by which `by` may answer for the person in this project."""
    whom = getattr(by, "pk", None) or 0
    rows = Supporter.objects.filter(project=project, person=person, supporter_id=whom, ended_at=None)
    return rows.filter(supporter__is_active=True).first()


def may_answer(by: Any, person: Person, project: Project, how: str) -> bool:
    """The person; a supporter they agreed to; or a host who writes down what a member told them, and says how."""
    if by is not None and (by.pk == person.pk or supporter_of(by, person, project) is not None):
        return True
    inside = Membership.objects.filter(project=project, person=person).exists()
    return how in BY_HOSTS and inside and bool(may_host(by, project))
