"""Who opens the door: asked by a host, answered by themselves, stopped in one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.communities import actions
from alongside.communities.forms import (
    AnswerForm,
    AskConnectorForm,
    ConnectorForForm,
    ConnectorForm,
    StopForm,
    ToldForm,
)
from alongside.communities.models import Community, Connector
from alongside.communities.queries import connectors, doors
from alongside.communities.rules import is_own, may_map, may_reach
from alongside.communities.views.parts import community_for, connector_for, page_with_form, sent, status_of
from alongside.communities.words import asked_of_a_connector, what_a_connector_gets
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_host, is_member, is_open, may_host

may_look = is_member | may_host


@page_with_form
@project_page(may_map)
def ask_connector(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Ask a member, or write down somebody without an account."""
    row = community_for(request, project, pk)
    begun = {"asked_of_them": asked_of_a_connector(), "what_they_get": what_a_connector_gets()}
    form = AskConnectorForm(sent(request), members=connectors.may_be_asked(row, project), initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            return _asked(request, row, form)
        except ValueError as error:
            form.add_error("member", str(error))
    context = {"project": project, "community": row, "form": form}
    return render(request, "communities/ask_connector.html", context, status=status_of(form))


def _asked(request: HttpRequest, community: Community, form: AskConnectorForm) -> HttpResponse:
    row = actions.ask_connector(community, by=person_of(request), **form.cleaned_data)
    if row.person_id:
        messages.success(request, _("They are asked. They find it in My space, and answer it themselves."))
        return redirect("communities:community", community.project.slug, community.pk)
    messages.success(request, _("Written down. Now ask them, and write down what they say."))
    return redirect("communities:connector", community.project.slug, row.pk)


def connector_page(request: HttpRequest, row: Connector, **forms: Any) -> HttpResponse:
    """The connector's one page: what is asked, what they get, their ways in, and how to stop. Hosts see it too."""
    project, own = row.community.project, is_own(request.user, row)
    contact = connectors.contact_for(request.user, row)
    known = {"is_named": row.is_named, "contact": contact}
    hosts_it = bool(is_host(request.user, project)) and not own
    if own and row.waits:
        forms.setdefault("answer_form", AnswerForm(initial=known))
    if hosts_it and (not row.answer or row.told):
        forms.setdefault("told_form", ToldForm(initial=known))
    if row.opens and (own or (hosts_it and row.person_id is None)):
        kind = ConnectorForm if own else ConnectorForForm
        forms.setdefault("change_form", kind(initial=known, auto_id="own_%s"))
    context = {
        "project": project,
        "connector": row,
        "community": row.community,
        "name": connectors.name_of(row),
        "contact": contact,
        "may_reach": may_reach(request.user, row),
        "own": own,
        "is_open": is_open(request.user, project),
        "doors": list(doors.open_doors(row.community, row)[:30]),
        "came": doors.roughly(doors.came_through(doors.doors_of(row.community, row)), may_know_few=True),
        "stop_form": StopForm(auto_id="stop_%s"),
        **forms,
    }
    return render(request, "communities/connector.html", context, status=status_of(*forms.values()))


@never_cache
@page_with_form
@project_page(may_look)
def connector(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """Looked at; or the connector's own yes or no."""
    row = connector_for(request, project, pk)
    if request.method != "POST" or not is_own(request.user, row):
        return connector_page(request, row)
    form = AnswerForm(request.POST)
    if form.is_valid() and is_open(request.user, project):
        given = {**form.cleaned_data}
        yes = given.pop("answer") == Connector.Answer.YES
        actions.answer_connecting(row, by=person_of(request), yes=yes, **given)
        messages.success(request, _("Thank you for opening this door.") if yes else _("Thank you for saying so."))
        return redirect("communities:connector", project.slug, row.pk) if yes else redirect("projects:me", project.slug)
    return connector_page(request, row, answer_form=form)


@require_POST
@project_page(may_look)
def change_connector(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    row = connector_for(request, project, pk)
    form = ConnectorForm(request.POST, auto_id="own_%s")
    if not form.is_valid():
        return connector_page(request, row, change_form=form)
    actions.change_connector(row, by=person_of(request), **form.cleaned_data)
    messages.success(request, _("Changed."))
    return redirect("communities:connector", project.slug, row.pk)


@require_POST
@project_page(may_map)
def write_down_answer(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """What a connector said on the phone, on paper or face to face."""
    row, form = connector_for(request, project, pk), ToldForm(request.POST)
    if form.is_valid():
        given = {**form.cleaned_data}
        yes = given.pop("answer") == Connector.Answer.YES
        try:
            actions.write_down_answer(row, by=person_of(request), yes=yes, **given)
            messages.success(request, _("Written down."))
            return redirect("communities:connector", project.slug, row.pk)
        except ValueError as error:
            form.add_error("answer", str(error))
    return connector_page(request, row, told_form=form)


@require_POST
@project_page(may_look)
def stop(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """One step, by the connector or by a host whom they told."""
    row = connector_for(request, project, pk)
    own = is_own(request.user, row)
    keep = request.POST.get("keep_doors") == "on"
    actions.stop_connecting(row, by=person_of(request), close_doors=not keep)
    messages.success(request, _("Stopped. Name and how to reach are removed. Thank you for all of it."))
    if own and not may_host(request.user, project):
        return redirect("projects:me", project.slug)
    return redirect("communities:community", project.slug, row.community_id)
