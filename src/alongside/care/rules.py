"""Who may do what here. A concern is for the safeguarding lead of its project and for nobody else, admins included."""

from typing import Any

from rules.predicates import predicate

from alongside.projects.models import Project, RoleName
from alongside.projects.rules import may_host, may_take_part, roles_of


@predicate
def is_lead(person: Any, project: Project) -> bool:
    return RoleName.SAFEGUARDING.value in roles_of(person, project)


may_propose = may_take_part
may_write_agreement = may_host
may_read_concerns = is_lead
