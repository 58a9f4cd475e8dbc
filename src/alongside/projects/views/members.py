"""Hosts look after who is in a project; members look after their own place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.forms import KeyedForm
from alongside.kit.limits import allow
from alongside.kit.paging import page_of
from alongside.kit.text import clean_line
from alongside.people.actions import give_card
from alongside.projects import actions, queries
from alongside.projects.access import person_of, project_page
from alongside.projects.forms import AddManyForm, AddPersonForm, MemberForm, NamingForm
from alongside.projects.models import Membership, Project, Role
from alongside.projects.paper import PaperCard, paper_card
from alongside.projects.parts import parts_of
from alongside.projects.rules import is_member, may_host, may_print_card, membership_of
from alongside.projects.views.desk import page_with_form, sent, shown


@require_safe
@project_page(may_host)
def manage(request: HttpRequest, project: Project) -> HttpResponse:
    """Everyone in the project with side and roles, to search and page through."""
    sought = clean_line(request.GET.get("q", ""))[:80]
    gone = request.GET.get("gone") == "1"
    rows = queries.past_members_of(project) if gone else queries.members_of(project)
    if sought:
        rows = rows.filter(Q(person__nickname__icontains=sought) | Q(person__full_name__icontains=sought))
    context = {"project": project, "page": page_of(rows, request), "sought": sought, "gone": gone}
    return render(request, "projects/manage.html", context)


@page_with_form
@project_page(may_host)
def add_people(request: HttpRequest, project: Project) -> HttpResponse:
    """Add one person by a nickname, then print their card. Below it, the form for many."""
    form = AddPersonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _add(request, project, form, [form.cleaned_data["nickname"]])
    context = {"project": project, "form": form, "many": AddManyForm(prefix="many")}
    return shown(request, "projects/add_people.html", context, form)


def _add(request: HttpRequest, project: Project, form: KeyedForm, nicknames: list[str]) -> HttpResponse:
    if not _is_first_time(request, form.cleaned_data["submit_key"]):
        return _was_shown(request, project)
    made = actions.add_new_people(project, nicknames, by=person_of(request), side=form.cleaned_data["side"])
    return render(request, "projects/card_sheet.html", {"project": project, "cards": _cards(request, made)})


def _is_first_time(request: HttpRequest, key: str) -> bool:
    """Cards are shown in the answer to a form and never kept: loading that page again must not make new ones."""
    return not key or allow("card-sheet", f"{request.user.pk}:{key}", most=1, seconds=24 * 60 * 60)


def _was_shown(request: HttpRequest, project: Project) -> HttpResponse:
    messages.info(
        request, _("That sheet was shown before. Nothing was done again. A new card is made on the person's own page.")
    )
    return redirect("projects:manage", project.slug)


def _cards(request: HttpRequest, rows: list[Membership]) -> list[PaperCard]:
    return [paper_card(request, row.person, give_card(row.person, by=person_of(request))) for row in rows]


@require_POST
@project_page(may_host)
def add_many(request: HttpRequest, project: Project) -> HttpResponse:
    """Add many people at once; answers the sheet of their cards, which can be shown only now."""
    many = AddManyForm(request.POST, prefix="many")
    if not many.is_valid():
        context = {"project": project, "form": AddPersonForm(), "many": many}
        return shown(request, "projects/add_people.html", context, many)
    return _add(request, project, many, many.cleaned_data["nicknames"])


def _member(project: Project, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), project=project, pk=pk)


@page_with_form
@project_page(may_host)
def member(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One person as hosts see them: side, roles, card, and the end of their place."""
    row = _member(project, pk)
    held = list(Role.objects.filter(membership=row).values_list("name", flat=True))
    form = MemberForm(sent(request), initial={"side": row.side, "roles": held})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_roles(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("projects:manage", project.slug)
        except ValueError as error:
            form.add_error("roles", str(error))
    context = {"project": project, "member": row, "form": form, "may_print_card": may_print_card(request.user, row)}
    return shown(request, "projects/member.html", context, form)


@never_cache
@page_with_form
@project_page(may_host)
def card(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A new card for a member; the old one dies. Asks first, then shows it once."""
    row = _member(project, pk)
    if not may_print_card(request.user, row):
        raise PermissionDenied
    form = KeyedForm(sent(request))
    if request.method == "POST" and form.is_valid():
        if not _is_first_time(request, form.cleaned_data["submit_key"]):
            return _was_shown(request, project)
        return render(request, "projects/card_sheet.html", {"project": project, "cards": _cards(request, [row])})
    return render(request, "projects/card.html", {"project": project, "member": row, "form": form})


@require_POST
@project_page(may_host)
def remove(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = _member(project, pk)
    try:
        actions.remove_member(row, by=person_of(request))
        messages.success(request, _("%(name)s is not in the project any more.") % {"name": row.person.nickname})
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("projects:manage", project.slug)


@require_POST
@project_page(may_host)
def bring_back(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = _member(project, pk)
    actions.add_member(project, row.person, by=person_of(request), side=row.side)
    messages.success(request, _("%(name)s is back in.") % {"name": row.person.nickname})
    return redirect("projects:member", project.slug, row.pk)


@page_with_form
@project_page(is_member)
def me(request: HttpRequest, project: Project) -> HttpResponse:
    """My place in this project: how I am shown."""
    row = membership_of(request.user, project)
    assert row is not None  # the door asked for a member
    form = NamingForm(sent(request), initial={"naming": row.naming})
    if request.method == "POST" and form.is_valid():
        actions.choose_naming(row, by=person_of(request), naming=form.cleaned_data["naming"])
        messages.success(request, _("This is how you are shown from now on."))
        return redirect("projects:me", project.slug)
    context = {"project": project, "form": form, "member": row, "parts": parts_of("me", project, request.user)}
    return shown(request, "projects/me.html", context, form)


@page_with_form
@project_page(is_member)
def leave(request: HttpRequest, project: Project) -> HttpResponse:
    """Leave the project. Asks first, and says what stays."""
    row = membership_of(request.user, project)
    assert row is not None  # the door asked for a member
    if request.method != "POST":
        return render(request, "projects/leave.html", {"project": project, "leads_alone": queries.leads_alone(row)})
    try:
        actions.remove_member(row, by=person_of(request))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("projects:leave", project.slug)
    messages.success(
        request, _("You have left “%(title)s”. Thank you for being part of it.") % {"title": project.title}
    )
    return redirect("web:home")
