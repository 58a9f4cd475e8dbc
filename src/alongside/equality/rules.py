"""Who may do what here. Nobody may see a raw number: there is no rule for it, because there is no page."""

from typing import Any

from alongside.equality.models import Survey
from alongside.projects.models import Project
from alongside.projects.rules import is_member, may_host, may_take_part

may_ask = may_host
may_answer = may_take_part


def may_see_survey(person: Any, survey: Survey, project: Project) -> bool:
    """Members and hosts; everybody who sees the project, once a host shares it. Drafts are the hosts'."""
    if may_host(person, project):
        return True
    if survey.opened_on is None:
        return False
    return bool(is_member(person, project) or (survey.is_public and survey.closed_on))
