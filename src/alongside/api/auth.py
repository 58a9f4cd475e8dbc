"""Who is asking, with which scopes, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from alongside.people.models import Person
from alongside.people.queries import person_by_token
from alongside.projects.access import visible_project
from alongside.projects.models import Project


@dataclass(frozen=True)
class Caller:
    """The person behind a request; a stranger has no scopes beyond reading what anyone may read."""

    person: Any
    scopes: frozenset[str]


STRANGER = Caller(AnonymousUser(), frozenset())


class Token(HttpBearer):
    """A bearer token. A wrong one answers 401, whatever is asked for."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        found = person_by_token(token)
        return Caller(found[0], frozenset(found[1])) if found else None


def nobody(request: HttpRequest) -> Caller | None:
    """No Authorization header at all: a stranger may read what is public."""
    return None if request.headers.get("Authorization") else STRANGER


def caller_of(request: HttpRequest) -> Caller:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja from Token or nobody
    return caller


def project_for(request: HttpRequest, slug: str) -> Project:
    """The project, or 404 for a caller who may not know of it. A token must have the scope `read`."""
    caller = caller_of(request)
    if caller is not STRANGER and "read" not in caller.scopes:
        raise HttpError(403, "This token may not read.")
    return visible_project(caller.person, slug)


def person_for(request: HttpRequest, scope: str) -> Person:
    """The signed-in person. 401 without a token, 403 when the token lacks the scope."""
    caller = caller_of(request)
    if caller is STRANGER:
        raise HttpError(401, "This needs a token.")
    if scope not in caller.scopes:
        raise HttpError(403, f"This token lacks the scope {scope}.")
    person: Person = caller.person
    return person


def work_in(
    request: HttpRequest, slug: str, scope: str, rule: Callable[[Any, Project], bool]
) -> tuple[Person, Project]:
    """The person and the project, when the token has the scope and the person the role that `rule` asks for."""
    person = person_for(request, scope)
    project = visible_project(person, slug)
    if not rule(person, project):
        raise HttpError(403, "Your role in this project does not allow that.")
    return person, project
