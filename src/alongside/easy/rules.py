"""Who may write other forms of public texts, and say how somebody reads."""

from typing import Any

from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.rules import is_member, is_open, may_host

may_write_forms = may_host & is_open


def may_set_reading(by: Any, person: Person, project: Project | None = None) -> bool:
    """The person; or a host of a project they are in, who sat with them or rang them."""
    if by is not None and by.pk == person.pk:
        return True
    return project is not None and bool(may_host(by, project)) and bool(is_member(person, project))
