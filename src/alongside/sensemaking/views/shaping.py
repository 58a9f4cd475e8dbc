"""Hosts shape themes: make, edit, join, split, and ask people to check."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.kit.text import clean_line, ids_in
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking import actions, queries
from alongside.sensemaking.forms import PARTS, SplitForm, ThemeForm
from alongside.sensemaking.views.themes import theme_in
from alongside.voices.queries import show
from alongside.voices.views.reading import person_of

MOST_LISTED = 200


@project_page(may_host)
def make(request: HttpRequest, project: Project) -> HttpResponse:
    form = ThemeForm(request.POST or None)
    if form.is_valid():
        made = actions.make_theme(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The theme is there. Put voices in it on the board."))
        return redirect("sensemaking:theme", project.slug, made.pk)
    context = {"project": project, "form": form}
    return render(request, "sensemaking/make.html", context, status=422 if form.is_bound else 200)


@project_page(may_host)
def edit(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    theme = theme_in(project, pk, live=True)
    form = ThemeForm(request.POST or None, initial={"title": theme.title, "about": theme.about})
    if form.is_valid():
        actions.edit_theme(theme, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("sensemaking:theme", project.slug, theme.pk)
    context = {"project": project, "form": form, "theme": theme}
    return render(request, "sensemaking/edit.html", context, status=422 if form.is_bound else 200)


@project_page(may_host)
def merge(request: HttpRequest, project: Project) -> HttpResponse:
    wanted = ids_in((request.POST if request.method == "POST" else request.GET).getlist("theme"))
    chosen = list(queries.live_themes(project).filter(pk__in=wanted).order_by("id"))
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and len(chosen) != len(set(wanted)):
        raise Http404
    if form.is_valid():
        try:
            new = actions.merge_themes(chosen, by=person_of(request), **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Joined. The old themes stay readable in its history."))
            return redirect("sensemaking:theme", project.slug, new.pk)
    context = {"project": project, "form": form, "chosen": chosen, **_merging(request, project, wanted)}
    return render(request, "sensemaking/merge.html", context, status=422 if form.is_bound else 200)


def _merging(request: HttpRequest, project: Project, wanted: list[int]) -> dict[str, object]:
    find = clean_line(request.GET.get("find", ""))[:100]
    others = queries.live_themes(project).exclude(pk__in=wanted).filter(title__icontains=find).order_by("id")
    return {"find": find, "others": others[:40], "together": queries.voices_together(wanted)}


@project_page(may_host)
def split(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    theme = theme_in(project, pk, live=True)
    form = SplitForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.split_theme(theme, form.parts(request.POST), by=person_of(request))
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            text = ngettext("Split into %(count)s theme.", "Split into %(count)s themes.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("sensemaking:theme", project.slug, theme.pk)
    inside = queries.standing_placements([theme.pk]).select_related("voice").order_by("id")[:MOST_LISTED]
    voices = show([placement.voice for placement in inside], viewer=request.user, project=project)
    ticked = {letter: set(ids_in(request.POST.getlist(letter))) for letter in PARTS}
    rows = [(voice, [(letter, voice.id in ticked[letter]) for letter in PARTS]) for voice in voices]
    context = {"project": project, "theme": theme, "form": form, "rows": rows, "most": MOST_LISTED}
    return render(request, "sensemaking/split.html", context, status=422 if form.is_bound else 200)


@project_page(may_host)
@require_POST
def ask(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Ask everyone whose voice is in the theme: is this how you meant it?"""
    theme = theme_in(project, pk, live=True)
    asked = actions.ask_check(theme, by=person_of(request))
    text = ngettext("Asked about %(count)s voice.", "Asked about %(count)s voices.", len(asked))
    nobody = _("Nobody was asked: everyone here was asked before, or has no name with us.")
    messages.success(request, text % {"count": len(asked)} if asked else nobody)
    return redirect("sensemaking:theme", project.slug, theme.pk)
