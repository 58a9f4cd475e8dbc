"""The door of every project page: found only by those who may see it, opened only to those the rule names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.rules import may_see

View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD", "POST"]  # pages know no others


def visible_project(person: Any, slug: str) -> Project:
    """The project, or Http404 for those who may not know that it is there."""
    project = get_object_or_404(Project, slug=slug)
    if not may_see(person, project):
        raise Http404
    return project


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. PermissionDenied for a stranger: the page's rule should have stopped them."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def project_page(rule: Callable[[Any, Project], bool] = may_see) -> Callable[[View], View]:
    """Decorate `view(request, project, …)`; its URL gives `slug`.

    Unseen project: 404. Not signed in where the rule asks for a role: the sign-in page, then back here.
    Signed in without the role: 403 in plain words.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            project = visible_project(request.user, slug)
            if not rule(request.user, project):
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied
            return view(request, project, *args, **kwargs)

        return page

    return decorate
