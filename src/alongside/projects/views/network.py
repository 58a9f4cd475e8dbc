"""The installation's own name and contact."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.projects import actions, queries
from alongside.projects.access import person_of
from alongside.projects.forms import NetworkForm
from alongside.projects.rules import is_admin
from alongside.projects.views.desk import page_with_form, sent, shown


@login_required
@page_with_form
def network(request: HttpRequest) -> HttpResponse:
    if not is_admin(request.user):
        raise PermissionDenied
    row = queries.network()
    form = NetworkForm(sent(request), initial={"name": row.name, "about": row.about, "contact": row.contact})
    if request.method == "POST" and form.is_valid():
        actions.edit_network(by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("projects:network")
    return shown(request, "projects/network.html", {"form": form}, form)
