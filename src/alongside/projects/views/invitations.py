"""Ways in: hosts make invitations, and people use them."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.kit.codes import plain_code
from alongside.kit.paging import page_of
from alongside.people.access import TooManyTries, try_code
from alongside.projects import actions, queries
from alongside.projects.access import person_of, project_page
from alongside.projects.forms import CodeForm, InvitationForm, NicknameForm
from alongside.projects.models import Invitation, Project, RoleName
from alongside.projects.paper import letter, paper_card
from alongside.projects.rules import is_member, may_host
from alongside.projects.views.desk import page_with_form, sent, shown

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@page_with_form
@project_page(may_host)
def invitations(request: HttpRequest, project: Project) -> HttpResponse:
    """Live invitations, and a form that makes one. A new one is shown once, as a letter to print."""
    form = InvitationForm(sent(request))
    if request.method == "POST" and not project.ended_on and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if not name.startswith("letter_")}
        token = actions.invite(project, by=person_of(request), **asked)
        context = {"project": project, "letter": letter(request, token), "invitation": form.cleaned_data}
        context["promise"] = queries.promise_of(project)
        return render(request, "projects/letter.html", context)
    page = page_of(queries.live_invitations(project), request)
    names = dict(RoleName.choices)
    live = [{"row": row, "roles": [names.get(role, role) for role in row.roles]} for row in page.items]
    context = {"project": project, "form": form, "page": page, "live": live}
    return shown(request, "projects/invitations.html", context, form)


@require_POST
@project_page(may_host)
def end_invitation(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    actions.end_invitation(get_object_or_404(Invitation, project=project, pk=pk), by=person_of(request))
    messages.success(request, _("This invitation opens nothing any more."))
    return redirect("projects:invitations", project.slug)


@page_with_form
def join_by_code(request: HttpRequest) -> HttpResponse:
    """Where a code from a letter is typed in."""
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        code = plain_code(form.cleaned_data["code"])
        try:
            found = try_code(request, "invitation", queries.invitation_by_token, code)
            if found:
                return redirect("projects:join", code)
            wrong = _("This code does not open anything. Look at the letter again, or ask who gave it to you.")
        except TooManyTries as wait:
            wrong = str(wait)
        form.add_error("code", wrong)
    return shown(request, "projects/join_by_code.html", {"form": form}, form)


def _gone(request: HttpRequest) -> HttpResponse:
    """Expired, used up or never made: one page, that tells nothing apart."""
    return render(request, "projects/join_gone.html", status=404)


@never_cache
@page_with_form
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the invitation is to, and the ways in. Looking never uses it up."""
    try:
        invitation = try_code(request, "invitation", queries.invitation_by_token, token)
    except TooManyTries as wait:
        return render(request, "projects/join_gone.html", {"why": str(wait)}, status=429)
    if invitation is None:
        return _gone(request)
    if request.method == "POST" and request.user.is_authenticated:
        return _join_as_myself(request, token)
    form = NicknameForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _join_with_a_nickname(request, token, form.cleaned_data["nickname"])
    if not request.user.is_authenticated:
        request.session["invitation"] = plain_code(token)
    project, names = invitation.project, dict(RoleName.choices)
    context = {"project": project, "promise": queries.promise_of(project), "form": form, "invitation": invitation}
    context |= {"side": project.side_name(invitation.side), "roles": [names[role] for role in invitation.roles]}
    context["is_in"] = is_member(request.user, project)
    return shown(request, "projects/join.html", context, form)


def _join_as_myself(request: HttpRequest, token: str) -> HttpResponse:
    try:
        membership = actions.accept_invitation(token, person_of(request))
    except ValueError as error:
        return render(request, "projects/join_gone.html", {"why": str(error)}, status=404)
    request.session.pop("invitation", None)
    messages.success(request, _("You are in. Good to have you here."))
    return redirect("projects:project", membership.project.slug)


def _join_with_a_nickname(request: HttpRequest, token: str, nickname: str) -> HttpResponse:
    """Make the person, sign them in, and show their card: once."""
    try:
        membership, code = actions.join_as_new_person(token, nickname)
    except ValueError:
        return _gone(request)
    login(request, membership.person, backend=BACKEND)
    request.session.pop("invitation", None)
    card = paper_card(request, membership.person, code)
    return render(request, "projects/joined.html", {"project": membership.project, "card": card})
