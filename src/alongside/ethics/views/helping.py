"""Who may answer for somebody: the person says yes, ends it or objects; hosts ask, write down and settle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.ethics import actions, support
from alongside.ethics.forms import ObjectForm, SaidForm, SettleForm
from alongside.ethics.models import Supporter
from alongside.ethics.views.mine import own_place_of, place_of
from alongside.kit.paging import numbered_page_of
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    still = support.places_of(person_of(request)).filter(pk=pk).exists()
    return redirect("ethics:mine_in", pk) if still else redirect("ethics:mine")


@login_required
@require_POST
def agree(request: HttpRequest, pk: int, supporter: int) -> HttpResponse:
    """Yes, they may answer for me; or a no, which needs no reason."""
    place = own_place_of(request, pk)
    row = get_object_or_404(support.supporters_of(place), pk=supporter)
    if request.POST.get("answer") != "yes":
        return _end(request, pk, row)
    try:
        actions.agree_to_supporter(row, by=person_of(request))
        messages.success(request, _("Kept. You can end it at any time, here."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("ethics:mine_in", pk)


@login_required
@require_POST
def end_supporter(request: HttpRequest, pk: int, supporter: int) -> HttpResponse:
    """Nobody answers for me any more. No reason is asked."""
    place = place_of(request, pk)
    return _end(request, pk, get_object_or_404(support.supporters_of(place), pk=supporter))


def _end(request: HttpRequest, pk: int, row: Supporter) -> HttpResponse:
    actions.end_supporter(row, by=person_of(request))
    messages.success(request, _("This has ended. Nobody is told why."))
    return _back(request, pk)


@login_required
@require_POST
def object_to(request: HttpRequest, pk: int, supporter: int) -> HttpResponse:
    """I do not want that they answer for me: it stops now, and the hosts talk with me."""
    place = own_place_of(request, pk)
    row = get_object_or_404(support.supporters_of(place), pk=supporter)
    form = ObjectForm(request.POST)
    try:
        actions.object_to_supporter(row, by=person_of(request), words=form.data.get("words", ""))
        messages.success(request, _("It has stopped for now. A host will talk with you."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("ethics:mine_in", pk)


def _in(project: Project, pk: int) -> Supporter:
    row = get_object_or_404(support.supporters_in(project), pk=pk)
    row.project = project
    return row


@require_safe
@project_page(may_host)
def supporters(request: HttpRequest, project: Project) -> HttpResponse:
    """Who answers for whom in this project; what waits for a host stands first."""
    page = numbered_page_of(support.supporters_in(project), request)
    rows = support.shown(page.items, person_of(request))
    people = Membership.objects.filter(project=project, person__in=[one.row.person_id for one in rows])
    places = dict(people.values_list("person_id", "pk"))
    context = {"project": project, "page": page, "rows": [(one, places.get(one.row.person_id)) for one in rows]}
    return render(request, "ethics/supporters.html", context)


@page_with_form
@project_page(may_host)
def supporter(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One who answers: what the person said by phone or on paper, or what was settled with them."""
    row = _in(project, pk)
    form_of: Any = SettleForm if row.is_by_law else SaidForm
    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _written(request, row, form):
        return redirect("ethics:supporters", project.slug)
    context = {
        "project": project,
        "one": support.shown([row], person_of(request))[0],
        "form": form,
        "is_theirs": row.supporter_id == person_of(request).pk,
    }
    return render(request, "ethics/supporter.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, row: Supporter, form: Any) -> bool:
    told, by = form.cleaned_data, person_of(request)
    try:
        if row.is_by_law:
            actions.settle_supporter(row, by=by, words=told["words"], goes_on=told["goes_on"] == "yes")
        elif told["answer"] == "yes":
            actions.agree_to_supporter(row, by=by, how=told["how"])
        else:
            actions.end_supporter(row, by=by, how=told["how"])
    except PermissionDenied:
        form.add_error(None, _("This is about you: another host writes it down."))
        return False
    except ValueError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Written down. They see it in My permissions, with your name."))
    return True
