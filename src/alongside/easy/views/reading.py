"""How I like to read; and the same for somebody who told a host."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.easy import actions
from alongside.easy.forms import ReadingForForm, ReadingForm
from alongside.easy.reading import reader_of, reading_of
from alongside.easy.views.parts import page_with_form, sent, status_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host


def _kept_here(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What this device was told before gives way to what the person says now."""
    for name in ("size", "easy"):
        if name in request.COOKIES:
            response.delete_cookie(name, samesite="Lax")
    return response


@login_required
@page_with_form
def mine(request: HttpRequest) -> HttpResponse:
    """How I like to read: asked once, changed whenever I like."""
    person = person_of(request)
    row, here = reading_of(person), reader_of(request)
    form: Any = ReadingForm(sent(request), row=row, size=here.size, easy_first=here.easy_first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_reading(person, by=person, **form.wish)
            messages.success(request, _("Kept. Pages and letters follow it from now on."))
            return _kept_here(request, redirect("easy:mine"))
        except ValueError as error:
            form.add_error("news", str(error))
    context = {"form": form, "row": row, "is_other_here": any(map(request.COOKIES.get, ("size", "easy")))}
    return render(request, "easy/mine.html", context, status=status_of(form))


@login_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    actions.forget_reading(person_of(request), by=person_of(request))
    messages.success(request, _("Forgotten. Pages and letters are as for anybody."))
    return _kept_here(request, redirect("easy:mine"))


@page_with_form
@project_page(may_host)
def member(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Filled in with the person, on paper or on the phone; marked as told to a host."""
    rows = Membership.objects.filter(project=project, left_at=None).select_related("person")
    membership = get_object_or_404(rows, pk=pk)
    row = reading_of(membership.person)
    form: Any = ReadingForForm(sent(request), row=row)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["told"]
        try:
            actions.set_reading(membership.person, by=person_of(request), project=project, told=told, **form.wish)
            messages.success(request, _("Kept, and marked as told to you. The person can change it."))
            return redirect("projects:member", project.slug, membership.pk)
        except ValueError as error:
            form.add_error("news", str(error))
    context = {"project": project, "member": membership, "row": row, "form": form}
    return render(request, "easy/member.html", context, status=status_of(form))
