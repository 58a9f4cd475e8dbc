"""A person's own voices: where they are, how I am named, taking back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.voices import queries
from alongside.voices.actions import set_naming, take_back
from alongside.voices.forms import NamingForm, TakeBackForm
from alongside.voices.models import Output, Voice
from alongside.voices.reach import what_it_reaches
from alongside.voices.views.reading import person_of, voice_in


def _my_voice(request: HttpRequest, pk: int) -> Voice:
    """The voice, if the person reading said it and has not taken it back; Http404 otherwise."""
    mine = queries.voices_of_person(person_of(request)).filter(taken_back_at__isnull=True)
    return get_object_or_404(mine.select_related("project", "person"), pk=pk)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    page = page_of(queries.voices_of_person(person).select_related("project"), request)
    shown = queries.show_mine(page.items, person)
    rows = [(row.project, voice) for row, voice in zip(page.items, shown, strict=True)]
    return render(request, "voices/mine.html", {"page": page, "rows": rows})


@login_required
def naming(request: HttpRequest, pk: int) -> HttpResponse:
    voice = _my_voice(request, pk)
    membership = queries.membership_beside(voice)
    form = NamingForm(voice, membership, request.POST if request.method == "POST" else None, initial=_chosen(voice))
    if request.method == "POST" and form.is_valid():
        set_naming(voice, by=person_of(request), naming=form.cleaned_data["naming"], outputs=form.outputs())
        messages.success(request, _("Saved. This is how you are named from now on."))
        return redirect("voices:naming", voice.pk)
    now = queries.shown_everywhere(voice)
    context = {"voice": voice, "project": voice.project, "form": form, "now": now}
    return render(request, "voices/naming.html", context, status=422 if form.is_bound else 200)


def _chosen(voice: Voice) -> dict[str, Any]:
    own = {row.output: row.naming for row in voice.output_namings.all()}
    return {"naming": voice.naming, **{output: own.get(output, "") for output in Output.values}}


@login_required
def take_back_mine(request: HttpRequest, pk: int) -> HttpResponse:
    voice = _my_voice(request, pk)
    if request.method == "POST":
        take_back(voice, by=person_of(request))
        messages.success(request, _("Your words are gone. An empty mark stays in their place."))
        return redirect("voices:mine")
    context = {"voice": voice, "project": voice.project, "reached": what_it_reaches(voice)}
    return render(request, "voices/take_back.html", context)


@project_page(may_host)
def take_back_for(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A host takes words back for a person who asked and cannot do it alone."""
    voice = voice_in(project, pk)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        take_back(voice, by=person_of(request), how=form.cleaned_data["how"])
        messages.success(request, _("The words are gone. An empty mark stays in their place."))
        return redirect("voices:voice", project.slug, voice.pk)
    context = {"voice": voice, "project": project, "form": form, "reached": what_it_reaches(voice)}
    return render(request, "voices/take_back_for.html", context, status=422 if form.is_bound else 200)
