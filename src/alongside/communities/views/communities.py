"""The map, one community, and what hosts write down about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.communities import actions
from alongside.communities.drawing import draw_map
from alongside.communities.forms import AddForm, EditForm, HowFarForm, NextForm, TryForm
from alongside.communities.models import Hint
from alongside.communities.queries import connectors, doors, mapped
from alongside.communities.rules import connecting, may_hint, may_know_few, may_map, may_open_door
from alongside.communities.views.parts import community_for, page_with_form, sent, status_of
from alongside.kit.paging import page_of
from alongside.kit.text import number_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_member, may_host


@require_safe
@project_page()
def communities(request: HttpRequest, project: Project) -> HttpResponse:
    """The map with its table, who is missing, who is here, and who said not now."""
    found, hosting = mapped.places(project, request.user), may_host(request.user, project)
    context = {
        "project": project,
        "places": found,
        "drawing": draw_map(found),
        "missing": mapped.missing_of(found),
        "here": mapped.here_of(found),
        "not_now": mapped.not_now_of(found),
        "came": _came(request, project, found),
        "may_host": hosting,
        "may_map": may_map(request.user, project),
        "may_hint": may_hint(request.user, project),
        "hints": list(mapped.open_hints(project)[:50]) if hosting else [],
    }
    return render(request, "communities/communities.html", context)


def _came(request: HttpRequest, project: Project, found: list[mapped.Place]) -> dict[int, str]:
    """Community -> how many came through its doors, as far as it may be told."""
    counts, hosting = doors.came_to(project), may_host(request.user, project)
    told = {one.community.pk: doors.roughly(counts.get(one.community.pk, 0), may_know_few=hosting) for one in found}
    return {pk: words for pk, words in told.items() if words and pk in counts}


@require_safe
@project_page()
def map_svg(request: HttpRequest, project: Project) -> HttpResponse:
    """The map as a picture to keep, with the names below it: as much as whoever asks may know."""
    found = mapped.places(project, request.user)
    context = {"project": project, "places": found, "drawing": draw_map(found), "is_file": True}
    text = render_to_string("communities/map.svg.html", context).strip()
    headers = {"Content-Disposition": 'attachment; filename="communities.svg"'}
    return HttpResponse(text, content_type="image/svg+xml", headers=headers)


def community_page(request: HttpRequest, project: Project, pk: int, **forms: Any) -> HttpResponse:
    """One community; hosts get the forms too, and any that came back with errors."""
    row = community_for(request, project, pk)
    if may_map(request.user, project):
        forms.setdefault("how_far_form", how_far_form(None, row))
        forms.setdefault("try_form", TryForm(has_next=bool(row.next_words), auto_id="try_%s"))
        forms.setdefault("next_form", next_form(None, row))
    own = connecting(request.user, row)
    context = {
        "project": project,
        "community": row,
        "page": page_of(mapped.tries_of(row), request, per=20, by="on"),
        "connectors": connectors.shown_connectors(row, request.user),
        "own": own,
        "came": doors.roughly(doors.came_through(doors.doors_of(row)), may_know_few=may_know_few(request.user, row)),
        "may_host": may_host(request.user, project),
        "may_map": may_map(request.user, project),
        "may_open": may_open_door(request.user, row),
        "is_member": is_member(request.user, project),
        **forms,
    }
    return render(request, "communities/community.html", context, status=status_of(*forms.values()))


def how_far_form(data: Any, row: Any) -> HowFarForm:
    known = {"how_far": row.how_far, "words": row.how_far_words}
    return HowFarForm(data, initial=known, hints=row.hints.all(), auto_id="far_%s")


def next_form(data: Any, row: Any) -> NextForm:
    known = {"words": row.next_words, "owner": row.next_owner_id, "due": row.next_due}
    return NextForm(data, project=row.project, initial=known, hints=row.hints.all(), auto_id="next_%s")


@require_safe
@project_page()
def community(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    return community_page(request, project, pk)


@page_with_form
@project_page(may_map)
def add(request: HttpRequest, project: Project) -> HttpResponse:
    """A new one, perhaps begun from what a member said (?from=ID)."""
    hint = Hint.objects.filter(project=project, pk=number_in(request.GET.get("from", "")), outcome="").first()
    form = AddForm(sent(request), hints=[hint] if hint else [])
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_community(project, by=person_of(request), hint=hint, **form.cleaned_data)
            messages.success(request, _("It is on the map. Who opens the door, and what is next?"))
            return redirect("communities:community", project.slug, row.pk)
        except ValueError as error:
            form.add_error("name", str(error))
    return render(
        request, "communities/add.html", {"project": project, "form": form, "hint": hint}, status=status_of(form)
    )


@page_with_form
@project_page(may_map)
def edit(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = community_for(request, project, pk)
    known = {name: getattr(row, name) for name in ("name", "kind", "why", "size", "reach", "shown_to", "said_yes")}
    form = EditForm(sent(request), initial=known, how_far_now=row.how_far, hints=row.hints.all())
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_community(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("communities:community", project.slug, row.pk)
        except ValueError as error:
            form.add_error("name", str(error))
    context = {"project": project, "community": row, "form": form}
    return render(request, "communities/edit.html", context, status=status_of(form))


@require_POST
@project_page(may_map)
def how_far(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = community_for(request, project, pk)
    form = how_far_form(request.POST, row)
    if form.is_valid():
        try:
            actions.note_how_far(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Written down."))
            return redirect("communities:community", project.slug, row.pk)
        except ValueError as error:
            form.add_error("how_far", str(error))
    return community_page(request, project, pk, how_far_form=form)


@require_POST
@project_page(may_map)
def note_try(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = community_for(request, project, pk)
    form = TryForm(request.POST, has_next=bool(row.next_words), hints=row.hints.all(), auto_id="try_%s")
    if form.is_valid():
        actions.note_try(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down. What is next?"))
        return redirect("communities:community", project.slug, row.pk)
    return community_page(request, project, pk, try_form=form)


@require_POST
@project_page(may_map)
def plan_next(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = community_for(request, project, pk)
    form = next_form(request.POST, row)
    if form.is_valid():
        try:
            actions.plan_next(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Written down."))
            return redirect("communities:community", project.slug, row.pk)
        except ValueError as error:
            form.add_error("owner", str(error))
    return community_page(request, project, pk, next_form=form)


@page_with_form
@project_page(may_map)
def remove(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Take it off the map. Asks first, and says what ends."""
    row = community_for(request, project, pk)
    if request.method != "POST":
        return render(request, "communities/remove.html", {"project": project, "community": row})
    actions.take_off_the_map(row, by=person_of(request))
    messages.success(request, _("It is off the map. Its ways in are closed."))
    return redirect("communities:communities", project.slug)
